"""Jobs of funding: imports that wait for the clock, and what the commands do."""

from datetime import datetime
from pathlib import Path
from typing import Any

from opencompact.apps.funding.actions import giving
from opencompact.apps.funding.models import GrantRun
from opencompact.apps.funding.queries import agreements
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.base.tasks.imports import Ran, run_all
from opencompact.core.record import record
from opencompact.formats import giving as standard

FORMS = ("360giving-json", "360giving-csv")


@record
class Given:
    """A file of grants that was made: its text, how many, and how many had something supplied."""

    text: str
    grants: int
    supplied: int


def run_imports(at: datetime) -> Ran:
    """Go on with every import of grants that was started: a job of settings.TICK_JOBS."""
    return run_all(GrantRun, giving.run_import, at)


def import_grants(
    area_slug: str, place: str | Path, *, dry_run: bool, at: datetime
) -> dict[str, Any]:
    """Bring a 360Giving file, JSON or CSV, into an area, or say what would happen.

    Returns {read, created, updated, unchanged, rejected, warnings, note, total}; rejected and
    warnings are lists of {row, reason}, total is a decimal as text. Raises Area.DoesNotExist,
    OSError, and TableError for a file that holds no grants. A file that was stopped half-way goes
    on where it stood.
    """
    area = Area.objects.get(slug=area_slug)
    file = Path(place)
    text = standard.take(file.read_bytes())
    with within(area):
        if dry_run:
            report = giving.import_grants(
                area, standard.read(text), actor=SYSTEM, at=at, dry_run=True
            )
            return {**giving.summary(report), "note": ""}
        draft = giving.open_import(area, file.name, text, actor=SYSTEM, at=at, look=False)
        run = giving.start_import(draft, at=at)
        if run.pk != draft.pk:
            draft.delete()
        return {**giving.summary_of(giving.run_import(run, actor=SYSTEM, at=at)), "note": ""}


def export_grants(area_slug: str, form: str) -> Given:
    """Return the grants of an area as a file in one of FORMS; raises Area.DoesNotExist."""
    area = Area.objects.get(slug=area_slug)
    with within(area):
        grants = list(giving.as_grants(agreements.to_give_out()))
    write = standard.write_csv if form == "360giving-csv" else standard.write_json
    supplied = sum("supplied" in standard.completed(one).get("opencompact", {}) for one in grants)
    return Given(write(grants), len(grants), supplied)
