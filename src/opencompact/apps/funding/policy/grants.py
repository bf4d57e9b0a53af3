"""Who may do what with programmes, agreements, payees and imports of grants."""

from uuid import UUID

from opencompact.apps.funding.models import Agreement, Programme
from opencompact.apps.organisations.policy import is_officer
from opencompact.base.areas.actor import Actor, RoleKind

# Who keeps the records of a body: those who speak for it, and its champions.
KEEPERS = (RoleKind.REPRESENTATIVE, RoleKind.CHAMPION)


def bodies_of(actor: Actor) -> frozenset[UUID]:
    """The bodies whose records this person keeps as one of theirs."""
    return frozenset().union(*(actor.organisations(kind) for kind in KEEPERS))


def can_keep(actor: Actor, body_id: UUID) -> bool:
    """Officers keep the records of every body; a body's own people keep theirs."""
    return is_officer(actor) or body_id in bodies_of(actor)


def can_add(actor: Actor) -> bool:
    """Whoever keeps the records of some body may add to them."""
    return is_officer(actor) or bool(bodies_of(actor))


def can_see(actor: Actor, one: Programme | Agreement) -> bool:
    """What is published is for everybody; a draft is for those who keep it."""
    return not one.is_draft or can_keep(actor, one.funder_id)


def can_edit(actor: Actor, one: Programme | Agreement) -> bool:
    """Who keeps a record changes it."""
    return can_keep(actor, one.funder_id)


def can_vary(actor: Actor, agreement: Agreement) -> bool:
    """Who keeps an agreement notes what both sides changed in it."""
    return can_keep(actor, agreement.funder_id)


def can_import(actor: Actor) -> bool:
    """An officer brings in a file of grants, and sees what came of it."""
    return is_officer(actor)


def can_decide_payee(actor: Actor) -> bool:
    """An officer says which organisation a payee is; it decides what counts for whom."""
    return is_officer(actor)
