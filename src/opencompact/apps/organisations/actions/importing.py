"""Writes a table into the register, 500 rows a transaction: stopped anywhere, it can go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.core.record import record
from opencompact.formats.tables import Fault, Table

from ..models import ImportRun, Organisation, RunState
from . import slugs
from .cleaning import Candidate, clean
from .columns import Choices
from .matching import Match, Register, changes, match, repeated, same_organisation

CHUNK = 500
VERB = "organisations.import"
WRITTEN = (
    "name", "sector", "kinds", "size", "address", "locality", "postcode", "website",
    "other_identifiers", "match_key", "search", "updated_at", "version",
)  # fmt: skip


@record
class ImportReport:
    """What an import did, or would do. Row numbers are those of a spreadsheet: names are row 1.

    read = created + updated + unchanged + len(rejected); rows with a warning are in the register.
    """

    read: int
    created: int
    updated: int
    unchanged: int
    rejected: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


class Plan:
    """A file made ready: every row is a candidate or a fault; remembers whom earlier rows were."""

    def __init__(self, table: Table, choices: Choices) -> None:
        cleaned = [clean(row, choices.columns) for row in table.rows]
        again = repeated(cleaned)
        kept = [again.get(_row(item), item) for item in cleaned]
        self.items = sorted([*kept, *table.faults], key=_row)
        self.sector = choices.sector
        self.first_rows: dict[UUID, int] = {}
        self.others: dict[str, UUID] = {}
        self._seen = 0

    def ready(self, start: int) -> None:
        """Be told what is on the register and whom the rows before `start` were."""
        self.others = dict(_other_identifiers())
        while self._seen < start:
            items = self.items[self._seen : start][:CHUNK]
            register = self.register(items)
            for item in items:
                found = match(item, register) if isinstance(item, Candidate) else None
                if isinstance(found, Match) and found.organisation:
                    self.first_rows.setdefault(found.organisation.pk, item.row)
            self._seen += len(items)

    def register(self, items: Sequence[Candidate | Fault]) -> Register:
        """Read, and hold until the commit, the organisations that `items` may be."""
        candidates = [item for item in items if isinstance(item, Candidate)]
        wanted = {identifier for one in candidates for identifier in one.identifiers}
        lists = {
            "identifier": wanted,
            "match_key": {one.match_key for one in candidates},
            "pk": {self.others[identifier] for identifier in wanted & self.others.keys()},
        }
        found: dict[UUID, Organisation] = {}
        for field, values in lists.items():
            rows = Organisation.objects.filter(**{f"{field}__in": values}).order_by()
            found.update((row.pk, row) for row in rows)
        return Register(found.values())

    def done(self, count: int) -> None:
        """Move on: these rows need not be looked up again."""
        self._seen += count


def _row(item: Candidate | Fault) -> int:
    return item.row


def _other_identifiers() -> Iterator[tuple[str, UUID]]:
    rows = Organisation.objects.exclude(other_identifiers=[]).order_by()
    for pk, others in rows.values_list("pk", "other_identifiers"):
        yield from ((identifier, pk) for identifier in others)


class Chunk:
    """The rows of one transaction, decided: what to add, what to change, what to refuse."""

    def __init__(self, plan: Plan, items: Sequence[Candidate | Fault]) -> None:
        self.new: list[Candidate] = []
        self.changed: list[tuple[int, Organisation, tuple[str, ...]]] = []
        self.unchanged = 0
        self.rejected: list[Fault] = []
        self.warnings: list[Fault] = []
        register = plan.register(items)
        for item in items:
            found = match(item, register) if isinstance(item, Candidate) else item
            if isinstance(item, Fault) or isinstance(found, Fault):
                self.rejected.append(found)
            else:
                self._take(item, found, plan)

    def _take(self, item: Candidate, found: Match, plan: Plan) -> None:
        organisation = found.organisation
        first = plan.first_rows.setdefault(organisation.pk, item.row) if organisation else item.row
        if first != item.row:
            self.rejected.append(same_organisation(item.row, first))
            return
        told = filter(None, (*item.warnings, found.warning))
        self.warnings.extend(Fault(item.row, warning) for warning in told)
        if organisation is None:
            self.new.append(item)
        else:
            self._update(item, organisation)

    def _update(self, item: Candidate, organisation: Organisation) -> None:
        new = changes(item, organisation)
        if not new:
            self.unchanged += 1
            return
        for field, value in new.items():
            setattr(organisation, field, value)
        self.changed.append((item.row, organisation, tuple(new)))

    @property
    def size(self) -> int:
        return len(self.new) + len(self.changed) + self.unchanged + len(self.rejected)


def import_table(  # noqa: PLR0913 - the one door for tables; a run adds progress that outlives us
    area: Area,
    table: Table,
    choices: Choices,
    *,
    actor: Actor,
    at: datetime,
    run: ImportRun | None = None,
    dry_run: bool = False,
    rows: int | None = None,
) -> ImportReport:
    """Bring `table` into the register of `area`; with a run, go on where it stands.

    `dry_run` writes nothing and says what would happen; `rows` stops after about so many rows.
    Call it inside the area and outside a transaction. Source: ORG-2.
    """
    plan = Plan(table, choices)
    if dry_run:
        return preview(plan)
    tally = Tally(run)
    left = len(plan.items) if rows is None else rows
    while left > 0:
        done = _write_next(area, plan, tally, actor=actor, at=at)
        if not done:
            break
        left -= done
    return tally.report


def preview(plan: Plan) -> ImportReport:
    """Return what writing all of `plan` would do. Reads only."""
    tally = Tally(None)
    plan.ready(0)
    for start in range(0, len(plan.items), CHUNK):
        tally.add(Chunk(plan, plan.items[start : start + CHUNK]))
    return tally.report


def _write_next(area: Area, plan: Plan, tally: Tally, *, actor: Actor, at: datetime) -> int:
    """Write the next rows in one transaction; return how many there were, 0 at the end."""
    with transaction.atomic():
        # One import at a time in an area: the next sees all that this one has written.
        Area.objects.select_for_update(no_key=True).get(pk=area.pk)
        start = tally.start()
        items = plan.items[start : start + CHUNK]
        if not items:
            return 0
        plan.ready(start)
        chunk = Chunk(plan, items)
        entries = [*_add(area, chunk, plan, at=at), *_change(chunk, at=at)]
        audit.record_many(entries, actor=actor, area=area, at=at)
        tally.add(chunk)
        tally.save(end=start + len(items) >= len(plan.items), actor=actor, at=at)
    plan.done(len(items))
    return len(items)


def _add(area: Area, chunk: Chunk, plan: Plan, *, at: datetime) -> Iterator[audit.Entry]:
    """Add the organisations that are new, and tell whom each row became."""
    addresses = slugs.free(item.name for item in chunk.new)
    new = [
        _organisation(area, item, slug, plan.sector, at)
        for item, slug in zip(chunk.new, addresses, strict=True)
    ]
    Organisation.objects.bulk_create(new)
    for item, organisation in zip(chunk.new, new, strict=True):
        plan.first_rows[organisation.pk] = item.row
        plan.others.update(dict.fromkeys(organisation.other_identifiers, organisation.pk))
        yield _entry(organisation, item.row, added=True)


def _organisation(
    area: Area, item: Candidate, slug: str, sector: str, at: datetime
) -> Organisation:
    identifier, *others = item.identifiers or ("",)
    organisation = Organisation(
        area=area,
        name=item.name,
        slug=slug,
        sector=item.sector or sector,
        kinds=list(item.kinds),
        size=item.size,
        identifier=identifier,
        other_identifiers=others,
        address=item.address,
        locality=item.locality,
        postcode=item.postcode,
        website=item.website,
        created_at=at,
        updated_at=at,
    )
    organisation.prepare()
    return organisation


def _change(chunk: Chunk, *, at: datetime) -> Iterator[audit.Entry]:
    """Write the organisations that changed, all of them in one statement."""
    for row, organisation, fields in chunk.changed:
        organisation.updated_at, organisation.version = at, organisation.version + 1
        organisation.prepare()
        yield _entry(organisation, row, fields=fields)
    Organisation.objects.bulk_create(
        [organisation for _, organisation, _ in chunk.changed],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=list(WRITTEN),
    )


def _entry(organisation: models.Model, row: int, **data: Any) -> audit.Entry:
    label = organisation._meta.label
    return audit.Entry(VERB, label, str(organisation.pk), {"row": row, **data})


class Tally:
    """The counts of an import, kept in its run, when it has one, in the transaction of the rows."""

    def __init__(self, run: ImportRun | None) -> None:
        self.run = run
        self.counts = {"created": 0, "updated": 0, "unchanged": 0}
        self.rejected: list[Fault] = []
        self.warnings: list[Fault] = []
        self._rows_done = 0

    def start(self) -> int:
        """Return how many rows are done, as the database has it now; all when the run is over."""
        if self.run is None:
            return self._rows_done
        self.run = ImportRun.objects.select_for_update().get(pk=self.run.pk)
        self._load(self.run)
        return self.run.rows_done if self.run.state == RunState.RUNNING else self.run.rows_total

    def _load(self, run: ImportRun) -> None:
        """Another process may have gone on with the same run."""
        self.counts = {name: getattr(run, name) for name in self.counts}
        self.rejected = faults(run.report.get("rejected", ()))
        self.warnings = faults(run.report.get("warnings", ()))
        self._rows_done = run.rows_done

    def add(self, chunk: Chunk) -> None:
        self.counts["created"] += len(chunk.new)
        self.counts["updated"] += len(chunk.changed)
        self.counts["unchanged"] += chunk.unchanged
        self.rejected += chunk.rejected
        self.warnings += chunk.warnings
        self._rows_done += chunk.size

    def save(self, *, end: bool, actor: Actor, at: datetime) -> None:
        run = self.run
        if run is None:
            return
        for name, count in {**self.counts, "rows_done": self._rows_done}.items():
            setattr(run, name, count)
        run.report = {"rejected": plain(self.rejected), "warnings": plain(self.warnings)}
        if end:
            run.state, run.finished_at = RunState.FINISHED, at
            data = {"file": run.file_name, **self.counts, "rejected": len(self.rejected)}
            audit.record(VERB, actor=actor, area=run.area, obj=run, data=data, at=at)
        run.save()

    @property
    def report(self) -> ImportReport:
        read = sum(self.counts.values()) + len(self.rejected)
        return ImportReport(read, *self.counts.values(), tuple(self.rejected), tuple(self.warnings))


def faults(rows: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """Read faults as a run keeps them."""
    return [Fault(row["row"], row["reason"]) for row in rows]


def plain(found: Iterable[Fault]) -> list[dict[str, Any]]:
    """Write faults as a run keeps them."""
    return [{"row": fault.row, "reason": fault.reason} for fault in found]
