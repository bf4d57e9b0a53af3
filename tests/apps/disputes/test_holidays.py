"""The page of an area's own days: what a change does is shown before it is done."""

import re
from datetime import date

import pytest
from django.urls import reverse

from opencompact.apps.disputes.models import MovedDate
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.models import LocalHoliday
from tests.apps.disputes.test_story import TO_EXCHANGE, begin
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment

DAY = date(2026, 3, 10)
MOURNING = {"day_day": 17, "day_month": 3, "day_year": 2026, "name": "Day of mourning",
            "kind": "closed"}  # fmt: skip


@pytest.fixture
def case(town, time_machine):
    time_machine.move_to(moment(DAY), tick=False)
    return town.story(begin(town), TO_EXCHANGE)


def path(town, name="holidays", *args):
    return reverse(f"disputes:{name}", args=[town.area.slug, *args])


def post(town, typed, who="officer"):
    return client_of(town, who).post(path(town), typed, follow=True).content.decode()


def test_the_days_of_this_year_and_the_next_are_listed(town, case):
    html = client_of(town, "officer").get(path(town)).content.decode()
    for words in ("Friday 3 April 2026", "Good Friday", "2027", "The nation"):
        assert words in html


@pytest.mark.parametrize(("who", "status"), [("officer", 200), ("chair", 403), ("elm", 403)])
def test_only_officers_keep_them(town, case, who, status):
    assert client_of(town, who).get(path(town)).status_code == status


def test_the_effect_is_shown_and_nothing_is_done_before_the_yes(town, case):
    html = post(town, MOURNING)
    assert case.number in html
    assert "23 March 2026" in html
    assert "24 March 2026" in html
    assert not LocalHoliday.objects.exists()
    assert not MovedDate.objects.exists()
    html = post(town, {**MOURNING, "step": "confirmed"})
    assert "2 dates of open cases moved" in html
    assert LocalHoliday.objects.get().name == "Day of mourning"
    assert MovedDate.objects.count() == 2


def test_what_the_page_carries_is_enough_for_the_yes(town, case):
    html = post(town, MOURNING).partition("<main")[2]
    carried = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)
    assert {name for name, _value in carried} >= set(MOURNING)
    post(town, {**dict(carried), "step": "confirmed"})
    assert LocalHoliday.objects.get().day == date(2026, 3, 17)


def test_it_can_be_changed_before(town, case):
    html = post(town, {**MOURNING, "step": "change"})
    assert 'value="Day of mourning"' in html
    assert not LocalHoliday.objects.exists()


def test_cases_of_others_are_counted_and_not_named(town, case):
    town.join("tied", RoleKind.OFFICER)
    town.join("tied", RoleKind.CHAMPION, "hall")
    html = post(town, MOURNING, "tied")
    assert case.number not in html
    assert "2 dates in cases that you are not part of would move as well" in html


def test_removing_one_shows_what_it_shortens(town, case):
    post(town, {**MOURNING, "step": "confirmed"})
    client = client_of(town, "officer")
    there = path(town, "forget_holiday", date(2026, 3, 17))
    html = client.get(there).content.decode()
    assert "Needs a yes" in html
    assert LocalHoliday.objects.exists()
    assert "is removed" in client.post(there, follow=True).content.decode()
    assert not LocalHoliday.objects.exists()
    assert client.get(there).status_code == 404


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"day_day": 21}, "at a weekend"),
        ({"day_day": 3, "day_month": 4}, "has this day like that already"),
    ],
)
def test_a_day_that_changes_nothing_says_so(town, case, changed, says):
    assert says in post(town, {**MOURNING, **changed})


@pytest.mark.parametrize(
    ("changed", "says"),
    [({"day_day": 31, "day_month": 2}, "real date"), ({"name": ""}, "Enter what the day is")],
)
def test_what_is_wrong_is_said_and_kept(town, case, changed, says):
    html = post(town, {**MOURNING, **changed})
    assert says in html
    assert 'value="2026"' in html


def test_a_bank_holiday_that_is_worked_here(town, case):
    worked = {**MOURNING, "day_day": 3, "day_month": 4, "kind": "worked", "name": "We open"}
    post(town, {**worked, "step": "confirmed"})
    assert LocalHoliday.objects.get().working
    assert "Work is done here" in client_of(town, "officer").get(path(town)).content.decode()
