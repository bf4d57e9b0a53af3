"""iCalendar (RFC 5545): days to be kept in mind, for the calendar programs of other people."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from icalendar import Calendar as Component
from icalendar import Event, vDuration

from opencompact.core.record import record

KIND: Final = "text/calendar; charset=utf-8"
PRODUCER: Final = "-//OpenCompact//OpenCompact//EN"
# How often a calendar program is asked to look again.
AGAIN: Final = timedelta(hours=6)
# The rules allow none of these in a text (3.1); the library lets them through.
CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@record
class Day:
    """Something on one whole day. `key` stays; `revision` rises with each change that matters.

    A `cancelled` one is told for a while, so that every program takes it out again.
    """

    key: str
    on: date
    title: str
    changed: datetime
    text: str = ""
    href: str = ""
    revision: int = 0
    cancelled: bool = False


@record
class Calendar:
    """A calendar with the name that its reader sees; a `private` one is for one person."""

    name: str
    days: Sequence[Day]
    text: str = ""
    private: bool = False


def write(calendar: Calendar) -> bytes:
    """Write a calendar. The same days give the same bytes, whenever it is asked for.

    Whole days have no time of day, so it needs no time zone.
    """
    found = Component()
    found.add("version", "2.0")
    found.add("prodid", PRODUCER)
    found.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):
        found.add(name, " ".join(_plain(calendar.name).split()))
    if calendar.text:
        found.add("description", _plain(calendar.text))
    found.add("refresh-interval", vDuration(AGAIN), parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", vDuration(AGAIN))
    for day in calendar.days:
        found.add_component(_event(day, private=calendar.private))
    return bytes(found.to_ical())


def _event(day: Day, *, private: bool) -> Event:
    event = Event()
    event.add("uid", day.key)
    event.add("dtstamp", day.changed)
    event.add("last-modified", day.changed)
    event.add("sequence", day.revision)
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))
    event.add("summary", _plain(day.title))
    event.add("status", "CANCELLED" if day.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE" if private else "PUBLIC")
    if day.text:
        event.add("description", _plain(day.text))
    if day.href:
        event.add("url", day.href)
    return event


def _plain(text: str) -> str:
    """Text with one kind of line break and without control characters."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
