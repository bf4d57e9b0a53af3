"""An import as a person meets it: handed in, looked at, started, gone on with."""

import hashlib
import json
from datetime import datetime
from typing import Any

from opencompact.apps.organisations.models import ImportRun, RunState, Sector, Subject
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.formats import tables

from . import people
from .columns import Choices, guess
from .planning import Plan
from .tally import ImportReport, foreseen, summary, told
from .writing import import_table, look_ahead


def open_import(  # noqa: PLR0913 - the one door for files; each is a choice of the caller
    area: Area,
    file_name: str,
    text: str,
    *,
    sector: str = Sector.VCS.value,
    subject: Subject = Subject.ORGANISATIONS,
    actor: Actor,
    at: datetime,
) -> ImportRun:
    """Keep a file as a draft with the columns guessed; raises TableError when it is no table."""
    table = tables.parse(text)
    run = ImportRun(
        area=area,
        subject=subject,
        file_name=file_name[-200:],
        text=text,
        rows_total=len(table.rows) + len(table.faults),
        started_by_id=actor.user_id,
        created_at=at,
    )
    known = people.guess if subject == Subject.PEOPLE else guess
    _choose(run, table, Choices(known(table), sector))
    run.save()
    return run


def rematch(run: ImportRun, choices: Choices) -> None:
    """Change the columns or the sector of a draft, and look again at what would happen."""
    _choose(run, tables.parse(run.text), choices)
    run.save()


def _choose(run: ImportRun, table: tables.Table, choices: Choices) -> None:
    run.mapping, run.sector = dict(choices.columns), choices.sector
    run.key = _key(run)
    run.report = {}
    if is_matched(run):
        report = _look(run, table, choices)
        run.report = foreseen(summary(report), report.rejected, report.warnings)


def is_matched(run: ImportRun) -> bool:
    """Say whether the columns are known that no row can do without."""
    needed = people.NEEDED if run.subject == Subject.PEOPLE else ("name",)
    return all(key in run.mapping for key in needed)


def _look(run: ImportRun, table: tables.Table, choices: Choices) -> ImportReport:
    if run.subject == Subject.PEOPLE:
        return people.look_ahead(run.area, table, choices.columns, at=run.created_at)
    return look_ahead(Plan(table, choices))


def _key(run: ImportRun) -> str:
    """The same file with the same choices has the same key."""
    whole = json.dumps([run.subject, run.text, run.mapping, run.sector], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def choices_of(run: ImportRun) -> Choices:
    """Return the choices a run was kept with."""
    return Choices(run.mapping, run.sector)


def run_import(run: ImportRun, *, actor: Actor, at: datetime, rows: int | None = None) -> ImportRun:
    """Go on with a running import, to its end or for about `rows` rows; return it as it is then."""
    if run.state == RunState.RUNNING:
        table, choices = tables.parse(run.text), choices_of(run)
        if run.subject == Subject.PEOPLE:
            people.import_people(run, table, choices.columns, actor=actor, at=at, rows=rows)
        else:
            import_table(run.area, table, choices, actor=actor, at=at, run=run, rows=rows)
    run.refresh_from_db()
    return run


def summary_of(run: ImportRun) -> dict[str, Any]:
    """Return the report of a run as plain data, like `summary` of a report."""
    return {
        "read": run.rows_done,
        "created": run.created,
        "updated": run.updated,
        "unchanged": run.unchanged,
        "rejected": told(run.report["rejected"]),
        "warnings": told(run.report["warnings"]),
    }
