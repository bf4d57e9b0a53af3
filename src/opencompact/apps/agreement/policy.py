"""Who may do what with the agreement. Everybody reads it: its pages are `open_page`."""

from opencompact.base.areas.actor import Actor, RoleKind


def can_adopt(actor: Actor) -> bool:
    """An officer of the area may put an edition into force."""
    return actor.is_(RoleKind.OFFICER)
