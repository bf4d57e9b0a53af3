"""Who may do what with consultations: a body's own people and officers keep them, all read them."""

from opencompact.apps.organisations.policy import is_officer
from opencompact.base.areas.actor import Actor

from .models import Consultation


def can_add(actor: Actor) -> bool:
    """Officers, and whoever has a role in an organisation, for that organisation."""
    return is_officer(actor) or bool(actor.organisations())


def can_keep(actor: Actor, consultation: Consultation) -> bool:
    """Officers, and whoever has a role in the body that asks."""
    return is_officer(actor) or consultation.body_id in actor.organisations()


def can_see(actor: Actor, consultation: Consultation) -> bool:
    """Everybody sees what is published; a draft is for its keepers."""
    return not consultation.is_draft or can_keep(actor, consultation)


def can_read_responses(actor: Actor, consultation: Consultation) -> bool:
    """What people answer is for those who keep the consultation, and nobody else."""
    return can_keep(actor, consultation)


def can_import(actor: Actor) -> bool:
    """An officer may bring a file of consultations into the register."""
    return is_officer(actor)


def can_keep_holidays(actor: Actor) -> bool:
    """Officers say when the schools of the area are closed."""
    return is_officer(actor)
