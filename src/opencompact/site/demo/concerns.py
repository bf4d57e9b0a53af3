"""What people of the demo report to the log of concerns, and what becomes of each report."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from opencompact.apps.agreement.queries import commitments
from opencompact.apps.disputes.actions import log
from opencompact.apps.disputes.models import Report, Route
from opencompact.base.areas.actor import ANONYMOUS, Actor

from .reading import table, unwrap
from .scene import Happening, Scene

Row = Mapping[str, Any]


def happenings(scene: Scene) -> Iterator[Happening]:
    """Every report, and each thing that is done with it."""
    for number, row in enumerate(table("concerns")["report"]):
        told = Told(scene, row)
        yield Happening(scene.working_day(row["sent"], number), told.report)
        for place, entry in enumerate(row.get("entry", ()), start=1):
            at = scene.working_day(entry["on"], 60 + number * 9 + place)
            yield Happening(at, partial(told.follow, entry))


class Told:
    """One report on its way: it is there once it was sent."""

    made: Report

    def __init__(self, scene: Scene, row: Row) -> None:
        self.scene, self.row = scene, row

    def report(self, at: datetime) -> None:
        scene, row = self.scene, self.row
        cited = [one for one in commitments(scene.edition) if one.key in row["cites"]]
        reported = log.Reported(
            body=scene.organisations[row["body"]],
            commitments=cited,
            event=row["event"],
            happened_on=scene.working_day(row["happened"]).date(),
            what=unwrap(row["what"]),
            effect=unwrap(row.get("effect", "")),
            treatment=row["treatment"],
        )
        if behalf := row.get("behalf"):
            reported = replace(reported, behalf=scene.organisations[behalf])
        else:
            names = ("behalf_name", "name", "email")
            reported = replace(reported, **{name: row.get(name, "") for name in names})
        by = scene.actor(row["by"]) if row.get("by") else ANONYMOUS
        self.made = log.report(scene.area, reported, actor=by, at=at)

    def follow(self, entry: Row, at: datetime) -> None:
        DEEDS[entry["do"]](self.made, entry, self.scene.actor(entry["by"]), at)


def _triage(made: Report, entry: Row, actor: Actor, at: datetime) -> None:
    """Look at it; the organisation that a reporter is known to speak for stays as it is."""
    route, text = Route(entry["route"]), unwrap(entry["text"])
    log.triage(made, route, text, behalf=made.behalf, actor=actor, at=at)


def _cause(made: Report, entry: Row, actor: Actor, at: datetime) -> None:
    log.note_cause(made, entry["cause"], unwrap(entry["text"]), actor=actor, at=at)


def _tell(made: Report, entry: Row, actor: Actor, at: datetime) -> None:
    log.tell_body(made, unwrap(entry["text"]), actor=actor, at=at)


def _answer(made: Report, entry: Row, actor: Actor, at: datetime) -> None:
    log.answer_for_body(made, unwrap(entry["text"]), actor=actor, at=at)


def _outcome(made: Report, entry: Row, actor: Actor, at: datetime) -> None:
    learning = entry.get("learning", "")
    log.note_outcome(made, unwrap(entry["text"]), learning, actor=actor, at=at)


def _join(made: Report, entry: Row, actor: Actor, at: datetime) -> None:
    log.answer_joining(made, joins=True, shows=unwrap(entry["shows"]), actor=actor, at=at)


def _close(made: Report, entry: Row, actor: Actor, at: datetime) -> None:
    log.close(made, unwrap(entry["text"]), actor=actor, at=at)


DEEDS: Final[Mapping[str, Callable[[Report, Row, Actor, datetime], None]]] = {
    "triage": _triage,
    "cause": _cause,
    "tell": _tell,
    "answer": _answer,
    "outcome": _outcome,
    "join": _join,
    "close": _close,
}
