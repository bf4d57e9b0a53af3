"""The story of one disagreement: the town, the players, the clock, what everybody is told."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tests.browser import harness
from tests.browser.playing import Player
from tests.browser.town import Town

SUBJECT = "A consultation of nine days on the advice contracts"
STATEMENT = (
    "The council asked for views on the future of advice services for nine days in September."
    " The agreement promises twelve weeks."
)
# Words that the parties type in the mediation room, and those who may never meet them.
SECRETS = ("Quillfeather", "Larkspur", "Marchpane")
OUTSIDE = ("ruth", "owen", "pia", "dev", "visitor")
PARTIES = ("nadia", "colin", "hana")
EVERYBODY = (*PARTIES, "ruth", "owen", "pia", "mo")
LATELY = timedelta(days=10)


@dataclass
class Story:
    """The town, the players by first name, the clock, and the number of the case once it has one.

    `papers` is a folder for files, `by_code` says that the representative signs in by mail.
    """

    town: Town
    players: dict[str, Player]
    clock: Any
    papers: Path
    by_code: bool = False
    number: str = ""

    def __getattr__(self, name: str) -> Player:
        return self.players[name]

    @property
    def case(self) -> str:
        return f"disputes/{self.number}/"

    def on(self, day: date) -> None:
        """Move everybody to ten in the morning of a day; who has not been here lately signs in."""
        self.clock.move_to(datetime.combine(day, time(10), tzinfo=UTC))
        for name, user in self.town.people.items():
            if day - self.players[name].since > LATELY:
                self.players[name].sign_in(user)

    def take(self, who: str, step: str, answers: dict[str, str] | None = None) -> None:
        """Somebody opens the case, chooses a step, answers what it asks and takes it."""
        player = self.players[who]
        self.choose(who, step)
        player.fill(answers or {})
        player.press(step, f"{picture(step)}-done")
        player.reads(f"“{step}” is recorded.")

    def choose(self, who: str, step: str) -> None:
        """Open the case and go to the page of a step."""
        player = self.players[who]
        player.open(self.case, f"{picture(step)}-possible")
        player.unfold(step)
        link = player.page.get_by_role("link", name=step, exact=True)
        button = player.page.get_by_role("button", name=step, exact=True)
        harness.onward(link.or_(button).first)
        player.look(picture(step))

    def stands(self, who: str, stage: str, turn: str, *when: str) -> None:
        """The first thing on the page of the case: how it stands, whose turn it is, by when."""
        player = self.players[who]
        player.open(self.case, f"stands-at-{picture(stage)}")
        said = " ".join(player.standing().first.inner_text().split())
        missing = [words for words in (stage, turn, *when) if words not in said]
        assert not missing, f"{who} is not told {missing}, but: {said}"

    def all_told(self, stage: str, turn: str, when: str, *who: str) -> None:
        """Each of these people reads the same of it, with the way to how the date was reached."""
        for name in who or EVERYBODY:
            status, page = self.players[name].get(self.case)
            assert status == 200, f"{name} cannot open the case: {status}"
            said = standing_in(page)
            missing = [words for words in (stage, turn, when) if words not in said]
            assert not missing, f"{name} is not told {missing}, but: {said}"
            assert "why this day" in said or not when, f"{name} is not told why: {said}"

    def explained(self, who: str, clock: str, due: str, *words: str) -> None:
        """How a date was reached: on a page in words and as a strip, and as data."""
        player = self.players[who]
        player.open(f"{self.case}dates/{clock}/", f"date-{clock}")
        player.reads("How this date was reached", due, *words)
        assert player.page.locator("svg.oc-strip__week").count()
        status, data = player.get(f"{self.case}dates/{clock}.json")
        assert status == 200
        assert '"due"' in data
        assert '"steps"' in data


def picture(words: str) -> str:
    """Words as the name of a picture."""
    return re.sub(r"\W+", "-", words.lower())[:40].strip("-")


def standing_in(page: str) -> str:
    """The text of the box that says how a case stands."""
    found = re.search(r'<section class="oc-standing".*?</section>', page, re.DOTALL)
    assert found
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[0])).split())
