"""Agreements of the demo that come to their end: decided, left open, or with notice given."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, Final

from opencompact.apps.funding.actions import agreements
from opencompact.apps.funding.actions import notices as actions
from opencompact.apps.funding.models import Agreement, Notice
from opencompact.apps.funding.queries.notices import year_of

from .reading import table, unwrap
from .scene import Happening, Scene

Row = Mapping[str, Any]
MADE: Final = 120  # how many days ago the agreements were put in, the running ones among them
DAYS: Final = {
    "assessed": "assessed_on",
    "discussed": "discussed_on",
    "decided": "decided_on",
    "respond_by": "respond_by",
    "users_told": "users_told_on",
    "remedy_by": "remedy_by",
    "ends": "ends",
}
PLAIN: Final = ("could_respond", "exceptional", "remedy_offered")


def happenings(scene: Scene) -> Iterator[Happening]:
    """The agreements, then what was decided of them and told to their recipients."""
    data, made = table("notices"), dict[str, Agreement]()
    for number, row in enumerate(data["agreement"]):
        yield Happening(scene.days_ago(MADE, number), partial(_agree, scene, row, made))
    for number, row in enumerate(data["decision"]):
        at = scene.days_ago(-row["on"], 30 + number)
        yield Happening(at, partial(_decide, scene, row, made))
    for number, row in enumerate(data["budget"]):
        yield Happening(scene.days_ago(90, number), partial(_budget, scene, row))
    for number, row in enumerate(data["notice"]):
        yield from _notice(Told(scene, row, made), row, number)


def _notice(told: "Told", row: Row, number: int) -> Iterator[Happening]:
    scene, minutes = told.scene, 200 + number * 5
    yield Happening(scene.days_ago(-row["begun"], minutes), told.write)
    if "given" in row:
        yield Happening(scene.days_ago(-row["given"], minutes), told.give)
    for answer in row.get("answer", ()):
        yield Happening(scene.days_ago(-answer["on"], minutes), partial(told.answer, answer))
    if "withdrawn" in row:
        yield Happening(scene.days_ago(-row["withdrawn"], minutes), told.withdraw)


def _agree(scene: Scene, row: Row, made: dict[str, Agreement], at: datetime) -> None:
    bodies = scene.organisations
    recipient = bodies[row["recipient"]]
    values = {
        "title": row["title"],
        "value": Decimal(row["value"]),
        "type": "grant",
        "starts": _day(scene, row["starts"]),
        "ends": _day(scene, row["ends"]),
        "awarded": _day(scene, row["starts"] - 40),
    }
    made[row["key"]] = agreements.add_agreement(
        scene.area,
        bodies[row["funder"]],
        agreements.Recipient(recipient.name, recipient),
        values,
        actor=scene.officer,
        at=at,
    )


def _decide(scene: Scene, row: Row, made: Mapping[str, Agreement], at: datetime) -> None:
    values = {"choice": row["choice"], "decided_on": at.date(), "words": row["words"]}
    by: dict[str, Any] = {"actor": scene.actor(row["by"]), "at": at}
    actions.decide_end(made[row["agreement"]], values, version=0, **by)


def _budget(scene: Scene, row: Row, at: datetime) -> None:
    sums = [*row["own"], *row["sector"]]
    names = ("own_before", "own_after", "sector_before", "sector_after")
    values = {name: Decimal(one) for name, one in zip(names, sums, strict=True)}
    year = year_of(scene.today) + row["years_ahead"]
    by: dict[str, Any] = {"actor": scene.actor(row["by"]), "at": at}
    body = scene.organisations[row["body"]]
    actions.keep_budget(body, year, {**values, "source": row["source"]}, version=0, **by)


def _day(scene: Scene, days: int) -> date:
    return scene.days_ago(-days).date()


class Told:
    """One notice on its way: it is there once it was begun."""

    made: Notice

    def __init__(self, scene: Scene, row: Row, agreements: Mapping[str, Agreement]) -> None:
        self.scene, self.row, self.agreements = scene, row, agreements

    def _by(self, at: datetime, who: str = "") -> dict[str, Any]:
        return {"actor": self.scene.actor(who or self.row["by"]), "at": at}

    def write(self, at: datetime) -> None:
        row = self.row
        made = actions.begin(self.agreements[row["agreement"]], row["kind"], **self._by(at))
        values: dict[str, Any] = {
            name: unwrap(row[name]) for name in ("what", "reasons", "users_how")
        }
        values |= {name: row.get(name) for name in PLAIN}
        values |= {
            field: _day(self.scene, row[name]) for name, field in DAYS.items() if name in row
        }
        self.made = actions.write(made, values, version=made.version, **self._by(at))

    def give(self, at: datetime) -> None:
        by = self._by(at)
        signature = (by["actor"].name, "")
        day = at.date()
        self.made = actions.give(
            self.made, signature, given_on=day, version=self.made.version, **by
        )

    def answer(self, answer: Row, at: datetime) -> None:
        actions.answer(self.made, unwrap(answer["text"]), **self._by(at, answer["by"]))

    def withdraw(self, at: datetime) -> None:
        why, version = unwrap(self.row["why"]), self.made.version
        self.made = actions.withdraw(self.made, why, version=version, **self._by(at))
