"""An import of grants as a person meets it: handed in, looked at, started, gone on with."""

import hashlib
from datetime import datetime
from typing import Any

from opencompact.apps.funding.models import GrantRun, RunState
from opencompact.apps.organisations.actions.importing.tally import kept
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.formats import giving

from .tally import Report, summary
from .writing import import_grants

SHOWN = 50


def open_import(
    area: Area, file_name: str, text: str, *, actor: Actor, at: datetime, look: bool = True
) -> GrantRun:
    """Keep a file as a draft, with what would happen; raises TableError when it has no grants.

    Nobody looks at what a command would do: it does it. `look=False` leaves that out.
    """
    grants = giving.read(text)
    shown = _shown(import_grants(area, grants, actor=actor, at=at, dry_run=True)) if look else {}
    return GrantRun.objects.create(
        area=area,
        file_name=file_name[-200:],
        text=text,
        key=hashlib.sha256(text.encode()).hexdigest(),
        rows_total=len(grants.grants) + len(grants.faults),
        report=shown,
        started_by_id=actor.user_id,
        created_at=at,
    )


def _shown(report: Report) -> dict[str, Any]:
    """The report of a draft: whole counts, the first rows of each list."""
    lists = {"rejected": report.rejected, "warnings": report.warnings}
    first = {name: kept(found[:SHOWN]) for name, found in lists.items()}
    counts = {name: len(found) for name, found in lists.items()}
    return {"preview": summary(report) | first, "counts": counts}


def run_import(run: GrantRun, *, actor: Actor, at: datetime, rows: int | None = None) -> GrantRun:
    """Go on with a running import, to its end or for about `rows` rows; return it as it is then."""
    if run.state == RunState.RUNNING:
        grants = giving.read(run.text)
        import_grants(run.area, grants, actor=actor, at=at, run=run, rows=rows)
    run.refresh_from_db()
    return run


def summary_of(run: GrantRun) -> dict[str, Any]:
    """Return the report of a run as plain data, like `summary` of a report."""
    rows = {name: run.report.get(name, []) for name in ("rejected", "warnings")}
    plain = {
        name: [{"row": one["row"], "reason": one["reason"]} for one in found]
        for name, found in rows.items()
    }
    counts = {
        "read": run.rows_done,
        "created": run.created,
        "updated": run.updated,
        "unchanged": run.unchanged,
        "total": str(run.total),
    }
    return {**counts, **plain}
