"""A file made ready for the register: every row decided, nothing written yet."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from opencompact.apps.organisations.models import Organisation
from opencompact.formats.tables import Fault, Table

from .cleaning import Candidate, clean
from .columns import Choices
from .matching import Register, changes, match, repeated, same_organisation, twin

CHUNK = 500

Item = Candidate | Fault


class Plan:
    """A file's rows, each a candidate or a fault; remembers whom earlier rows turned out to be."""

    def __init__(self, table: Table, choices: Choices) -> None:
        cleaned = [clean(row, choices.columns) for row in table.rows]
        again = repeated(cleaned)
        kept = [again.get(item.row, item) for item in cleaned]
        self.items: list[Item] = sorted([*kept, *table.faults], key=lambda item: item.row)
        self.cells = {row.number: tuple(row.cells.values()) for row in table.rows}
        self.cells |= {fault.row: fault.cells for fault in table.faults}
        self.columns = table.columns
        self.sector = choices.sector
        self.first_rows: dict[UUID, int] = {}
        self.others: dict[str, UUID] = {}
        self._seen = 0

    def ready(self, start: int) -> None:
        """Read what is on the register now, and what organisations the rows before `start` were."""
        self.others = dict(_other_identifiers())
        while self._seen < start:
            items = self.items[self._seen : start][:CHUNK]
            register = self.register(items)
            for item in items:
                found = match(item, register) if isinstance(item, Candidate) else item
                if isinstance(found, Organisation):
                    self.first_rows.setdefault(found.pk, item.row)
            self._seen += len(items)

    def register(self, items: Sequence[Item], *, hold: bool = False) -> Register:
        """Read the organisations that `items` may be; `hold` locks them until the commit."""
        candidates = [item for item in items if isinstance(item, Candidate)]
        wanted = {identifier for one in candidates for identifier in one.identifiers}
        lists = {
            "identifier": wanted,
            "match_key": {one.match_key for one in candidates},
            "pk": {self.others[identifier] for identifier in wanted & self.others.keys()},
        }
        found: dict[UUID, Organisation] = {}
        for field, values in lists.items():
            # The same order every time: a remark names the first of several.
            rows = Organisation.objects.filter(**{f"{field}__in": values}).order_by("pk")
            found.update((row.pk, row) for row in (rows.select_for_update() if hold else rows))
        return Register(found.values())

    def done(self, count: int) -> None:
        """Move on: these rows need not be looked up again."""
        self._seen += count


def _other_identifiers() -> Iterator[tuple[str, UUID]]:
    rows = Organisation.objects.exclude(other_identifiers=[]).order_by()
    for pk, others in rows.values_list("pk", "other_identifiers"):
        yield from ((identifier, pk) for identifier in others)


class Chunk:
    """The rows of one transaction, decided: what to add, what to change, what to refuse."""

    def __init__(self, plan: Plan, items: Sequence[Item], *, hold: bool = False) -> None:
        self.new: list[Candidate] = []
        self.changed: list[tuple[int, Organisation, tuple[str, ...]]] = []
        self.unchanged = 0
        self.rejected: list[Fault] = []
        self.warnings: list[Fault] = []
        register = plan.register(items, hold=hold)
        for item in items:
            self._decide(item, plan, register)

    def _decide(self, item: Item, plan: Plan, register: Register) -> None:
        if isinstance(item, Fault):
            self.rejected.append(item)
            return
        found = match(item, register)
        if isinstance(found, Fault):
            self.rejected.append(found)
        elif found is None:
            # Whom an earlier row of this file has told about is no likely twin of this one.
            same = register.with_key(item.match_key)
            self.new.append(item)
            self._warn(item, twin(item, [one for one in same if one.pk not in plan.first_rows]))
        else:
            self._update(item, found, plan)

    def _update(self, item: Candidate, organisation: Organisation, plan: Plan) -> None:
        first = plan.first_rows.setdefault(organisation.pk, item.row)
        if first != item.row:
            self.rejected.append(same_organisation(item.row, first))
            return
        self._warn(item)
        new = changes(item, organisation)
        if not new:
            self.unchanged += 1
            return
        for field, value in new.items():
            setattr(organisation, field, value)
        self.changed.append((item.row, organisation, tuple(new)))

    def _warn(self, item: Candidate, *more: str) -> None:
        told = filter(None, (*item.warnings, *more))
        self.warnings.extend(Fault(item.row, warning) for warning in told)

    @property
    def size(self) -> int:
        """How many rows were decided."""
        return len(self.new) + len(self.changed) + self.unchanged + len(self.rejected)
