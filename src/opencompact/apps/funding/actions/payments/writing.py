"""Writes payments, a thousand rows a transaction: stopped anywhere, an import can go on."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from opencompact.apps.funding.actions.payees import look_up
from opencompact.apps.funding.models import Payee, Payment, PaymentRun
from opencompact.apps.funding.models.payees import NAME_LENGTH, key_of
from opencompact.apps.funding.queries import payees as register_reads
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area

from .planning import CHUNK, Chunk, Item, Plan
from .tally import Tally

if TYPE_CHECKING:
    from opencompact.core.payees import Register

VERB = "funding.import-payments"
CHANGED = ("received", "valid", "entered", "category", "basis", "due_on", "key", "body")


def write(
    run: PaymentRun, plan: Plan, *, actor: Actor, at: datetime, rows: int | None = None
) -> None:
    """Write the rows of a running import that are not done yet; stop after about `rows`.

    Call it inside the area and outside a transaction.
    """
    tally, left = Tally(plan, run), len(plan.items) if rows is None else rows
    suppliers = Suppliers(run.area)
    while left > 0 and (done := _write_next(run, tally, suppliers, actor=actor, at=at)):
        left -= done


def look_ahead(plan: Plan) -> Tally:
    """Return what writing all of `plan` would do. Reads only."""
    tally = Tally(plan)
    for start in range(0, len(plan.items), CHUNK):
        tally.add(Chunk(plan.items[start : start + CHUNK]))
    return tally


def _write_next(
    run: PaymentRun, tally: Tally, suppliers: "Suppliers", *, actor: Actor, at: datetime
) -> int:
    """Write the next rows in one transaction; return how many there were, 0 at the end."""
    with transaction.atomic():
        # One import at a time in an area: the next one sees all that this one has written.
        Area.objects.select_for_update(no_key=True).get(pk=run.area_id)
        start = tally.start()
        chunk = Chunk(tally.plan.items[start : start + CHUNK])
        if not chunk.size:
            return 0
        known = suppliers.known(one.entry.supplier for one in chunk.new if not one.entry.redacted)
        Payment.objects.bulk_create([_payment(run, one, known) for one in chunk.new])
        Payment.objects.bulk_update(chunk.changed, CHANGED)
        tally.add(chunk)
        tally.save(at)
        data = {
            "rows": chunk.size, "created": len(chunk.new), "updated": len(chunk.changed),
            "rejected": len(chunk.rejected), "total": str(chunk.total),
        }  # fmt: skip
        audit.record(VERB, actor=actor, area=run.area, obj=run, data=data, at=at)
    return chunk.size


class Suppliers:
    """The payees that suppliers are, each name asked for once; new ones are added and matched."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self._known: dict[str, UUID] = {}
        self._register: Register | None = None

    def known(self, names: Iterable[str]) -> Mapping[str, UUID]:
        """Return the payee of each name, by its key."""
        wanted = {key_of(name[:NAME_LENGTH], ""): name[:NAME_LENGTH] for name in names}
        asked = {key: name for key, name in wanted.items() if key not in self._known}
        self._known |= _stored(asked)
        if new := {key: name for key, name in asked.items() if key not in self._known}:
            self._add(new.values())
            self._known |= _stored(new)
        return self._known

    def _add(self, names: Iterable[str]) -> None:
        if self._register is None:
            self._register = register_reads.register()
        added = [Payee(area=self.area, name=name) for name in names]
        for payee in added:
            payee.prepare()
            look_up(payee, self._register)
        Payee.objects.bulk_create(added)


def _stored(keys: Iterable[str]) -> dict[str, UUID]:
    return dict(Payee.objects.filter(key__in=list(keys)).values_list("key", "pk"))


def _payment(run: PaymentRun, item: Item, known: Mapping[str, UUID]) -> Payment:
    entry = item.entry
    payee = None if entry.redacted else known[key_of(entry.supplier[:NAME_LENGTH], "")]
    payment = Payment(
        area=run.area,
        run=run,
        body=item.body,
        body_name=entry.published or entry.body,
        payee_id=payee,
        supplier=entry.supplier,
        paid=entry.paid,
        amount=entry.amount,
        received=entry.received,
        valid=entry.valid,
        entered=entry.entered,
        transaction=entry.transaction,
        category=entry.category,
        key=item.key,
    )
    payment.prepare()
    return payment
