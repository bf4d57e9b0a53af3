"""Saying which organisation a payee is: by itself where that is sure, else a person decides."""

from collections.abc import Iterable
from uuid import UUID

from opencompact.apps.funding.models import Payee, Standing
from opencompact.apps.funding.queries import payees as reads
from opencompact.core import payees

FOUND = ("standing", "organisation", "suggested", "confidence", "how")


def look_up(payee: Payee, register: payees.Register) -> bool:
    """Set what the register says of a payee that nobody has decided on; say whether it changed.

    It is not saved: `match_payees` does that, for many at once.
    """
    if payee.standing in {Standing.CONFIRMED, Standing.NONE}:
        return False
    before = _found(payee)
    identifiers = (payee.identifier,) if payee.identifier else ()
    match = register.find(payee.name, identifiers)
    key = UUID(match.key) if match else None
    sure = match is not None and match.is_sure
    payee.standing = Standing.MATCHED if sure else Standing.WAITING
    payee.organisation_id = key if sure else None
    payee.suggested_id = None if sure else key
    payee.confidence, payee.how = (match.confidence, match.how) if match else (0, "")
    return _found(payee) != before


def _found(payee: Payee) -> tuple[object, ...]:
    return (
        payee.standing, payee.organisation_id, payee.suggested_id, payee.confidence, payee.how,
    )  # fmt: skip


def match_payees(found: Iterable[Payee], register: payees.Register | None = None) -> int:
    """Match stored payees with the register as it is now, all in one write; say how many changed.

    Call it in the transaction of the action that needs it. What a person has decided stays.
    """
    known = register or reads.register()
    changed = [payee for payee in found if look_up(payee, known)]
    Payee.objects.bulk_update(changed, FOUND, batch_size=500)
    return len(changed)
