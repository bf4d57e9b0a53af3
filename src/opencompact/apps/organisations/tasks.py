"""Jobs of the register: imports that wait for the clock, roles to confirm, the import command."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.base import notify
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.base.audit import heads
from opencompact.base.tasks.imports import Ran, run_all
from opencompact.base.ui.dates import day
from opencompact.core.phrases import marked
from opencompact.formats import fetching, tables

from . import actions, queries
from .models import ImportRun, Sector, Subject

YEAR = timedelta(days=365)
# So that a large area does not hold up the mail of the others: the rest is asked at the next tick.
BATCH = 200


def run_imports(at: datetime) -> Ran:
    """Go on with every import that was started, in all areas: a job of settings.TICK_JOBS."""
    return run_all(ImportRun, actions.run_import, at)


def ask_to_confirm(at: datetime) -> int:
    """Ask everybody once a year whether they still have their role: a job of TICK_JOBS."""
    on = timezone.localdate(at)
    return sum(_confirmations(area, on, at) for area in Area.objects.all())


def ask_about_departures(at: datetime) -> int:
    """Ask again where a departure has run out: a job of TICK_JOBS. Each is asked about once."""
    on = timezone.localdate(at)
    return sum(_departures(area, on, at) for area in Area.objects.all())


def _departures(area: Area, on: date, at: datetime) -> int:
    with within(area):
        found = [one for one in queries.lapsed(area, on) if one.expires >= on - YEAR]
        for departure in found:
            actions.ask_again(departure, on=on, at=at)
    return len(found)


def _confirmations(area: Area, on: date, at: datetime) -> int:
    with within(area):
        found = list(queries.to_confirm(on - YEAR, on)[:BATCH])
        for role in found:
            actions.ask_to_confirm(role, at=at)
    return len(found)


def send_heads(at: datetime) -> int:
    """Once a day, send the signed head of the history to the chairs of each area.

    Kept outside the server, it shows later whether the history was written anew.
    """
    on = timezone.localdate(at)
    head = heads.signed(at)
    return sum(_send_head(area, head, on, at) for area in Area.objects.all())


def _send_head(area: Area, head: heads.Head, on: date, at: datetime) -> int:
    def facts() -> dict[str, Any]:
        return {
            "day": day(on),
            "number": head.count,
            "area": area.name,
            "agreement": area.term("agreement"),
        }

    def body() -> str:
        told = _(
            "Every action in OpenCompact is noted in a history that nobody can change without"
            " it being seen. On {day} it had {number} events. The line below is its seal."
        )
        do = _(
            "You have nothing to do but to keep this message. If anybody ever doubts the"
            " history, whoever runs the server saves this message as a file and checks the"
            " history against it with: opencompact audit verify --head FILE"
        )
        return f"{told}\n\n{do}\n\n".format_map(facts()) + head.text

    def subject() -> str:
        return _("Please keep: the history as it stood on {day}").format_map(facts())

    def why() -> str:
        says = _("You get this message because you chair the {area} {agreement}.")
        return says.format_map(facts())

    with within(area):
        return notify.queue(
            area=area,
            key=f"audit.head:{on.isoformat()}",
            to=queries.chairs(area, on),
            subject=subject,
            body=body,
            link=f"/{area.slug}/",
            why=why,
            at=at,
        )


def _read(area: Area, place: str | Path, at: datetime) -> actions.Found:
    """A file of this machine, or the one at a web address."""
    if fetching.is_address(str(place)):
        return actions.fetch_table(area, str(place), actor=SYSTEM, at=at)
    file = Path(place)
    return actions.Found(tables.take(file.read_bytes()), file.name)


def import_file(
    area_slug: str, place: str | Path, *, dry_run: bool, at: datetime
) -> dict[str, Any]:
    """Bring a CSV or XLSX file into the register of an area, or say what would happen.

    `place` is a path or a web address.
    Returns {read, created, updated, unchanged, rejected, warnings, note}; rejected and warnings are
    lists of {row, reason}, note says which sheets were not read.
    Raises Area.DoesNotExist, OSError, FetchError, and TableError for a file that is no table of
    organisations.
    A file that was stopped half-way goes on where it stood.
    """
    area = Area.objects.get(slug=area_slug)
    file = _read(area, place, at)
    text = file.taken.text
    with within(area):
        found = _look(area, text, at) if dry_run else _import(area, file.name, text, at)
    return {**found, "note": str(file.taken.note)}


def _look(area: Area, text: str, at: datetime) -> dict[str, Any]:
    table = tables.parse(text)
    choices = actions.Choices(_columns(table), Sector.VCS.value)
    report = actions.import_table(area, table, choices, actor=SYSTEM, at=at, dry_run=True)
    return actions.summary(report)


def _import(area: Area, name: str, text: str, at: datetime) -> dict[str, Any]:
    _columns(tables.parse(text))
    draft = actions.open_import(area, name, text, sector=Sector.VCS.value, actor=SYSTEM, at=at)
    return _finish(draft, at)


def _finish(draft: ImportRun, at: datetime) -> dict[str, Any]:
    """Start a draft and bring it to its end; a run of the same file that was stopped goes on."""
    run = actions.start_import(draft, at=at)
    if run.pk != draft.pk:
        draft.delete()
    run = actions.run_import(run, actor=SYSTEM, at=at)
    return actions.summary_of(run)


def import_people(
    area_slug: str, place: str | Path, *, dry_run: bool, at: datetime
) -> dict[str, Any]:
    """Give the people of a CSV or XLSX file their roles in an area, or say what would happen.

    Returns what `import_file` returns, and raises what it raises.
    """
    area = Area.objects.get(slug=area_slug)
    file = _read(area, place, at)
    taken = file.taken
    table = tables.parse(taken.text)
    columns = _people_columns(table)
    with within(area):
        if dry_run:
            found = actions.summary(actions.look_at_people(area, table, columns, at=at))
            return {**found, "note": str(taken.note)}
        draft = actions.open_import(
            area, file.name, taken.text, subject=Subject.PEOPLE, actor=SYSTEM, at=at
        )
        return {**_finish(draft, at), "note": str(taken.note)}


def _people_columns(table: tables.Table) -> dict[str, str]:
    columns = actions.guess_people(table)
    if not all(key in columns for key in actions.NEEDED):
        raise tables.TableError(
            marked(
                "A file of people needs a column “email” and a column “role”. Name them so in row"
                " 1; the columns are {columns}."
            ),
            columns=", ".join(table.columns),
        )
    return columns


def _columns(table: tables.Table) -> dict[str, str]:
    columns = actions.guess(table)
    if "name" not in columns:
        raise tables.TableError(
            marked(
                "No column holds the names of organisations. Call one of them “name” in row 1; the"
                " columns are {columns}."
            ),
            columns=", ".join(table.columns),
        )
    return columns
