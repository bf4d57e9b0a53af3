"""The days of a body's consultations for the calendar of its champion: settings name it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from urllib.parse import urljoin, urlsplit
from uuid import UUID, uuid5

from django.conf import settings
from django.utils.translation import gettext as _

from opencompact.apps.consultations.models import Consultation
from opencompact.apps.organisations.queries import Bench, bench
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
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
        for name, when, says in (
            ("opens", window.opens, _("Consultation opens: {title}")),
            ("closes", window.closes, _("Last day to answer: {title}")),
        ):
            yield _day(one, window.pk, name, when, says)


def _feedback(one: Consultation, held: Bench) -> Iterator[Day]:
    """By when feedback is due, as long as none is published."""
    told = feedback_of(one)
    if told and told.published_on:
        return
    if due := feedback_due(one, held):
        yield _day(one, one.pk, "feedback", due, _("Feedback is due: {title}"))


def _day(one: Consultation, about: UUID, name: str, on: date, says: str) -> Day:
    return Day(
        key=f"{uuid5(about, f'own/{name}')}@{urlsplit(settings.BASE_URL).hostname}",
        on=on,
        title=says.format(title=one.title),
        changed=one.updated_at,
        text=one.number,
        href=urljoin(settings.BASE_URL, one.get_absolute_url()),
        revision=one.version,
        cancelled=one.withdrawn_on is not None,
    )
