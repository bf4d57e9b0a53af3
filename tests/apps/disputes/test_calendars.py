"""Private calendars: made once, read without signing in, and never more than the role may see."""

import contextlib
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencompact.apps.disputes import actions, queries
from opencompact.apps.disputes.models import Case, CaseEvent, PrivateCalendar
from opencompact.apps.organisations.models import Role
from opencompact.base import audit
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.queries import calendar_for
from opencompact.base.audit.models import Event
from opencompact.core.procedure import Holder
from opencompact.formats.calendars import Day
from tests.apps.disputes import walking
from tests.apps.disputes.test_story import (
    MEDIATED,
    RAISED,
    TO_COMMENTS,
    TO_EXCHANGE,
    TO_MEDIATION,
    TO_MEETING,
    begin,
)
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment
from tests.formats.ical import checked

TODAY = date(2026, 3, 24)
PARTS = {
    "elm": Holder.PARTY,
    "hall": Holder.PARTY,
    "oak": Holder.PARTY,
    "chair": Holder.CHAIR,
    "officer": Holder.OFFICER,
    "panel": Holder.PANEL,
    "mediator": Holder.MEDIATOR,
}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(moment(TODAY), tick=False)


def make(town, who: str, part: Holder | None = None) -> str:
    """The address of a new calendar."""
    actor = town.actor(who, TODAY)
    token = actions.make_calendar(town.area, part or PARTS[who], actor=actor, at=moment(TODAY))
    return reverse("disputes:calendar", args=[town.area.slug, token])


def read(address: str) -> dict[str, tuple[date, str, int]]:
    """What stands in a calendar: day, state and revision by title. Nobody signs in for it."""
    response = Client().get(address)
    assert response.status_code == 200
    return {
        str(one["SUMMARY"]): (one.decoded("dtstart"), str(one["STATUS"]), int(one["SEQUENCE"]))
        for one in checked(response.content)
    }


def standing(address: str) -> dict[str, date]:
    """The days that are not cancelled."""
    return {title: day for title, (day, state, _) in read(address).items() if state == "CONFIRMED"}


def own(town) -> str:
    return reverse("disputes:calendars", args=[town.area.slug])


def test_one_is_made_on_the_page_and_its_address_is_told_once(town):
    town.story(begin(town), TO_COMMENTS)
    client = client_of(town, "elm")
    page = client.get(own(town)).content.decode()
    assert "Make a calendar" in page
    assert "calendar/" not in page
    made = client.post(own(town), {"part": "party"}).content.decode()
    address = made.split("readonly>", 1)[1].split("<", 1)[0]
    assert made.count(address.partition(":")[2]) == 2
    assert "webcal://" in made
    path = address.removeprefix("http://127.0.0.1:8000")
    assert standing(path)
    token = path.rsplit("/", 1)[1].removesuffix(".ics")
    stored = PrivateCalendar.objects.get()
    assert len(token) >= 43
    assert token not in {stored.token_hash, *map(str, Event.objects.values_list("data", flat=True))}
    assert token not in client.get(own(town)).content.decode()


def test_what_is_made_and_ended_is_in_the_history(town):
    make(town, "elm")
    actions.end_calendar(PrivateCalendar.objects.get(), actor=town.actor("elm"), at=moment(TODAY))
    verbs = Event.objects.filter(verb__contains="calendar").order_by("id")
    assert [(one.verb, one.data["part"]) for one in verbs] == [
        ("disputes.make_calendar", "party"),
        ("disputes.end_calendar", "party"),
    ]
    assert audit.verify().sound


def test_headers_keep_it_out_of_caches_and_call_it_a_calendar(town):
    response = Client().get(make(town, "elm"))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="anywhere-dates.ics"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]
    assert "no-store" in response["Cache-Control"]
    assert Client().post(make(town, "hall")).status_code == 405


def test_a_new_address_stops_the_old_one(town):
    old, new = make(town, "elm"), make(town, "elm")
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    assert PrivateCalendar.objects.count() == 1


def test_an_unknown_address_and_one_that_was_ended_are_not_found(town):
    address = make(town, "elm")
    ending = reverse(
        "disputes:end_calendar", args=[town.area.slug, PrivateCalendar.objects.get().pk]
    )
    assert client_of(town, "hall").post(ending).status_code == 404
    assert Client().get(address).status_code == 200
    assert client_of(town, "elm").post(ending).status_code == 302
    assert Client().get(address).status_code == 404
    assert Client().get(address.replace(".ics", "x.ics")).status_code == 404


def test_the_address_of_one_area_is_unknown_in_another(town, other_area):
    address = make(town, "elm").replace(f"/{town.area.slug}/", f"/{other_area.slug}/")
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(("who", "part"), [("elm", "chair"), ("stranger", "party"), ("", "party")])
def test_only_whoever_has_the_part_makes_one(town, who, part):
    response = client_of(town, who).post(own(town), {"part": part})
    assert response.status_code == (403 if who else 302)
    assert not PrivateCalendar.objects.exists()
    if who:
        with pytest.raises(PermissionDenied):
            make(town, who, Holder(part))


def test_no_such_part_is_not_found(town):
    assert client_of(town, "elm").post(own(town), {"part": "king"}).status_code == 404


def test_nobody_ends_the_calendar_of_another(town):
    make(town, "elm")
    with pytest.raises(PermissionDenied):
        actions.end_calendar(
            PrivateCalendar.objects.get(), actor=town.actor("hall"), at=moment(TODAY)
        )


def test_whoever_has_no_part_is_told_what_belongs_there(town):
    page = client_of(town, "stranger").get(own(town)).content.decode()
    assert "No dates to follow yet" in page
    assert f"/{town.area.slug}/feeds/" in page


def test_it_says_numbers_and_names_of_limits_and_nothing_else(town):
    case = town.story(begin(town), TO_MEETING)
    secrets = [case.subject, "Elm", "City Council", "We wrote twice", "Something about", "Chair"]
    for who in ("elm", "officer", "panel"):
        address = make(town, who)
        told = Client().get(address).content.decode().replace("\r\n ", "")
        told = told.replace("Anywhere Compact: ", "")
        assert not [word for word in secrets if word in told]
    assert f"/{town.area.slug}/disputes/{case.number}/dates/" in Client().get(
        make(town, "elm")
    ).content.decode().replace("\r\n ", "")


def test_each_sees_the_days_of_the_pages_and_of_the_own_side(town):
    case = town.story(begin(town), [*TO_EXCHANGE, ("send-papers", "elm", date(2026, 3, 11))])
    limits = {
        who: {title.partition(": ")[2] for title in standing(make(town, who))}
        for who in ("elm", "hall", "officer", "chair", "oak", "panel", "mediator")
    }
    assert limits["hall"] == limits["officer"] == limits["chair"]
    assert limits["hall"] - limits["elm"], "what elm has sent is awaited from hall only"
    assert limits["oak"] == limits["panel"] == set()
    now = town.tell(case, TODAY)
    awaited = {one.clock.name: one.due for one in now.running}
    assert {
        title.partition(": ")[2]: day for title, day in standing(make(town, "hall")).items()
    } == awaited


def test_a_limit_that_is_met_is_cancelled_for_a_while_and_then_gone(town, time_machine):
    case = town.story(begin(town), TO_EXCHANGE)
    address = make(town, "elm")
    [title] = [one for one in standing(address) if "papers" in one]
    before = read(address)[title]
    town.take(case, "send-papers", "elm", date(2026, 3, 24))
    day, state, revision = read(address)[title]
    assert (day, state) == (before[0], "CANCELLED")
    assert revision > before[2]
    time_machine.move_to(moment(TODAY + timedelta(days=61)), tick=False)
    assert title not in read(address)


def test_a_meeting_moves_under_the_same_key_and_goes_when_the_case_ends(town, time_machine):
    case = town.story(begin(town), TO_MEETING)
    address = make(town, "hall")
    title = f"{case.number}: day fixed for a meeting"
    first = next(one for one in events(address) if one["SUMMARY"] == title)
    assert first.decoded("dtstart") == date(2026, 4, 8)
    town.take(case, "set-meeting", "chair", TODAY, fixed=date(2026, 4, 10), override="Both agreed.")
    second = next(one for one in events(address) if one["SUMMARY"] == title)
    assert second.decoded("dtstart") == date(2026, 4, 10)
    assert second["UID"] == first["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert second.decoded("last-modified") > first.decoded("last-modified")
    for who in ("elm", "hall"):
        town.take(case, "withdraw", who, TODAY)
    assert read(address)[title][1] == "CANCELLED"
    assert standing(address) == {}
    time_machine.move_to(moment(TODAY + timedelta(days=61)), tick=False)
    assert read(address) == {}


def events(address: str):
    return checked(Client().get(address).content)


def test_revisions_only_rise_and_keys_stay_through_a_whole_story(town, time_machine):
    """Step by step, from outside and from inside: a change of day or state is a new revision."""
    case = begin(town)
    addresses = [make(town, who) for who in ("elm", "chair", "officer")]
    seen: dict[tuple[str, str], tuple[date, str, int, datetime]] = {}
    for step in [*MEDIATED, ("fail-mediation", "elm", date(2026, 3, 17)), *later()]:
        time_machine.move_to(moment(step[2]), tick=False)
        town.story(case, [step])
        for address in addresses:
            for one in events(address):
                key = (address, str(one["UID"]))
                now = (one.decoded("dtstart"), str(one["STATUS"]), int(one["SEQUENCE"]),
                       one.decoded("last-modified"))  # fmt: skip
                before = seen.get(key, now)
                assert now[2] >= before[2], f"{step}: {one['SUMMARY']} went back"
                assert now[3] >= before[3]
                if now[:2] != before[:2]:
                    assert now[2] > before[2], f"{step}: {one['SUMMARY']} changed unsaid"
                seen[key] = now
    assert len({state for _, state, _, _ in seen.values()}) == 2
    assert len(seen) > 10


class Undo(Exception):  # noqa: N818 - not an error: it takes a walk back
    """Raised to leave nothing behind."""


QUICK = settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.once
@QUICK
@given(data=st.data())
def test_revisions_only_rise_whatever_way_a_case_takes(town, data):
    revised(town, data)


@pytest.mark.once
@pytest.mark.nightly
@settings(QUICK, max_examples=200)
@given(data=st.data())
def test_revisions_only_rise_in_many_cases(town, data):
    revised(town, data)


def revised(town, data) -> None:
    """One walk, half of them from inside mediation, with the calendars read after each step."""
    inside = data.draw(st.booleans())
    with contextlib.suppress(Undo), transaction.atomic():
        case = walking.begin(town)
        town.story(case, TO_MEDIATION if inside else [])
        before: dict[tuple[str, str], Day] = {}
        for _ in range(8):
            last = CaseEvent.objects.filter(case=case).order_by("sequence").last()
            before = risen(town, before, last.on)
            if not walking.walk(town, case, data.draw, 1, last.on):
                break
        risen(town, before, CaseEvent.objects.filter(case=case).order_by("sequence").last().on)
        raise Undo


WATCHED = ("elm", "chair", "mediator")


def risen(town, before: dict[tuple[str, str], Day], on: date) -> dict[tuple[str, str], Day]:
    """What each sees now, held against what they saw a step ago."""
    now = {
        (who, day.key): day
        for who in WATCHED
        for day in queries.days_of(town.actor(who, on), PARTS[who], calendar_for(town.area), on)
    }
    for key in before.keys() & now.keys():
        old, new = before[key], now[key]
        assert (new.revision, new.changed) >= (old.revision, old.changed)
        if (new.on, new.cancelled) != (old.on, old.cancelled):
            assert new.revision > old.revision, f"{new.title} changed unsaid for {key[0]}"
            assert new.changed >= old.changed
    return now


def later():
    """The exchange and the meeting, after mediation has failed."""
    shift = timedelta(days=10)
    found = [(step, who, on + shift) for step, who, on, *_ in TO_COMMENTS]
    fixed = {"fixed": date(2026, 4, 22), "override": "Both agreed."}
    return [
        *found,
        ("comment", "elm", date(2026, 3, 30)),
        ("comment", "hall", date(2026, 3, 30)),
        ("set-meeting", "chair", date(2026, 4, 2), fixed),
        ("find", "chair", date(2026, 4, 22), {"outcome": "broke"}),
        ("publish", "officer", date(2026, 4, 24)),
    ]


def test_nothing_of_the_mediation_room_is_seen_from_outside(town):
    """Inside, a side that still has to agree is awaited; outside that shows for neither."""
    case = town.story(begin(town), TO_MEDIATION)
    outside = {who: read(make(town, who)) for who in ("chair", "officer")}
    town.take(case, "agree-mediator", "elm", date(2026, 3, 23))
    assert {who: read(make(town, who)) for who in ("chair", "officer")} == outside
    seen = {one.clock.name for one in queries.seen_clocks(
        town.tell(case, TODAY), town_holds(town, case, "chair"), town.tell(case, TODAY).clocks
    )}  # fmt: skip
    assert {title.partition(": ")[2] for title in outside["chair"]} <= seen


def town_holds(town, case: Case, who: str):
    from opencompact.apps.disputes.policy import holds

    return holds(town.actor(who), queries.visible_case(town.actor(who), case.number))


def test_a_tie_with_a_party_empties_it_although_the_part_alone_would_not(town):
    town.story(begin(town), TO_COMMENTS)
    address = make(town, "officer")
    assert standing(address)
    town.join("officer", RoleKind.CHAMPION, "hall")
    assert read(address) == {}


def test_it_is_empty_when_the_role_ends_and_comes_back_with_it(town):
    town.story(begin(town), TO_COMMENTS)
    address = make(town, "hall")
    full = read(address)
    Role.objects.filter(user=town.users["hall"]).update(ends=TODAY)
    assert full
    assert read(address) == {}
    assert "You no longer have this part" in client_of(town, "hall").get(own(town)).content.decode()
    Role.objects.filter(user=town.users["hall"]).update(ends=None)
    assert read(address) == full


def test_it_is_not_found_when_the_account_is_closed(town):
    address = make(town, "hall")
    town.users["hall"].is_active = False
    town.users["hall"].save()
    assert Client().get(address).status_code == 404


def test_a_seat_brings_a_calendar_and_the_days_of_that_case(town):
    case = town.story(begin(town), TO_MEETING)
    town.join("guest")
    assert not queries.seats_of(town.actor("guest"))
    town.seat(case, "guest", Holder.PANEL, TODAY)
    assert standing(make(town, "guest", Holder.PANEL))


def test_each_part_has_the_days_of_its_own_cases(town):
    """Whoever has two parts keeps them apart: here an officer with a seat on one panel."""
    one, two = town.story(begin(town), TO_COMMENTS), town.story(begin(town), TO_MEETING)
    town.seat(one, "officer", Holder.PANEL, TODAY)
    numbers = {
        part: {title.partition(":")[0] for title in standing(make(town, "officer", part))}
        for part in (Holder.PANEL, Holder.OFFICER)
    }
    assert numbers == {Holder.PANEL: {one.number}, Holder.OFFICER: {one.number, two.number}}


def test_it_asks_as_often_for_three_cases_as_for_one(town):
    address = make(town, "officer")
    town.story(begin(town), TO_COMMENTS)
    one = counted(address)
    town.story(begin(town), TO_MEETING)
    town.story(town.raised(RAISED, subject="Third"), TO_MEDIATION)
    assert counted(address) == one


def counted(address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert Client().get(address).status_code == 200
    return len(found)
