"""Who may do what with notices: a draft is its funder's; a given one is for its two sides."""

from opencompact.apps.funding.models import Agreement, Notice
from opencompact.apps.funding.policy.grants import bodies_of, can_add, can_keep
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.actor import Actor


def keeps_some(actor: Actor) -> bool:
    """An officer keeps the records of every body, others those of their own."""
    return can_add(actor)


def can_keep_for(actor: Actor, body: Organisation) -> bool:
    """An officer, and whoever answers or speaks for the body."""
    return can_keep(actor, body.pk)


def can_give_notice(actor: Actor, agreement: Agreement) -> bool:
    """Whoever keeps the records of the funder writes and gives notice."""
    return can_keep_for(actor, agreement.funder)


def can_keep_notice(actor: Actor, notice: Notice) -> bool:
    """The same, of a notice that is there."""
    return can_give_notice(actor, notice.agreement)


def is_recipient(actor: Actor, notice: Notice) -> bool:
    """Whoever answers or speaks for the organisation that gets the money, as far as it is known."""
    return notice.agreement.payee.organisation_id in bodies_of(actor)


def can_see_notice(actor: Actor, notice: Notice) -> bool:
    """Its funder's people and officers; once it is given those of the recipient too."""
    if can_keep_notice(actor, notice):
        return True
    return not notice.is_draft and is_recipient(actor, notice)


def can_answer_notice(actor: Actor, notice: Notice) -> bool:
    """Somebody of either side, for their side. Officers only read what is said."""
    sides = {notice.agreement.funder_id, notice.agreement.payee.organisation_id}
    return not notice.is_draft and bool(sides & bodies_of(actor))


def can_decide_end(actor: Actor, agreement: Agreement) -> bool:
    """Whoever keeps the records of the funder says what becomes of an agreement at its end."""
    return can_keep_for(actor, agreement.funder)
