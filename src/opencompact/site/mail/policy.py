"""Who may do what with mail."""

from opencompact.base.areas.actor import Actor, RoleKind


def can_choose(actor: Actor) -> bool:
    """Anybody signed in says how often they want which mail."""
    return actor.signed_in


def can_keep(actor: Actor) -> bool:
    """An officer sees what waits and what failed, lets it go again, and writes the area's words."""
    return actor.is_(RoleKind.OFFICER)
