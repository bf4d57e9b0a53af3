"""Who may ask for a person's data, and who may have somebody erased."""

from uuid import UUID

from opencompact.base.areas.actor import Actor, RoleKind


def can_see_own(actor: Actor) -> bool:
    """Everybody with an account may have what is held about them, and ask to be erased."""
    return actor.signed_in


def can_keep(actor: Actor) -> bool:
    """An officer answers for the people of the area."""
    return actor.is_(RoleKind.OFFICER)


def can_confirm(actor: Actor, asked_by: UUID | None) -> bool:
    """Erasing takes two: whoever confirms is another officer than whoever asked."""
    return can_keep(actor) and asked_by is not None and asked_by != actor.user_id
