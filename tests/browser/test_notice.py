"""A champion gives notice of an ending, and the group responds: on a phone, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.funding.models import Agreement, Notice, NoticeAnswer, Payee
from opencompact.apps.organisations.models import Organisation, Role
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import SYSTEM, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.base.notify.models import Message
from opencompact.formats.packs import load
from tests.browser import harness, serving
from tests.browser.harness import ROOT, RUNS
from tests.browser.playing import Player
from tests.browser.watching import Watch

pytestmark = pytest.mark.browser

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.fixture
def town(transactional_db) -> Iterator[Area]:
    """A council, a group, a grant between them, and somebody of each."""
    with time_machine.travel(NOW, tick=True):
        area = Area.objects.create(slug="easton", name="Easton", pack_key="leeds-2010")
        with within(area):
            adopt_pack(area, load(ROOT / "packs/leeds-2010"), actor=SYSTEM, at=NOW)
            council = _body(area, "Easton Council", "public")
            club = _body(area, "Mill Lane Youth Club", "vcs")
            _person(area, "champ", RoleKind.CHAMPION, council)
            _person(area, "rita", RoleKind.REPRESENTATIVE, club)
            payee = Payee.objects.create(
                area=area, name=club.name, organisation=club, standing="confirmed"
            )
            Agreement.objects.create(
                area=area, number="2026-001", title="Youth evenings", funder=council, payee=payee,
                value=Decimal(22500), starts=date(2025, 4, 1), ends=date(2027, 3, 31),
            )  # fmt: skip
        yield area


def _body(area: Area, name: str, sector: str) -> Organisation:
    slug = name.lower().replace(" ", "-")
    return Organisation.objects.create(area=area, name=name, slug=slug, sector=sector)


def _person(area: Area, who: str, kind: RoleKind, body: Organisation) -> None:
    user = User.objects.create_user(f"{who}@easton.example", name=who.title())
    Role.objects.create(area=area, user=user, kind=kind, organisation=body, starts=date(2026, 1, 5))


@pytest.mark.parametrize(("width", "javascript"), RUNS)
def test_notice_of_an_ending_is_given_and_answered(browser, town, width, javascript):
    with serving.served() as site, time_machine.travel(NOW, tick=True):
        watch = Watch([town], f"notice-{width}{'' if javascript else '-plain'}")
        contexts = []

        def player(who: str) -> Player:
            context = harness.context(browser, width=width, javascript=javascript)
            contexts.append(context)
            page = context.new_page()
            watch.follow(page)
            one = Player(who, context, site, town.slug, watch, page)
            one.sign_in(User.objects.get(email=f"{who}@easton.example"))
            return one

        _give(player("champ"))
        with within(town):
            notice = Notice.objects.get()
            assert notice.given_on == NOW.date()
            assert [one.to_address for one in Message.objects.all()] == ["rita@easton.example"]
        _answer(player("rita"), notice)
        with within(town):
            assert NoticeAnswer.objects.get().by.name == "Mill Lane Youth Club"
        for context in contexts:
            context.close()
        assert not watch.faults, watch.report()


def _give(champ: Player) -> None:
    """From what is due, step by step, to the notice that is given."""
    champ.open("funding/due/", "1-due")
    champ.reads("Youth evenings", "30 September 2026", "Over")
    champ.open("funding/notices/begin/", "2-which")
    champ.tick("The funding ends")
    champ.page.locator("input[name=agreement]").first.check()
    champ.press("Go on", "3-what")
    champ.reads("The end comes 50 days too soon.", "Thursday 20 May 2027")
    champ.fill({"Say exactly what happens": "The grant ends."})
    champ.type_date("ends", date(2027, 5, 31))
    champ.press("Save and count again", "4-counted")
    champ.reads("Monday 30 November 2026")
    champ.press("Save and go on", "5-why")
    champ.fill({"Your reasons": "There is less money."})
    champ.press("Save and go on", "6-before")
    champ.type_date("discussed_on", date(2026, 11, 2))
    champ.press("Save and go on", "7-look")
    champ.reads("1 person of Mill Lane Youth Club gets a mail", "Yours faithfully,", "Met")
    champ.fill({"Who signs?": ""})
    champ.press("Give notice", "8-wrong")
    champ.reads("Enter the name of who signs")
    champ.fill({"Who signs?": "Carla Champion"})
    champ.press("Give notice", "9-given")
    champ.reads("Notice is given. The letter stays as it is.")


def _answer(rita: Player, notice: Notice) -> None:
    """The group reads it, and says what it means."""
    rita.open(f"funding/notices/{notice.key}/", "10-read")
    rita.reads("You respond for Mill Lane Youth Club.", "There is less money.")
    rita.fill({"Your response": "Forty young people have nowhere else."})
    rita.press("Send the response", "11-answered")
    rita.reads("Forty young people have nowhere else.")
