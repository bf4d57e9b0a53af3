"""The impact assessments of the demo: some in good time, one after its decision, one a draft."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from opencompact.apps.assessments import actions
from opencompact.apps.assessments.actions.keeping import OnGroup
from opencompact.apps.assessments.models import Assessment

from .reading import table
from .scene import Happening, Scene

Row = Mapping[str, Any]
TEXTS: Final = ("about", "evidence", "mitigation", "asked", "need", "need_words")
DAYS: Final = {"assessed": "assessed_on", "review": "review_on"}


def happenings(scene: Scene) -> Iterator[Happening]:
    """The groups of the area, and each assessment from its beginning to its review."""
    data = table("assessments")
    for number, row in enumerate(data["group"]):
        yield Happening(scene.days_ago(300, number), partial(_group, scene, row))
    for number, row in enumerate(data["assessment"]):
        told = Told(scene, row)
        minutes = 50 + number * 7
        yield Happening(scene.days_ago(-row["begun"], minutes), told.write)
        for name, act in (
            ("published", told.publish), ("decided", told.decide), ("reviewed", told.review),
        ):  # fmt: skip
            if name in row and row[name] >= row.get("published", row[name]):
                minutes += 40
                yield Happening(scene.days_ago(-row[name], minutes), act)


def _group(scene: Scene, row: Row, at: datetime) -> None:
    values = {**row, "ended_on": None, "version": 1}
    actions.keep_group(scene.area, values, actor=scene.officer, at=at)


class Told:
    """One assessment on its way: it is there once it was begun."""

    made: Assessment

    def __init__(self, scene: Scene, row: Row) -> None:
        self.scene, self.row = scene, row

    @property
    def _actor(self) -> Any:
        return self.scene.actor(self.row["by"])

    def _day(self, name: str) -> date | None:
        return self.scene.days_ago(-self.row[name]).date() if name in self.row else None

    def write(self, at: datetime) -> None:
        """Begin the draft and write all of it; a decision that came first is known already."""
        row = self.row
        body = self.scene.organisations[row["body"]]
        by: dict[str, Any] = {"actor": self._actor, "at": at}
        made = actions.begin(body, row["depth"], row["title"], row["decision"], **by)
        values: dict[str, Any] = {name: row.get(name, "") for name in TEXTS}
        values |= {field: self._day(name) for name, field in DAYS.items()}
        values["sector_effect"], values["sector_words"] = row["sector"]
        values["users_effect"], values["users_words"] = row["users"]
        if "decided" in row and row["decided"] < row.get("published", 0):
            values["decided_on"] = self._day("decided")
        said = [OnGroup(**effect) for effect in row.get("effect", ())]
        self.made = actions.write(made, values, said, version=made.version, **by)

    def publish(self, at: datetime) -> None:
        self.made = actions.publish(self.made, version=self.made.version, actor=self._actor, at=at)
        if self.row.get("full"):
            actions.go_on(self.made, actor=self._actor, at=at)

    def decide(self, at: datetime) -> None:
        self.made = actions.note_decision(
            self.made, at.date(), "", version=self.made.version, actor=self._actor, at=at
        )

    def review(self, at: datetime) -> None:
        found = {"reviewed_on": at.date(), "found": self.row["found"]}
        self.made = actions.note_review(
            self.made, found, version=self.made.version, actor=self._actor, at=at
        )
