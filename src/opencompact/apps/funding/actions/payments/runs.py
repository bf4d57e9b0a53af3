"""An import of payments as a person meets it: handed in, looked at, started, gone on with."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from opencompact.apps.funding.models import PaymentRun, RunState
from opencompact.apps.funding.queries import payments as reads
from opencompact.apps.organisations.actions.importing.tally import told
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.core.record import record
from opencompact.formats import spending

from .looking import shown
from .planning import Plan
from .writing import look_ahead, write


@record
class Choices:
    """What a person says of a file: the column of each thing, forms of dates, and whose it is."""

    columns: Mapping[str, str]
    dates: Mapping[str, str]
    body: Organisation | None = None

    @property
    def reading(self) -> spending.Reading:
        return spending.Reading(self.columns, self.dates)


def open_import(  # noqa: PLR0913 - the one door for files; each is a choice of the caller
    area: Area,
    file_name: str,
    handed: spending.Handed,
    *,
    body: Organisation | None,
    actor: Actor,
    at: datetime,
    choices: Choices | None = None,
    ahead: bool = True,
) -> PaymentRun:
    """Keep a file as a draft, read as the last one like it, else as its headings tell.

    `ahead` looks at what would happen; a command that does it anyway need not.
    """
    sheet = spending.lay_out(handed.text, handed.delimiter)
    run = PaymentRun(
        area=area,
        file_name=file_name[-200:],
        text=handed.text,
        encoding=handed.encoding,
        delimiter=handed.delimiter,
        signature=spending.signature(sheet.columns),
        rows_total=len(sheet.rows) + len(sheet.faults),
        started_by_id=actor.user_id,
        created_at=at,
    )
    _choose(run, sheet, choices or _proposed(run, sheet, body), ahead=ahead)
    run.save()
    return run


def _proposed(run: PaymentRun, sheet: spending.Sheet, body: Organisation | None) -> Choices:
    """What was chosen for the last file of this body with these headings, else what they tell."""
    last = reads.remembered(run.area, body, run.signature)
    reading, found = spending.propose(sheet)
    if last is None:
        return Choices(reading.columns, reading.dates, body)
    by_name = {spending.plain(name): name for name in sheet.columns}
    columns = {key: by_name[spending.plain(name)] for key, name in last["columns"].items()}
    found = spending.find_dates(sheet, columns)
    forms = {key: one.form or last["dates"].get(key, "") for key, one in found.items()}
    return Choices(columns, {key: form for key, form in forms.items() if form}, body)


def rematch(run: PaymentRun, choices: Choices) -> None:
    """Read the file of a draft in another way, and look again at what would happen."""
    _choose(run, spending.lay_out(run.text, run.delimiter), choices)
    run.save()


def _choose(
    run: PaymentRun, sheet: spending.Sheet, choices: Choices, *, ahead: bool = True
) -> None:
    """Keep the choices, with the forms of dates that can be told filled in, and look ahead."""
    found = spending.find_dates(sheet, choices.columns)
    told = {key: one.form for key, one in found.items() if one.form}
    forms = {key: choices.dates.get(key) or told.get(key, "") for key in found}
    reading = spending.Reading(choices.columns, {key: form for key, form in forms.items() if form})
    run.mapping = {"columns": dict(reading.columns), "dates": dict(reading.dates)}
    run.body, run.key = choices.body, _key(run, choices.body)
    wanting = spending.missing(reading, found)
    if run.body is None and "body" not in reading.columns:
        wanting.append("body")
    plan = plan_of(run, sheet) if ahead and not wanting else None
    foreseen = look_ahead(plan).foreseen if plan else {}
    run.report = shown(sheet, found, plan) | {"missing": wanting, "foreseen": foreseen}


def _key(run: PaymentRun, body: Organisation | None) -> str:
    """The same file with the same choices has the same key."""
    whole = json.dumps([run.text, run.mapping, body.slug if body else ""], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def plan_of(run: PaymentRun, sheet: spending.Sheet) -> Plan:
    """The rows of a file with the choices that a run was kept with."""
    reading = spending.Reading(run.mapping["columns"], run.mapping["dates"])
    column = reading.columns.get("body")
    names = set(sheet.column(column)) if column and run.body is None else set()
    bodies = reads.bodies_named(run.area, {" ".join(name.split()) for name in names})
    return Plan(sheet, reading, run.body, bodies)


def is_matched(run: PaymentRun) -> bool:
    """Say whether everything is known without which no row can be taken in."""
    return not run.report.get("missing")


def run_import(
    run: PaymentRun, *, actor: Actor, at: datetime, rows: int | None = None
) -> PaymentRun:
    """Go on with a running import, to its end or for about `rows` rows; return it as it is then."""
    if run.state == RunState.RUNNING:
        plan = plan_of(run, spending.lay_out(run.text, run.delimiter))
        write(run, plan, actor=actor, at=at, rows=rows)
    run.refresh_from_db()
    return run


def summary_of(run: PaymentRun) -> dict[str, Any]:
    """Return what a run did, or what a draft would do, as plain data."""
    draft = run.state == RunState.DRAFT
    last = run.report["foreseen"] if draft else {"rejected": run.report["rejected"]}
    counts = {name: getattr(run, name) for name in ("created", "updated", "unchanged")}
    sums = {name: str(getattr(run, name)) for name in ("total", "left_out")}
    found = {"read": run.rows_total, **counts, **sums, **last}
    names = ("read", "created", "updated", "unchanged", "total", "left_out")
    return {name: found[name] for name in names} | {"rejected": told(found["rejected"])}
