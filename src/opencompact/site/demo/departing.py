"""Departures of the demo: one that counts, one that came late, and one that has run out."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any, Final

from opencompact.apps.agreement.queries import commitments
from opencompact.apps.organisations import actions
from opencompact.base.areas.actor import SYSTEM
from opencompact.core.record import record

from .scene import Happening, Scene


@record
class Text:
    """A departure; `filed`, `begins` and `lapses` are days from today."""

    filed: int
    begins: int
    lapses: int
    body: str
    commitment: str
    record: str
    key: str
    title: str
    reason: str
    mitigation: str
    approver: str


TEXTS: Final = (
    Text(
        filed=-240,
        begins=-230,
        lapses=-20,
        body="council",
        commitment="funder-j",
        record="other",
        key="new-ledger",
        title="Payments while the ledger is changed",
        reason=(
            "The council moves to a new ledger in spring. For some weeks nothing can be paid"
            " before the money has to be spent."
        ),
        mitigation="Groups with less than two months in hand are paid by hand, on a call.",
        approver="Director of finance",
    ),
    Text(
        filed=-95,
        begins=-110,
        lapses=60,
        body="hospitals",
        commitment="public-c",
        record="other",
        key="winter-plan",
        title="Winter plan for discharge",
        reason="The plan had to be with NHS England within three weeks.",
        mitigation="Voluntary groups see the draft of the next plan in June, before it is costed.",
        approver="Chief operating officer",
    ),
    Text(
        filed=-12,
        begins=5,
        lapses=200,
        body="council",
        commitment="funder-q",
        record="other",
        key="lunch-clubs",
        title="Lunch clubs: amounts for the coming year",
        reason="The settlement of the government comes three weeks later than in other years.",
        mitigation="A quarter of last year's amount is promised to every club now.",
        approver="Cabinet member for communities",
    ),
)


def happenings(scene: Scene) -> Iterator[Happening]:
    """Every departure, filed by the body."""
    for number, text in enumerate(TEXTS):
        at = scene.days_ago(-text.filed, 130 + number)
        yield Happening(at, partial(_file, scene, text))


def _file(scene: Scene, text: Text, at: Any) -> None:
    filing = actions.Filing(
        body=scene.organisations[text.body],
        commitment=commitments(scene.edition).get(key=text.commitment),
        record=text.record,
        key=text.key,
        title=text.title,
        event_on=scene.today + timedelta(text.begins),
        expires=scene.today + timedelta(text.lapses),
        reason=text.reason,
        mitigation=text.mitigation,
        approver=text.approver,
    )
    actions.file_departure(scene.area, filing, actor=SYSTEM, at=at)
