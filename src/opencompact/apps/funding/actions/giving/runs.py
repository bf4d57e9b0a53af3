"""An import of grants as a person meets it: handed in, looked at, started, gone on with."""

import hashlib
from datetime import datetime
from itertools import islice
from typing import Any, Final

from opencompact.apps.funding.models import GrantRun, RunState
from opencompact.apps.organisations.actions.importing.tally import foreseen, told
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.formats import giving
from opencompact.formats.giving import Grants

from .cleaning import Candidate, clean
from .tally import summary
from .writing import import_grants

FIRST_ROWS: Final = 5


def open_import(
    area: Area, file_name: str, text: str, *, actor: Actor, at: datetime, look: bool = True
) -> GrantRun:
    """Keep a file as a draft, with what would happen; raises TableError when it has no grants.

    Nobody looks at what a command would do: it does it. `look=False` leaves that out.
    """
    grants = giving.read(text)
    shown = {}
    if look:
        report = import_grants(area, grants, actor=actor, at=at, dry_run=True)
        shown = foreseen(summary(report), report.rejected, report.warnings)
        shown["first"] = _first(grants)
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


def _first(grants: Grants) -> list[dict[str, Any]]:
    """The first grants that can be used, as they are understood."""
    usable = (one for one in map(clean, grants.grants) if isinstance(one, Candidate))
    return [
        {
            "row": one.row,
            "funder": one.funder.name,
            "recipient": one.recipient.name,
            **{name: str(value or "") for name, value in one.values.items()},
        }
        for one in islice(usable, FIRST_ROWS)
    ]


def run_import(run: GrantRun, *, actor: Actor, at: datetime, rows: int | None = None) -> GrantRun:
    """Go on with a running import, to its end or for about `rows` rows; return it as it is then."""
    if run.state == RunState.RUNNING:
        grants = giving.read(run.text)
        import_grants(run.area, grants, actor=actor, at=at, run=run, rows=rows)
    run.refresh_from_db()
    return run


def summary_of(run: GrantRun) -> dict[str, Any]:
    """Return the report of a run as plain data, like `summary` of a report."""
    rows = {name: told(run.report.get(name, [])) for name in ("rejected", "warnings")}
    counts = {
        "read": run.rows_done,
        "created": run.created,
        "updated": run.updated,
        "unchanged": run.unchanged,
        "total": str(run.total),
    }
    return {**counts, **rows}
