"""Who may bring payments in. What was brought in is for everybody, as it was published."""

from collections.abc import Iterable

from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.actor import Actor, RoleKind

# Who keeps what a body records: those who answer for the agreement in it, and who speak for it.
OF_A_BODY = (RoleKind.CHAMPION, RoleKind.LEAD, RoleKind.REPRESENTATIVE)


def can_import_some_payments(actor: Actor, paying: Iterable[Organisation]) -> bool:
    """An officer brings in those of every body, others those of their own, where it pays."""
    if not actor.roles:
        return False
    return can_import_payments(actor, None) or bool(_own(actor) & {one.pk for one in paying})


def can_import_payments(actor: Actor, body: Organisation | None) -> bool:
    """Whoever answers or speaks for the body; a file that names its bodies is an officer's."""
    if actor.is_(RoleKind.OFFICER):
        return True
    return body is not None and body.pk in _own(actor)


def _own(actor: Actor) -> frozenset[object]:
    return frozenset(pk for kind in OF_A_BODY for pk in actor.organisations(kind))
