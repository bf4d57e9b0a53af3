"""The days of a body's consultations for the calendar of its champion: settings name it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from opencompact.apps.consultations.models import Consultation, Window
from opencompact.apps.organisations.queries import Bench, bench
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.ui.addresses import entry_key, whole
from opencompact.formats.calendars import Day

from .measuring import feedback_due
from .register import consultations, feedback_of

PART: Final = "champion"
# How long a day that is past stays in it.
STAYS: Final = timedelta(days=60)


def days(area: Area, actor: Actor, part: str, on: date) -> Iterator[Day]:
    """The first and last days of what the own body has published, and when feedback is due."""
    bodies = actor.organisations(RoleKind.CHAMPION) if part == PART else frozenset()
    if not bodies:
        return
    held = bench(area)
    for one in consultations(area).filter(body__in=bodies).exclude(published_on=None):
        for day in (*_windows(one), *_feedback(one, held)):
            if day.on >= on - STAYS:
                yield day


def _windows(one: Consultation) -> Iterator[Day]:
    for window in one.windows.all():
        for name, when, says in edges(window):
            yield _day(one, window.pk, name, when, says)


def edges(window: Window) -> Iterator[tuple[str, date, str]]:
    """The first and the last day of a window: its name, the day, and what is said of it."""
    yield "opens", window.opens, _("Consultation opens: {title}")
    yield "closes", window.closes, _("Last day to answer: {title}")


def _feedback(one: Consultation, held: Bench) -> Iterator[Day]:
    """By when feedback is due, as long as none is published."""
    told = feedback_of(one)
    if told and told.published_on:
        return
    if due := feedback_due(one, held):
        yield _day(one, one.pk, "feedback", due, _("Feedback is due: {title}"))


def _day(one: Consultation, about: UUID, name: str, on: date, says: str) -> Day:
    return Day(
        key=entry_key(about, f"own/{name}"),
        on=on,
        title=says.format(title=one.title),
        changed=one.updated_at,
        text=one.number,
        href=whole(one.get_absolute_url()),
        revision=one.version,
        cancelled=one.withdrawn_on is not None,
    )
