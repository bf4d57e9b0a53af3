"""A town with Leicester's agreement whose hall asks people; the test runs inside the area."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from opencompact.apps.consultations import actions
from opencompact.apps.consultations.models import Consultation
from opencompact.apps.organisations.queries import actor_for
from opencompact.base.areas.actor import Actor
from tests.apps.disputes.town import Town, build
from tests.formats.web import web

__all__ = ["web"]

TODAY = date(2026, 11, 20)
OPENS, ENOUGH = date(2026, 11, 30), date(2027, 2, 22)
VALUES: dict[str, Any] = {
    "title": "The future of the day centres",
    "decision": "Whether two day centres move into one building.",
    "can_change": "Which building, and when.",
    "cannot_change": "The money for next year.",
    "significant_effect": "yes",
    "communities": ["Older people"],
    "themes": ["Health"],
    "ways": ["A meeting at the library"],
    "contact": "Pat Smith, 0116 496 0000",
}


def moment(on: date = TODAY) -> datetime:
    return datetime(on.year, on.month, on.day, 12, tzinfo=UTC)


@pytest.fixture
def town(scoped) -> Town:
    return build(scoped, "leicester-2008")


@pytest.fixture
def officer(town) -> Actor:
    return actor_for(town.users["officer"], town.area, TODAY)


class Asking:
    """Makes consultations of the hall as short as a test wants them."""

    def __init__(self, town: Town, officer: Actor) -> None:
        self.town, self.officer, self.area = town, officer, town.area

    def draft(self, body: str = "hall", on: date = TODAY, **changed: Any) -> Consultation:
        values = {"opens": OPENS, "closes": ENOUGH, **VALUES, **changed}
        body_ = self.town.organisations[body]
        return actions.add(self.area, body_, values, actor=self.officer, at=moment(on))

    def made(self, body: str = "hall", on: date = TODAY, **changed: Any) -> Consultation:
        """A published one."""
        return self.publish(self.draft(body, on, **changed), on)

    def publish(self, made: Consultation, on: date = TODAY) -> Consultation:
        return actions.publish(made, actor=self.officer, at=moment(on))

    def asked(self, **changed: Any) -> Consultation:
        """One that is open on TODAY and can be answered here."""
        days = {"opens": date(2026, 11, 2), "closes": date(2027, 2, 1)}
        made = self.draft(**{**days, "online": True, **changed})
        for asked in (
            actions.Asked("text", "What would you miss?", required=True),
            actions.Asked("one", "Which building?", choices=("North", "South")),
            actions.Asked("many", "What do you use?", choices=("Lunch", "Dance", "Bath")),
            actions.Asked("scale", "How good is it?", choices=("bad", "good")),
        ):
            actions.ask(made, asked, actor=self.officer, at=moment())
        return self.publish(made)


@pytest.fixture
def asking(town, officer) -> Asking:
    return Asking(town, officer)
