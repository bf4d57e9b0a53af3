"""Saying which organisation a payee is: by itself where that is sure, else a person decides."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from opencompact.apps.funding.models import Payee, Standing
from opencompact.apps.funding.models.payees import How
from opencompact.apps.funding.queries import payees as reads
from opencompact.apps.organisations.models import Organisation
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.core import payees

PAYEE = Payee._meta.label  # noqa: SLF001 - Django's public name for it
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


@transaction.atomic
def decide_payee(
    payee: Payee, organisation: Organisation | None, *, actor: Actor, at: datetime
) -> Payee:
    """Say that a payee is an organisation of the register, or with None that it is none of ours."""
    return decide_payees([(payee, organisation)], actor=actor, at=at)[0]


@transaction.atomic
def decide_payees(
    decisions: Sequence[tuple[Payee, Organisation | None]], *, actor: Actor, at: datetime
) -> list[Payee]:
    """Decide on several payees at once; each decision is an event of its own."""
    held = {
        one.pk: one
        for one in Payee.objects.select_for_update().filter(
            pk__in=[payee.pk for payee, _organisation in decisions]
        )
    }
    changed, entries = [], []
    for payee, organisation in decisions:
        stored = held[payee.pk]
        _decide(stored, organisation, actor=actor, at=at)
        changed.append(stored)
        data = {"organisation": organisation.slug if organisation else ""}
        entries.append(audit.Entry("funding.decide_payee", PAYEE, str(stored.pk), data))
    Payee.objects.bulk_update(changed, (*FOUND, "decided_by", "decided_at", "version"))
    if changed:
        area = decisions[0][0].area
        audit.record_many(entries, actor=actor, area=area, at=at)
    return changed


def _decide(payee: Payee, organisation: Organisation | None, *, actor: Actor, at: datetime) -> None:
    payee.standing = Standing.CONFIRMED if organisation else Standing.NONE
    payee.organisation, payee.suggested = organisation, None
    payee.confidence, payee.how = (100 if organisation else 0), How.PERSON
    payee.decided_by_id, payee.decided_at = actor.user_id, at
    payee.version += 1


@transaction.atomic
def undo_payee(payee: Payee, *, actor: Actor, at: datetime) -> Payee:
    """Take a decision back: the payee waits again, with what the register says of it now."""
    stored = Payee.objects.select_for_update().get(pk=payee.pk)
    stored.standing, stored.organisation, stored.how = Standing.WAITING, None, ""
    stored.confidence, stored.decided_by, stored.decided_at = 0, None, None
    look_up(stored, reads.register())
    stored.version += 1
    stored.save()
    audit.record("funding.undo_payee", actor=actor, area=stored.area, obj=stored, at=at)
    return stored


@transaction.atomic
def look_again(area: Area, *, actor: Actor, at: datetime) -> int:
    """Hold all payees that nobody has decided on against the register as it is now."""
    changed = match_payees(reads.undecided())
    audit.record("funding.match_payees", actor=actor, area=area, data={"changed": changed}, at=at)
    return changed
