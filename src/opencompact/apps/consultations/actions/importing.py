"""Bringing consultations in from a table: each row is read, looked at, and then written or left."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.consultations.models import Consultation, Extension, Feedback, Window
from opencompact.apps.consultations.queries import consultations
from opencompact.apps.organisations.models import Organisation
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.core.record import record
from opencompact.formats.tables import Table

from . import reading_rows as reading
from .reading_rows import Told
from .register import FIELDS, next_number

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"
NEEDED: Final = ("title", "body")
NOON: Final = time(12)


@record
class Planned:
    """What a row comes to: new, changed or the same; a wrong one says why it is left out."""

    row: int
    state: str
    title: str
    says: str = ""
    told: Told | None = None


def missing_columns(table: Table) -> list[str]:
    """Columns without which nothing can be taken from a table."""
    return [name for name in NEEDED if name not in table.columns]


def plan(area: Area, table: Table, on: date) -> list[Planned]:
    """Look at every row against the register, and change nothing."""
    bodies = reading.Bodies(Organisation.objects.filter(area=area))
    known = {one.number: told_of(one) for one in consultations(area)}
    taken: set[str] = set()
    found = [_planned(row.number, row.cells, bodies, known, taken, on) for row in table.rows]
    broken = [Planned(one.row, WRONG, "", str(one.reason)) for one in table.faults]
    return sorted([*found, *broken], key=lambda one: one.row)


def _planned(
    row: int,
    cells: Mapping[str, str],
    bodies: reading.Bodies,
    known: Mapping[str, Told],
    taken: set[str],
    on: date,
) -> Planned:
    title = cells.get("title", "").strip()
    try:
        told = reading.read(cells, bodies, on)
    except reading.RowError as error:
        return Planned(row, WRONG, title, str(error))
    if told.number and told.number in taken:
        return Planned(row, WRONG, title, _("Another row has this number too."))
    taken.add(told.number)
    if told.number not in known:
        return Planned(row, NEW, title, told=told)
    same = known[told.number].without_gaps(cells) == told.without_gaps(cells)
    return Planned(row, SAME if same else CHANGED, title, told=told)


@transaction.atomic
def import_rows(
    area: Area, planned: Iterable[Planned], *, actor: Actor, at: datetime
) -> dict[str, int]:
    """Write what is new or changed, all of it or nothing; answer how many there were of each."""
    Area.objects.select_for_update().get(pk=area.pk)
    counts = dict.fromkeys((NEW, CHANGED, SAME, WRONG), 0)
    for one in planned:
        counts[one.state] += 1
        if one.told is not None and one.state in {NEW, CHANGED}:
            _write(area, one.told, actor, at)
    audit.record("consultations.import", actor=actor, area=area, data=counts, at=at)
    return counts


def _write(area: Area, told: Told, actor: Actor, at: datetime) -> None:
    found = (
        Consultation.objects.filter(area=area, number=told.number).first() if told.number else None
    )
    row = found or Consultation(area=area, added_by_id=actor.user_id)
    row.number = told.number or next_number(area, told.published_on.year)
    row.body, row.updated_at = told.body, at
    for name in FIELDS:
        setattr(row, name, told.values[name])
    row.published_on = told.published_on
    row.published_at = timezone.make_aware(datetime.combine(told.published_on, NOON))
    row.withdrawn_on, row.withdrawn_reason = told.withdrawn_on, told.withdrawn_reason
    row.version += bool(found)
    row.save()
    _write_windows(row, told)
    _write_feedback(row, told)
    data = {"number": row.number, "imported": True}
    verb = "edit" if found else "add"
    audit.record(f"consultations.{verb}", actor=actor, area=area, obj=row, data=data, at=at)


def _write_windows(row: Consultation, told: Told) -> None:
    Extension.objects.filter(window__consultation=row).delete()
    Window.objects.filter(consultation=row).delete()
    whys, ons = iter(told.whys), iter(told.extended_on)
    for days in told.windows:
        opens, *ends = days
        window = Window.objects.create(
            area=row.area, consultation=row, opens=opens, closes=ends[-1]
        )
        for was, to in pairwise(ends):
            Extension.objects.create(
                area=row.area, window=window, was=was, to=to, why=next(whys), on=next(ons)
            )


def _write_feedback(row: Consultation, told: Told) -> None:
    if told.feedback_on is None:
        return
    texts: dict[str, Any] = dict(zip(("heard", "changed", "unchanged"), told.feedback, strict=True))
    Feedback.objects.update_or_create(
        area=row.area,
        consultation=row,
        defaults={**texts, "published_on": told.feedback_on},
    )


def told_of(row: Consultation) -> Told:
    """A consultation of the register as a row of a table tells it."""
    windows = list(row.windows.all())
    extensions = [one for window in windows for one in window.extensions.all()]
    feedback = getattr(row, "feedback", None)
    told = feedback if feedback and feedback.published_on else None
    return Told(
        number=row.number,
        body=row.body,
        values={name: getattr(row, name) for name in FIELDS},
        windows=tuple(_days(one) for one in windows),
        whys=tuple(one.why for one in extensions),
        extended_on=tuple(one.on for one in extensions),
        published_on=row.published_on or date.min,
        withdrawn_on=row.withdrawn_on,
        withdrawn_reason=row.withdrawn_reason,
        feedback=(told.heard, told.changed, told.unchanged) if told else ("", "", ""),
        feedback_on=told.published_on if told else None,
    )


def _days(window: Window) -> tuple[date, ...]:
    return (window.opens, *(one.was for one in window.extensions.all()), window.closes)


def counted(planned: Iterable[Planned]) -> Iterator[tuple[str, int]]:
    """How many rows there are of each state, in order."""
    states = [one.state for one in planned]
    yield from ((state, states.count(state)) for state in (NEW, CHANGED, SAME, WRONG))
