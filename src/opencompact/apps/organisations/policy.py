"""Who may do what with the register, signatures and roles. The register itself is open to all."""

from opencompact.base.areas.actor import Actor, ActorRole, RoleKind
from opencompact.core.record import record

from .models import Departure, Organisation, Role
from .models.people import PUBLIC_KINDS


@record
class SigningRole(ActorRole):
    """A representative who may also bind the organisation with a signature."""


def is_officer(actor: Actor) -> bool:
    """An officer keeps the register of the area."""
    return actor.is_(RoleKind.OFFICER)


def can_import(actor: Actor) -> bool:
    """An officer may bring a file into the register, and see what came of it."""
    return is_officer(actor)


def can_add(actor: Actor) -> bool:
    """An officer may add an organisation."""
    return is_officer(actor)


def can_edit(actor: Actor, _organisation: Organisation) -> bool:
    """An officer may change what the register says of an organisation."""
    return is_officer(actor)


def speaks_for(actor: Actor, organisation: Organisation) -> bool:
    """A representative belongs to the organisation."""
    return organisation.pk in actor.organisations(RoleKind.REPRESENTATIVE)


def may_bind(actor: Actor, organisation: Organisation) -> bool:
    """A representative who may sign can bind the organisation."""
    return any(
        isinstance(role, SigningRole) and role.organisation_id == organisation.pk
        for role in actor.roles
    )


def can_sign(actor: Actor, organisation: Organisation) -> bool:
    """Whoever may bind the organisation signs; an officer records what was signed on paper."""
    return may_bind(actor, organisation) or is_officer(actor)


def can_withdraw(actor: Actor, organisation: Organisation) -> bool:
    """Whoever may bind the organisation withdraws; an officer records a letter that came."""
    return can_sign(actor, organisation)


def can_cover(actor: Actor, organisation: Organisation) -> bool:
    """Whoever may sign for a lead body says for which members the signature counts."""
    return can_sign(actor, organisation)


def can_see_notice(actor: Actor, organisation: Organisation) -> bool:
    """A notice of withdrawal is read by its sender, the chair it is addressed to and officers."""
    return is_officer(actor) or actor.is_(RoleKind.CHAIR) or speaks_for(actor, organisation)


def can_ask(actor: Actor) -> bool:
    """Anybody signed in may ask to speak for an organisation."""
    return actor.signed_in


def can_see_role(actor: Actor, role: Role) -> bool:
    """Some kinds are named in public; the others by officers and their own colleagues."""
    if role.kind in PUBLIC_KINDS or is_officer(actor):
        return True
    return role.organisation_id in actor.organisations(RoleKind.REPRESENTATIVE)


def can_confirm_role(actor: Actor, role: Role) -> bool:
    """The holder confirms their own role; an officer may confirm anybody's."""
    return is_officer(actor) or (actor.signed_in and role.user_id == actor.user_id)


def can_answer(actor: Actor, role: Role) -> bool:
    """The holder, and nobody else, accepts or declines a role and says that they have left it."""
    return actor.signed_in and role.user_id == actor.user_id


def can_ask_to_sign(actor: Actor, _organisation: Organisation) -> bool:
    """An officer may ask somebody by mail to sign for an organisation."""
    return is_officer(actor)


def can_see_role_page(actor: Actor, role: Role) -> bool:
    """What is kept about a role beside its name: for its holder and for officers."""
    return can_confirm_role(actor, role)


def can_note_training(actor: Actor, role: Role) -> bool:
    """The holder notes their own training; an officer may note it too."""
    return can_confirm_role(actor, role)


def can_change_role(actor: Actor) -> bool:
    """An officer may change the area of a role, and whether it signs."""
    return is_officer(actor)


def can_see_people(actor: Actor) -> bool:
    """An officer sees who holds which role."""
    return is_officer(actor)


def can_appoint(actor: Actor) -> bool:
    """An officer may appoint people."""
    return is_officer(actor)


def can_end_role(actor: Actor) -> bool:
    """An officer may end a role."""
    return is_officer(actor)


def can_hand_over(actor: Actor) -> bool:
    """An officer says who takes over from somebody, or that nobody does."""
    return is_officer(actor)


def can_see_gaps(actor: Actor) -> bool:
    """Where somebody is missing or a role is in doubt concerns those who can mend it."""
    return is_officer(actor)


def can_begin_departure(actor: Actor) -> bool:
    """Officers, and whoever has a role in a body, may begin to file a departure."""
    return is_officer(actor) or bool(actor.organisations())


def can_file_departure(actor: Actor, organisation: Organisation) -> bool:
    """A departure is filed by whoever has a role in the body, or by an officer for it."""
    return is_officer(actor) or organisation.pk in actor.organisations()


def can_withdraw_departure(actor: Actor, departure: Departure) -> bool:
    """Whoever may file one for the body may withdraw it."""
    return is_officer(actor) or departure.body_id in actor.organisations()


def can_settle_departure(actor: Actor, departure: Departure) -> bool:
    """Whoever may withdraw a departure may say, once it has run out, that the matter is settled."""
    return can_withdraw_departure(actor, departure)
