"""The whole story in a real Chromium: from the text of the agreement to a published finding.

Three sides, the chair, the support team, a mediator, two members of the subgroup of whom one has
to leave, and a visitor; with more time for mediation, a bank holiday on the way and limits that
clash; on a phone and at a desk, with JavaScript and without. Every page met is looked at, and
pictures are kept.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
import time_machine
from playwright.sync_api import Browser

from tests.browser import chapters, harness, town, walls
from tests.browser.playing import Player
from tests.browser.story import OUTSIDE, SECRETS, Story
from tests.browser.watching import Watch

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

START = datetime(2026, 10, 5, 10, tzinfo=UTC)


@pytest.fixture
def story(browser: Browser, live_server, tmp_path, width, scripts) -> Iterator[Story]:
    """The town on Monday 5 October 2026, with a browser for each person."""
    with ExitStack() as closing, time_machine.travel(START, tick=True) as clock:
        made = town.build()
        watch = Watch([made.area], pictures(width, scripts=scripts))
        players = {}
        for name in (*made.people, "visitor"):
            context = harness.context(browser, width=width, javascript=scripts)
            closing.callback(context.close)
            page = context.new_page()
            watch.follow(page)
            players[name] = Player(name, context, live_server.url, made.area.slug, watch, page)
        for name in OUTSIDE:
            players[name].kept_from = SECRETS
        yield Story(made, players, clock, tmp_path, by_code=not scripts and width == harness.PHONE)


def pictures(width: int, *, scripts: bool) -> str:
    """An empty folder for pictures; none at a desk without JavaScript, which looks as with it."""
    folder = f"story/{width}{'' if scripts else '-plain'}"
    shutil.rmtree(harness.SHOTS / folder, ignore_errors=True)
    return folder if scripts or width == harness.PHONE else ""


@pytest.mark.parametrize(("width", "scripts"), harness.AT_ONCE)
def test_from_the_text_to_a_case_that_is_answered(story: Story):
    """What a push plays of it; the pages of every later step are met by themselves."""
    play(story, chapters.AT_A_PUSH)


@pytest.mark.nightly
@pytest.mark.parametrize(("width", "scripts"), harness.RUNS)
def test_from_the_text_to_a_published_finding(story: Story):
    play(story, chapters.IN_ORDER)
    if story.by_code:  # the wall has no width: to read every address behind it once is enough
        the_wall_stands(story)


def play(story: Story, wanted: Iterable[Callable[[Story], None]]) -> None:
    """Play these chapters; no page that was met may have a fault."""
    for chapter in wanted:
        chapter(story)
    watch = story.visitor.watch
    print(f"{watch.pages} pages looked at, axe took {watch.seconds:.0f} s")
    assert not watch.faults, watch.report()


def the_wall_stands(story: Story) -> None:
    """What was typed in the mediation room is there, and nowhere else that anybody can reach."""
    starts = ("", "disputes/", story.case, f"{story.case}room/exchange/", "findings/")
    for name in OUTSIDE:
        met = walls.reach(story.players[name], starts)
        assert met[f"/westmere/findings/{story.number}/"]
        assert walls.sightings(met, SECRETS) == []
    inside = walls.reach(story.nadia, starts)
    assert len(walls.sightings(inside, SECRETS)) >= len(SECRETS)
    assert walls.leaks_outside_the_browser(SECRETS) == []
    assert walls.chain_is_sound()
