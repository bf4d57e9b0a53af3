"""A holiday that comes or goes: dates move once, are told, and nothing is shortened in silence."""

# ruff: noqa: S311 (chance makes holidays here, no secrets)

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from opencompact.apps.disputes import actions, tasks
from opencompact.apps.disputes.models import CountedBy, MovedDate
from opencompact.apps.disputes.queries import open_cases
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.models import LocalHoliday
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.models import Event
from opencompact.base.notify.models import Message
from tests import figures
from tests.apps.disputes.test_story import TO_COMMENTS, TO_EXCHANGE, begin

# A Tuesday of the exchange of papers, whose ten working days end on Monday 23 March 2026.
CLOSED = date(2026, 3, 17)
DUE, LATER = date(2026, 3, 23), date(2026, 3, 24)
AT = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def case(town):
    """A case whose two sides have papers to send."""
    found = begin(town)
    town.story(found, TO_EXCHANGE)
    Message.objects.all().delete()
    return found


def note(town, day=CLOSED, name="Day of mourning", *, working=False, at=AT):
    return actions.note_days(town.area, [(day, name, working)], actor=SYSTEM, at=at)


def forget(town, day=CLOSED, at=AT):
    return actions.forget_day(town.area, day, actor=SYSTEM, at=at)


def dues(town, case, clock="papers", on=date(2026, 3, 10)):
    now = town.tell(type(case).objects.get(pk=case.pk), on)
    return {one.due for one in now.clocks if one.clock.key == clock}


def test_a_new_holiday_moves_the_dates_once_and_is_told(town, case):
    assert dues(town, case) == {DUE}
    changed = note(town)
    assert (changed.days, changed.moved) == (1, 2)
    assert dues(town, case) == {LATER}
    moves = list(MovedDate.objects.all())
    assert {(one.clock, one.was, one.now, one.waits) for one in moves} == {
        ("papers", DUE, LATER, False)
    }
    assert moves[0].why == {"came": [["2026-03-17", "Day of mourning"]], "went": []}
    [event] = Event.objects.filter(verb="disputes.redate")
    assert {one["now"] for one in event.data["moved"]} == {LATER.isoformat()}
    told = Message.objects.filter(kind="disputes.redate")
    addresses = [one.to_address for one in told]
    assert len(addresses) == len(set(addresses)) >= 4
    assert "24 March 2026 in place of 23 March 2026." in " ".join(one.body for one in told)


def test_the_same_again_changes_nothing(town, case):
    note(town)
    assert note(town) == actions.Changed(0, 0)
    assert actions.redate(town.area, at=AT) == 0
    tasks.tick(AT)
    assert MovedDate.objects.count() == 2
    assert Event.objects.filter(verb="disputes.redate").count() == 1


def test_the_clock_finds_a_change_that_nobody_told_it_of(town, case):
    tasks.tick(AT)
    LocalHoliday.objects.create(area=town.area, day=CLOSED, name="Day of mourning")
    tasks.tick(AT)
    assert MovedDate.objects.count() == 2
    tasks.tick(AT)
    assert MovedDate.objects.count() == 2


def test_a_change_that_breaks_off_leaves_nothing(town, case, monkeypatch):
    actions.redate(town.area, at=AT)

    def broken(*_):
        raise RuntimeError("the power went")

    monkeypatch.setattr(actions.redating.mail, "redated", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        note(town)
    assert not MovedDate.objects.exists()
    assert not LocalHoliday.objects.exists()
    monkeypatch.undo()
    assert note(town).moved == 2


def test_who_waited_for_somebody_elses_change_does_not_take_it_back(town, case, monkeypatch):
    """The clock comes just when a day is noted: what it read before that counts for nothing."""
    actions.redate(town.area, at=AT)
    redating = actions.redating

    class Late:
        """The rows, of which one is got when somebody else has just finished with it."""

        def select_for_update(self):
            monkeypatch.setattr(redating, "CountedBy", CountedBy)
            assert note(town).moved == 2
            return CountedBy.objects.select_for_update()

    monkeypatch.setattr(redating, "CountedBy", SimpleNamespace(objects=Late()))
    assert redating.redate(town.area, at=AT) == 0
    assert [one.waits for one in MovedDate.objects.all()] == [False, False]


def test_a_case_that_is_over_keeps_its_dates(town, case):
    town.story(case, TO_COMMENTS[1:])
    assert dues(town, case, on=date(2026, 3, 18)) == {DUE}
    note(town)
    assert not MovedDate.objects.filter(clock="papers").exists()


def test_nothing_is_shortened_without_a_yes(town, case):
    note(town)
    changed = forget(town)
    assert (changed.days, changed.moved) == (1, 2)
    waiting = [one for one in MovedDate.objects.all() if one.waits]
    assert {(one.was, one.now) for one in waiting} == {(LATER, DUE)}
    assert dues(town, case) == {LATER}
    body = " ".join(Message.objects.filter(kind="disputes.redate").values_list("says", flat=True))
    assert "23 March 2026 would do in place of 24 March 2026. 24 March 2026 stands for now" in body
    asked = Message.objects.filter(kind="disputes.redate").values_list("do", flat=True)
    assert "Nothing is shortened without a yes" in " ".join(asked)


def waiting_of(town, case, who):
    forget_after(town)
    [mine] = [one for one in MovedDate.objects.all() if one.waits and one.party == party(case, who)]
    return mine


def forget_after(town):
    note(town)
    forget(town)


def party(case, who):
    side = {"elm": "claimant", "hall": "respondent"}[who]
    return case.parties.get(side=side).key


def test_the_owner_says_yes_for_the_own_side_alone(town, case):
    mine = waiting_of(town, case, "elm")
    on = date(2026, 3, 11)
    actions.accept_day(mine, actor=town.actor("elm", on), on=on, at=AT)
    assert dues(town, case, on=on) == {DUE, LATER}
    assert Event.objects.filter(verb="disputes.accept_day").count() == 1
    with pytest.raises(NotNow):
        actions.accept_day(mine, actor=town.actor("elm", on), on=on, at=AT)


@pytest.mark.parametrize("who", ["hall", "chair", "officer", "oak"])
def test_nobody_says_yes_for_another(town, case, who):
    mine = waiting_of(town, case, "elm")
    on = date(2026, 3, 11)
    with pytest.raises(PermissionDenied):
        actions.accept_day(mine, actor=town.actor(who, on), on=on, at=AT)
    assert dues(town, case, on=on) == {LATER}


def test_a_longer_time_asks_nobody(town, case):
    note(town)
    mine = MovedDate.objects.get(party=party(case, "elm"))
    on = date(2026, 3, 11)
    with pytest.raises(NotNow):
        actions.accept_day(mine, actor=town.actor("elm", on), on=on, at=AT)


def test_a_bank_holiday_that_the_area_works_shortens(town, case):
    actions.redate(town.area, at=AT)
    good_friday = date(2026, 4, 3)
    assert note(town, good_friday, "Work goes on", working=True).days == 1
    assert note(town, good_friday, "Work goes on", working=True).days == 0


@pytest.mark.parametrize(("day", "working"), [(date(2026, 4, 3), False), (date(2026, 3, 17), True)])
def test_what_the_nation_says_already_is_not_kept(town, day, working):
    assert note(town, day, "As it is", working=working) == actions.Changed(0, 0)
    assert not LocalHoliday.objects.exists()


def test_to_forget_what_was_never_noted_changes_nothing(town):
    assert forget(town) == actions.Changed(0, 0)
    assert not Event.objects.filter(verb="areas.forget_day").exists()


def test_the_holidays_counted_by_are_one_row(town, case):
    note(town)
    note(town, date(2026, 3, 18), "Another")
    assert CountedBy.objects.count() == 1


def test_a_published_list_is_compared_year_by_year(town):
    listed = [
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 6, 15), "A new day"),
        (date(2026, 12, 26), "Weekend"),
    ]
    found = actions.differing(town.area, listed)
    assert (date(2026, 6, 15), "A new day", False) in found
    assert all(day.year == 2026 and day.weekday() < 5 for day, _, _ in found)
    assert date(2026, 4, 3) not in {day for day, _, _ in found}
    # The seven other holidays of England in that year that are no weekend.
    assert sum(working for _, _, working in found) == 7


def open_dates(town) -> dict[tuple[str, ...], date]:
    """The last day of every limit that runs, by case, clock and party."""
    found = {}
    for case in open_cases(town.area):
        now = town.tell(case, date(2026, 3, 10))
        for one in now.clocks:
            if one.ended_on is None:
                found[case.number, *map(str, one.name)] = one.due
    return found


def test_no_change_of_holidays_is_silent_and_none_shortens_a_time(town, case):
    town.raised(date(2026, 3, 3), subject="Another")
    pick = random.Random(2026)
    counted = Counter(changes=0, moved=0, silent=0, shortened=0)
    days = [date(2026, 3, 11) + timedelta(days=n) for n in range(14)]
    actions.redate(town.area, at=AT)
    for _ in range(40):
        before, moves, mails = open_dates(town), MovedDate.objects.count(), told()
        day, closed = pick.choice(days), pick.random() < 0.6
        changed = note(town, day, "A day") if closed else forget(town, day)
        after = open_dates(town)
        moved = {key for key in after if after[key] != before[key]}
        counted["changes"] += changed.days
        counted["moved"] += len(moved)
        counted["silent"] += bool(moved) and not (
            MovedDate.objects.count() - moves >= len(moved) and told() > mails
        )
        counted["shortened"] += sum(after[key] < before[key] for key in after)
    figures.note("bank holidays on open cases", figures.worker(), **counted)
    assert counted["changes"] > 15
    assert counted["moved"] > 15
    assert (counted["silent"], counted["shortened"]) == (0, 0)


def told() -> int:
    return Message.objects.filter(kind="disputes.redate").count()
