"""Who may do what with assessments. A published one is for everybody, a draft for its keepers."""

from opencompact.apps.assessments.models import Assessment
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.actor import Actor, RoleKind

# Who keeps what a body records: its champions, and those who speak for it.
OF_A_BODY = (RoleKind.CHAMPION, RoleKind.REPRESENTATIVE)


def can_keep_some(actor: Actor) -> bool:
    """An officer keeps those of every body, others those of their own."""
    return actor.is_(RoleKind.OFFICER) or any(actor.is_(kind) for kind in OF_A_BODY)


def can_keep_for(actor: Actor, body: Organisation) -> bool:
    """An officer, and whoever answers or speaks for the body."""
    mine = {pk for kind in OF_A_BODY for pk in actor.organisations(kind)}
    return actor.is_(RoleKind.OFFICER) or body.pk in mine


def can_see(actor: Actor, assessment: Assessment) -> bool:
    """Everybody reads a published one; of a draft nobody else learns."""
    return not assessment.is_draft or can_keep(actor, assessment)


def can_keep(actor: Actor, assessment: Assessment) -> bool:
    """Whoever keeps the records of its body writes, publishes, decides and reviews."""
    return can_keep_for(actor, assessment.body)


def can_keep_groups(actor: Actor) -> bool:
    """An officer says which groups the area looks at beside those of the law."""
    return actor.is_(RoleKind.OFFICER)
