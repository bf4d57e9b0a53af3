"""A file made ready: every row a payment with its key or a reason, nothing written yet."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from opencompact.apps.funding.models import Payment
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.models.naming import plain
from opencompact.core.phrases import Phrase, marked
from opencompact.core.record import record
from opencompact.formats.spending import Entry, Left, Reading, Sheet, read

CHUNK = 1000
NO_BODY = marked("It does not say which body paid.")
# What a later file may tell of a payment that is here already.
ADDED = ("received", "valid", "entered", "category")


@record
class Item:
    """A row that is a payment: which body it is of, and its key.

    `earlier` is the key that it got while its body was not on the register.
    """

    entry: Entry
    body: Organisation | None
    key: str
    earlier: str


class Plan:
    """The rows of a file in order. `body` is that of all of them, else each row names its own."""

    def __init__(
        self,
        sheet: Sheet,
        reading: Reading,
        body: Organisation | None,
        bodies: Mapping[str, Organisation],
    ) -> None:
        self.columns = sheet.columns
        self.cells = {row.number: tuple(row.cells.values()) for row in sheet.rows}
        self.cells |= {fault.row: fault.cells for fault in sheet.faults}
        self._alike: Counter[str] = Counter()
        self.items = [self._item(one, body, bodies) for one in read(sheet, reading)]

    def _item(
        self, one: Entry | Left, body: Organisation | None, bodies: Mapping[str, Organisation]
    ) -> Item | Left:
        if isinstance(one, Left):
            return one
        found = body or bodies.get(one.body)
        if found is None and not one.body:
            return Left(one.row, Phrase(NO_BODY), amount=one.amount)
        named = f"name {plain(one.body)}"
        return Item(
            entry=one,
            body=found,
            key=self._key(f"body {found.slug}" if found else named, one),
            earlier=self._key(named, one) if found and one.body else "",
        )

    def _key(self, body: str, one: Entry) -> str:
        """What the payment has in every file; the second of two that are alike has another."""
        told = json.dumps([body, f"{one.paid}", f"{one.amount}", one.supplier, one.transaction])
        self._alike[told] += 1
        return hashlib.sha256(f"{told} {self._alike[told]}".encode()).hexdigest()


class Chunk:
    """Some rows, held against what is here: what to add, what to change, what to leave out."""

    def __init__(self, items: Sequence[Item | Left]) -> None:
        self.new: list[Item] = []
        self.changed: list[Payment] = []
        self.unchanged = 0
        self.rejected = [one for one in items if isinstance(one, Left)]
        self.size = len(items)
        rows = [one for one in items if isinstance(one, Item)]
        self.total = sum((one.entry.amount for one in rows), Decimal())
        self.left_out = sum((one.amount or Decimal() for one in self.rejected), Decimal())
        known = _known(rows)
        for one in rows:
            self._decide(one, known.get(one.key) or known.get(one.earlier))

    def _decide(self, item: Item, here: Payment | None) -> None:
        if here is None:
            self.new.append(item)
        elif changes := dict(_changes(item, here)):
            for name, value in changes.items():
                setattr(here, name, value)
            here.prepare()
            self.changed.append(here)
        else:
            self.unchanged += 1


def _known(rows: Sequence[Item]) -> dict[str, Payment]:
    keys = {key for one in rows for key in (one.key, one.earlier) if key}
    return {one.key: one for one in Payment.objects.filter(key__in=keys)}


def _changes(item: Item, here: Payment) -> Iterator[tuple[str, object]]:
    """What a row changes of a payment. An empty cell changes nothing and removes nothing."""
    for name in ADDED:
        told = getattr(item.entry, name)
        if told and told != getattr(here, name):
            yield name, told
    if item.key != here.key:
        yield "key", item.key
        yield "body", item.body
