"""Writes a file of people, 100 rows a transaction: stopped anywhere, it can go on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from opencompact.apps.organisations.actions.importing.tally import ImportReport, Tally
from opencompact.apps.organisations.actions.keeping import change_role
from opencompact.apps.organisations.actions.people import Appointment, appoint, end_role
from opencompact.apps.organisations.models import ImportRun, Organisation, Role
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import NotNow
from opencompact.formats.tables import Fault, Table

from .cleaning import Candidate, clean, repeated, words_for
from .deciding import Change, New, Roll

VERB: Final = "organisations.import_people"
CHUNK: Final = 100

Item = Candidate | Fault


class Plan:
    """A file's rows, each a candidate or a fault, in their order."""

    def __init__(self, area: Area, table: Table, columns: Mapping[str, str]) -> None:
        kinds = words_for(area.term("officer"))
        cleaned = [clean(row, columns, kinds) for row in table.rows]
        again = repeated(cleaned)
        kept = [again.get(item.row, item) for item in cleaned]
        self.items: list[Item] = sorted([*kept, *table.faults], key=lambda item: item.row)
        self.cells = {row.number: tuple(row.cells.values()) for row in table.rows}
        self.cells |= {fault.row: fault.cells for fault in table.faults}
        self.columns = table.columns


class Chunk:
    """What became of some rows. Without an actor nothing is written."""

    def __init__(self) -> None:
        self.new: list[New] = []
        self.changed: list[Change] = []
        self.unchanged = 0
        self.rejected: list[Fault] = []
        self.warnings: list[Fault] = []

    def take(self, item: Item, roll: Roll, actor: Actor | None, at: datetime) -> None:
        """Decide on one row, and carry it out; what cannot be done now is a fault of the row."""
        if isinstance(item, Fault):
            self.rejected.append(item)
            return
        decision, remark = roll.decide(item)
        if actor and isinstance(decision, New | Change):
            decision = _carried_out(roll.area, decision, actor, at)
        self._count(item, decision, remark)

    def _count(self, item: Candidate, decision: New | Change | Fault | None, remark: str) -> None:
        if isinstance(decision, Fault):
            self.rejected.append(decision)
            return
        if decision is None:
            self.unchanged += 1
        elif isinstance(decision, New):
            self.new.append(decision)
        else:
            self.changed.append(decision)
        told = filter(None, (*item.warnings, remark))
        self.warnings.extend(Fault(item.row, warning) for warning in told)

    @property
    def size(self) -> int:
        """How many rows were decided."""
        return len(self.new) + len(self.changed) + self.unchanged + len(self.rejected)


def look_ahead(
    area: Area, table: Table, columns: Mapping[str, str], *, at: datetime
) -> ImportReport:
    """Return what importing the table would do. Reads only."""
    plan, roll = Plan(area, table, columns), Roll(area, timezone.localdate(at))
    roll.load(_emails(plan.items))
    chunk = Chunk()
    for item in plan.items:
        chunk.take(item, roll, None, at)
    tally = Tally(plan)
    tally.add(chunk)
    return tally.report


def import_people(
    run: ImportRun,
    table: Table,
    columns: Mapping[str, str],
    *,
    actor: Actor,
    at: datetime,
    rows: int | None = None,
) -> ImportReport:
    """Appoint, change and end roles as the table says, going on where the run stands.

    `rows` stops after about so many rows. Call it inside the area and outside a transaction.
    """
    tally = Tally(Plan(run.area, table, columns), run, VERB)
    roll = Roll(run.area, timezone.localdate(at))
    left = len(tally.plan.items) if rows is None else rows
    while left > 0 and (done := _write_next(roll, tally, actor=actor, at=at)):
        left -= done
    return tally.report


def _write_next(roll: Roll, tally: Tally[Plan], *, actor: Actor, at: datetime) -> int:
    """Write the next rows in one transaction; return how many there were, 0 at the end."""
    with transaction.atomic():
        # One import at a time in an area: the next one sees all that this one has written.
        Area.objects.select_for_update(no_key=True).get(pk=roll.area.pk)
        start = tally.start()
        items = tally.plan.items[start : start + CHUNK]
        if not items:
            return 0
        roll.load(_emails(items))
        chunk = Chunk()
        for item in items:
            chunk.take(item, roll, actor, at)
        tally.add(chunk)
        tally.save(actor=actor, at=at)
    return len(items)


def _emails(items: Sequence[Item]) -> list[str]:
    return [item.email for item in items if isinstance(item, Candidate)]


def _carried_out(
    area: Area, decision: New | Change, actor: Actor, at: datetime
) -> New | Change | Fault:
    """Write one decision, whole or not at all."""
    try:
        with transaction.atomic():
            if isinstance(decision, New):
                _appoint(area, decision, actor, at)
            else:
                _change(decision, actor, at)
    except NotNow as refused:
        return Fault(decision.item.row, refused.message)
    return decision


def _appoint(area: Area, decision: New, actor: Actor, at: datetime) -> None:
    item, place = decision.item, decision.organisation_id
    appointment = Appointment(
        email=item.email,
        name=item.name,
        kind=item.kind,
        starts=decision.starts,
        organisation=Organisation.objects.get(pk=place) if place else None,
        may_sign=bool(item.may_sign),
        area_of_organisation=item.part,
        ends=item.ends,
    )
    appoint(area, appointment, actor=actor, at=at)


def _change(decision: Change, actor: Actor, at: datetime) -> None:
    fields = decision.fields
    role = _role_of(decision)
    change_role(
        role,
        area_of_organisation=str(fields.get("part", role.area_of_organisation)),
        may_sign=bool(fields.get("may_sign", role.may_sign)),
        actor=actor,
        at=at,
    )
    if "ends" in fields and decision.item.ends:
        end_role(role, on=decision.item.ends, actor=actor, at=at)


def _role_of(decision: Change) -> Role:
    """The role to change, which an earlier row of the same transaction may have made."""
    if decision.pk:
        return Role.objects.get(pk=decision.pk)
    email, kind, place = decision.key
    made = Role.objects.filter(user__email=email, kind=kind, organisation=place)
    return made.get(starts=decision.starts, ends=None)
