"""What everything that happens in the demo needs: the area, its people and the calendar."""

from collections.abc import Callable
from dataclasses import field
from datetime import UTC, date, datetime, time, timedelta

from opencompact.apps.agreement.models import Edition
from opencompact.apps.disputes.models import Case
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries import actor_for
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.core.calendar import WorkingCalendar
from opencompact.core.record import record

MORNING = time(9, tzinfo=UTC)
OFFICER = "officer"


@record
class Scene:
    """The area on the day `today`; users, organisations and cases by their keys in the texts."""

    area: Area
    edition: Edition
    today: date
    calendar: WorkingCalendar
    users: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    known: dict[str, Actor] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """Somebody with all their roles; ask once these have been given."""
        if key not in self.known:
            self.known[key] = actor_for(self.users[key], self.area, self.today)
        return self.known[key]

    @property
    def officer(self) -> Actor:
        return self.actor(OFFICER)

    def days_ago(self, days: int, minutes: int = 0) -> datetime:
        """A moment in office hours so many days before today, and so many minutes after nine."""
        return _moment(self.today - timedelta(days), minutes)

    def working_day(self, count: int, minutes: int = 0) -> datetime:
        """The same for working days: before today where `count` is negative, else after it."""
        return _moment(self.calendar.shift(self.today, count), minutes)


@record
class Happening:
    """Something that happens at a moment; the acts of the demo are lists of them."""

    at: datetime
    happen: Callable[[datetime], object]


def play(happenings: list[Happening]) -> None:
    """Let everything happen in the order of time, so that the history reads as it was lived."""
    for one in sorted(happenings, key=lambda one: one.at):
        one.happen(one.at)


def _moment(day: date, minutes: int) -> datetime:
    return datetime.combine(day, MORNING) + timedelta(minutes=minutes)
