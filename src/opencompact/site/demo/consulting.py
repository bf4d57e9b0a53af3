"""What the bodies of the demo ask people, what people answer, and what comes of it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final

from django.utils.timezone import localdate

from opencompact.apps.consultations import actions
from opencompact.apps.consultations.models import Consultation
from opencompact.apps.consultations.queries import consultations
from opencompact.base.areas.actor import ANONYMOUS

from .reading import table, unwrap
from .scene import Happening, Scene

Row = Mapping[str, Any]
TEXTS: Final = ("decision", "can_change", "cannot_change", "law")
PLAIN: Final = (
    "title", "audience", "communities", "themes", "ways", "contact", "expected",
    "significant_effect", "legally_impossible",
)  # fmt: skip


def happenings(scene: Scene) -> Iterator[Happening]:
    """Every consultation, each thing that is done with it, and the answers to it."""
    yield Happening(scene.days_ago(300), partial(_holidays, scene))
    for number, row in enumerate(table("consultations")["consultation"]):
        asked = Asked(scene, row)
        yield Happening(scene.days_ago(-row["added"], 120 + number), asked.add)
        for entry in row.get("entry", ()):
            at = scene.days_ago(-entry["on"], 180 + number)
            yield Happening(at, partial(asked.follow, entry))


def _holidays(scene: Scene, at: datetime) -> None:
    """The schools' year: two weeks at Christmas, one in February, six in summer."""
    for year in (at.year, at.year + 1):
        for name, first, days in (
            ("February half term", date(year, 2, 15), 4),
            ("Summer holidays", date(year, 7, 22), 41),
            ("Christmas holidays", date(year, 12, 21), 11),
        ):
            last = first + timedelta(days)
            actions.add_holiday(scene.area, name, first, last, actor=scene.officer, at=at)


class Asked:
    """One consultation on its way: it is there once it was added."""

    made: Consultation

    def __init__(self, scene: Scene, row: Row) -> None:
        self.scene, self.row = scene, row

    def add(self, at: datetime) -> None:
        scene, row = self.scene, self.row
        values = {name: row[name] for name in PLAIN if name in row}
        values |= {name: unwrap(row[name]) for name in TEXTS if name in row}
        values["online"] = bool(row.get("question"))
        for name in ("opens", "closes"):
            values[name] = self.day(row[name]) if name in row else None
        why = actions.Why(**row["why"]) if "why" in row else None
        body = scene.organisations[row["body"]]
        made = actions.add(scene.area, body, values, why=why, actor=scene.officer, at=at)
        for one in row.get("question", ()):
            actions.ask(made, actions.Asked(**one), actor=scene.officer, at=at)
        self.made = made if row.get("draft") else actions.publish(made, actor=scene.officer, at=at)

    def follow(self, entry: Row, at: datetime) -> None:
        made = consultations(self.scene.area).get(pk=self.made.pk)
        getattr(self, entry["do"])(made, entry, at)

    def day(self, days: int) -> date:
        """A day so many days after today, or before it where the number is negative."""
        return self.scene.today + timedelta(days)

    def answer(self, made: Consultation, entry: Row, at: datetime) -> None:
        given = actions.Given(answers=entry["answers"], behalf=entry.get("behalf", ""))
        if entry.get("paper"):
            came = localdate(at)
            actions.key_in(made, given, came, actor=self.scene.officer, at=at)
        else:
            actions.send(made, given, actor=ANONYMOUS, at=at)

    def extend(self, made: Consultation, entry: Row, at: datetime) -> None:
        to = self.day(entry["to"])
        actions.extend(made, to, entry["why"], actor=self.scene.officer, at=at)

    def again(self, made: Consultation, entry: Row, at: datetime) -> None:
        opens, closes = self.day(entry["opens"]), self.day(entry["closes"])
        actions.open_again(made, opens, closes, actor=self.scene.officer, at=at)

    def withdraw(self, made: Consultation, entry: Row, at: datetime) -> None:
        actions.withdraw(made, entry["reason"], actor=self.scene.officer, at=at)

    def tell(self, made: Consultation, entry: Row, at: datetime) -> None:
        texts = {name: unwrap(entry.get(name, "")) for name in ("heard", "changed", "unchanged")}
        actions.write_feedback(made, texts, version=1, actor=self.scene.officer, at=at)
        if not entry.get("draft"):
            made = consultations(self.scene.area).get(pk=made.pk)
            actions.publish_feedback(made, actor=self.scene.officer, at=at)
