"""A file of grants made ready: each decided, 500 at a time, and nothing written yet."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_noop as _

from opencompact.apps.funding.models import Agreement, Payee, Programme
from opencompact.apps.funding.models.payees import key_of
from opencompact.apps.funding.queries import payees as reads
from opencompact.apps.organisations.models.saying import Said
from opencompact.core import payees
from opencompact.formats.giving import Grants
from opencompact.formats.tables import Fault

from .cleaning import Candidate, Party, clean, cleaned_source, same

CHUNK = 500
COUNTED = "GBP"

Item = Candidate | Fault


class Plan:
    """A file's grants, each a candidate or a fault, and what is known of those they name."""

    def __init__(self, grants: Grants) -> None:
        self.grants = grants
        cleaned: list[Item] = [*map(clean, grants.grants), *grants.faults]
        self.items = sorted(_once(cleaned), key=lambda item: item.row)
        self.funders: dict[str, str] = {}
        self.announced: set[str] = set()
        self._found: dict[Party, payees.Match | None] = {}

    @cached_property
    def register(self) -> payees.Register:
        """The organisations as they are when the first row that asks for them is met."""
        return reads.register()

    @cached_property
    def programmes(self) -> dict[tuple[str, str], Any]:
        """The programmes that are kept here, by funder and title."""
        rows = Programme.objects.values_list("pk", "funder_id", "title")
        return {(str(funder), payees.normal(title)): pk for pk, funder, title in rows}

    def funder(self, party: Party) -> str | None:
        """The key of the organisation that a funder is; None when it is not on the register."""
        name = name_of(party)
        if name not in self.funders:
            found = self.found(party)
            if not found or not found.is_sure:
                return None
            self.funders[name] = found.key
        return self.funders[name]

    def found(self, party: Party) -> payees.Match | None:
        """What the register says of a funder."""
        if party not in self._found:
            known = (party.identifier,) if party.identifier else ()
            self._found[party] = self.register.find(party.name, known)
        return self._found[party]

    def doubt(self, party: Party) -> Said | None:
        """Why nobody can tell which organisation a funder is; None where that is clear."""
        if self.funder(party) is not None:
            return None
        found = self.found(party)
        if not found or found.how != "several":
            return None
        told = _("Several organisations on the register are called {name}. Give its identifier.")
        return Said(told, name=party.name)


def name_of(party: Party) -> str:
    """What two mentions of one funder share."""
    return party.identifier or payees.normal(party.name)


def _once(items: Sequence[Item]) -> list[Item]:
    """A grant that repeats the identifier of an earlier one is left out."""
    first: dict[str, int] = {}
    kept: list[Item] = []
    for item in items:
        if isinstance(item, Candidate):
            row = first.setdefault(item.identifier, item.row)
            kept.append(item if row == item.row else Fault(item.row, _repeats(item, row)))
        else:
            kept.append(item)
    return kept


def _repeats(item: Candidate, row: int) -> Said:
    told = _("It has the same identifier as row {row} ({mark}). Keep one of the two.")
    return Said(told, row=row, mark=item.identifier)


class Chunk:
    """The grants of one transaction, decided: what to add, what to change, what to leave out."""

    def __init__(self, plan: Plan, items: Sequence[Item]) -> None:
        candidates = [item for item in items if isinstance(item, Candidate)]
        self.new: list[Candidate] = []
        self.changed: list[tuple[Candidate, Agreement, dict[str, Any]]] = []
        self.unchanged = 0
        self.total = Decimal(0)
        self.rejected = [item for item in items if isinstance(item, Fault)]
        self.warnings: list[Fault] = []
        self.payees = _payees(candidates)
        stored = _stored(candidates)
        for item in candidates:
            self._decide(item, stored.get(item.identifier), plan)

    def _decide(self, item: Candidate, stored: Agreement | None, plan: Plan) -> None:
        if stored is not None and stored.source and same(stored.source, item.source):
            self.unchanged += 1
        elif doubt := plan.doubt(item.funder):
            self.rejected.append(Fault(item.row, doubt))
            return
        elif stored is None:
            self.new.append(item)
        else:
            self.changed.append((item, stored, changes(item, stored)))
        self._count(item, plan)

    def _count(self, item: Candidate, plan: Plan) -> None:
        """Add a grant that goes in, or is in, and what is to be said of it."""
        if item.values["currency"] == COUNTED:
            self.total += item.values["value"]
        self.warnings += [Fault(item.row, told) for told in item.warnings]
        name = name_of(item.funder)
        if self.new and self.new[-1] is item and name not in plan.announced:
            plan.announced.add(name)
            if plan.funder(item.funder) is None:
                told = _("{name} is not on the register and is added to it, as a funder.")
                self.warnings.append(Fault(item.row, Said(told, name=item.funder.name)))

    @property
    def size(self) -> int:
        """How many rows were decided."""
        return len(self.new) + len(self.changed) + self.unchanged + len(self.rejected)


def _stored(candidates: Sequence[Candidate]) -> dict[str, Agreement]:
    rows = Agreement.objects.filter(identifier__in=[one.identifier for one in candidates])
    return {row.identifier: row for row in rows.select_related("payee", "funder")}


def _payees(candidates: Sequence[Candidate]) -> dict[str, Payee]:
    keys = {key_of(one.recipient.name, one.recipient.identifier) for one in candidates}
    return {row.key: row for row in Payee.objects.filter(key__in=keys)}


def changes(item: Candidate, stored: Agreement) -> dict[str, Any]:
    """Return what the file changes: what it says now and did not say before.

    What a person corrected here stays, as long as the file says the same of it as it did.
    """
    before = cleaned_source(stored.source)
    said = before.values if before else {}
    new = {
        field: value
        for field, value in item.values.items()
        if (field not in said or said[field] != value) and getattr(stored, field) != value
    }
    if before is None or before.recipient != item.recipient:
        new["payee"] = item.recipient
    if before is None or before.funder != item.funder:
        new["funder"] = item.funder
    return new
