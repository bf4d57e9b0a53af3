"""The calendar of a champion: what concerns the own organisation, and nothing of another."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.consultations import actions as consulting
from opencompact.apps.disputes import actions
from opencompact.apps.disputes.models import PrivateCalendar
from opencompact.apps.funding.models import Agreement, Payee
from opencompact.apps.organisations.models import Role
from opencompact.base.areas.actor import SYSTEM, RoleKind
from opencompact.core.calendar import Span, Unit
from opencompact.core.procedure import Holder
from opencompact.core.rules import Interval
from tests.apps.consultations.conftest import TODAY, VALUES, moment
from tests.apps.disputes import challenging
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import build, pack
from tests.formats.ical import checked

CHAMPION = "champion"


@pytest.fixture
def town(scoped, time_machine):
    time_machine.move_to(moment(), tick=False)
    made = build(scoped, "leicester-2008")
    made.join("champ", RoleKind.CHAMPION, "hall")
    return made


def consult(town, body: str = "hall", opens: date = date(2026, 11, 30), **more):
    values = {"closes": date(2027, 2, 22), **VALUES, "opens": opens, **more}
    actor = town.actor("officer", TODAY)
    made = consulting.add(town.area, town.organisations[body], values, actor=actor, at=moment())
    return consulting.publish(made, actor=actor, at=moment())


def address(town, who: str = "champ", part: str = CHAMPION) -> str:
    token = actions.make_calendar(
        town.area, part, actor=town.actor(who, timezone.localdate()), at=timezone.now()
    )
    return reverse("disputes:calendar", args=[town.area.slug, token])


def standing(path: str) -> dict[str, date]:
    """What stands in a calendar, without signing in: the days by title."""
    answer = Client().get(path)
    assert answer.status_code == 200
    return {
        str(one["SUMMARY"]): one.decoded("dtstart")
        for one in checked(answer.content)
        if str(one["STATUS"]) == "CONFIRMED"
    }


def test_a_champion_finds_the_page_and_makes_a_calendar_on_it(town):
    client = client_of(town, "champ")
    found = client.get(f"/{town.area.slug}/induction/").content.decode()
    assert "Have the dates of your organisation in your calendar" in found
    page = client.get(f"/{town.area.slug}/calendars/").content.decode()
    assert "the first and last days of its consultations" in page
    made = client.post(f"/{town.area.slug}/calendars/", {"part": CHAMPION}).content.decode()
    assert "The address of your calendar: Champion" in made
    stored = PrivateCalendar.objects.get()
    assert (stored.part, stored.user) == (CHAMPION, town.users["champ"])
    client.post(f"/{town.area.slug}/calendars/{stored.pk}/end/")
    assert not PrivateCalendar.objects.exists()


def test_it_holds_the_consultations_of_the_own_body_alone(town):
    consult(town, title="Day centres")
    consult(town, "elm", title="Elm's own")
    consult(town, title="Long ago", opens=date(2026, 1, 12), closes=date(2026, 4, 1))
    draft = {**VALUES, "title": "Secret plans", "opens": date(2027, 1, 4)}
    hall, officer = town.organisations["hall"], town.actor("officer", TODAY)
    consulting.add(
        town.area, hall, {**draft, "closes": date(2027, 5, 1)}, actor=officer, at=moment()
    )
    path = address(town)
    assert standing(path) == {
        "Consultation opens: Day centres": date(2026, 11, 30),
        "Last day to answer: Day centres": date(2027, 2, 22),
    }
    town.join("champ", RoleKind.CHAMPION, "elm")
    assert "Last day to answer: Elm's own" in standing(path)


def test_feedback_is_due_until_it_is_published(town, time_machine):
    known = pack("leicester-2008")
    rule = Interval(
        key="feedback-in-time", kind="interval", commitment="public-h", record="consultation",
        last="closes", within=Span(4, Unit.WEEKS), binds=("public",), again="feedback_published",
        words="Feedback comes within four weeks.",
    )  # fmt: skip
    changed = replace(known, key="own", rules=(*known.rules, rule))
    adopt_pack(town.area, changed, actor=SYSTEM, at=moment(date(2026, 11, 20)))
    made = consult(town, title="Buses", opens=date(2026, 11, 21), closes=date(2026, 12, 1))
    path = address(town)
    assert standing(path)["Feedback is due: Buses"] == date(2026, 12, 29)
    time_machine.move_to(moment(date(2026, 12, 10)), tick=False)
    given = {"actor": town.actor("officer", date(2026, 12, 10)), "at": timezone.now()}
    said = {"heard": "Keep it.", "changed": "We keep it.", "unchanged": ""}
    consulting.write_feedback(made, said, version=1, **given)
    consulting.publish_feedback(made, **given)
    assert "Feedback is due: Buses" not in standing(path)


def test_it_holds_the_last_days_of_notice_of_the_own_body(town):
    adopt_pack(town.area, pack("leeds-2010"), actor=SYSTEM, at=moment())
    payee = Payee.objects.create(
        area=town.area, name="Elm", organisation=town.organisations["elm"], standing="confirmed"
    )
    given = {"area": town.area, "payee": payee, "value": Decimal(5), "ends": date(2027, 8, 31)}
    for number, funder in (("2026-001", "hall"), ("2026-002", "oak")):
        Agreement.objects.create(
            number=number, title="Lunches", funder=town.organisations[funder], **given
        )
    assert standing(address(town)) == {"2026-001: last day to give notice": date(2027, 2, 28)}


def test_a_letter_stands_under_its_reference_until_it_is_answered(town, time_machine):
    time_machine.move_to(moment(challenging.DAY), tick=False)
    one = challenging.sent(town)
    path = address(town)
    (title,) = standing(path)
    assert title == f"{one.reference}: a reply is usual by now"
    assert "A consultation of nine days" not in Client().get(path).content.decode()
    town.join("other", RoleKind.CHAMPION, "oak")
    assert standing(address(town, "other")) == {}


def test_it_says_nothing_of_cases_and_is_empty_when_the_role_ends(town, time_machine):
    case = town.raised(TODAY)
    town.join("champ", RoleKind.REPRESENTATIVE, "hall")
    consult(town)
    path, party = address(town), address(town, part=Holder.PARTY)
    assert not [title for title in standing(path) if case.number in title]
    assert [title for title in standing(party) if case.number in title]
    assert not [title for title in standing(party) if "Consultation" in title]
    assert len(standing(path)) == 2
    Role.objects.filter(user=town.users["champ"], kind=RoleKind.CHAMPION).update(ends=TODAY)
    time_machine.shift(timedelta(days=1))
    assert standing(path) == {}


@pytest.mark.parametrize("who", ["elm", "officer", "mediator", "stranger"])
def test_nobody_else_makes_one(town, who):
    with pytest.raises(PermissionDenied):
        address(town, who)
    client = client_of(town, who)
    assert client.post(f"/{town.area.slug}/calendars/", {"part": CHAMPION}).status_code == 403
    assert client.post(f"/{town.area.slug}/calendars/", {"part": "king"}).status_code == 404
