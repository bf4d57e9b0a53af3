"""The days that can be fixed: all clocks kept, or the clash told in words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencompact.core.calendar import Span, Unit, WorkingCalendar
from opencompact.core.procedure import meeting_days
from opencompact.formats.nations import published
from tests.core.procedure.cases import (
    HEARING,
    MEDIATING,
    PAPERS,
    STOPPED,
    WEEKDAYS,
    day,
    deadline,
    played,
)
from tests.core.small import PROCEDURE

FIX = PROCEDURE.step("fix-day")
# The same without an upper limit for the day.
UNBOUND = replace(
    PROCEDURE,
    steps=tuple(
        replace(one, schedules=replace(one.schedules, by=())) if one.schedules else one
        for one in PROCEDURE.steps
    ),
)


def with_clock(key, procedure=PROCEDURE, **changes):
    """The small procedure with one clock changed."""
    listed = (replace(one, **changes) if one.key == key else one for one in procedure.clocks)
    return replace(procedure, clocks=tuple(listed))


def seen(lines, on, calendar=WEEKDAYS, procedure=PROCEDURE, most=20):
    at = played(lines, procedure=procedure)
    return meeting_days(procedure, FIX, at, calendar, day(on), most=most)


def test_the_days_between_the_papers_and_the_usual_limit():
    found = seen(HEARING, "2027-03-22")
    assert (found.earliest, found.latest) == (day("2027-03-31"), day("2027-04-07"))
    assert found.days == tuple(
        day(text)
        for text in (
            "2027-03-31",
            "2027-04-01",
            "2027-04-02",
            "2027-04-05",
            "2027-04-06",
            "2027-04-07",
        )
    )
    assert (
        str(found.why_earliest) == "10 working days after 17 March 2027 (papers before the hearing)"
    )
    assert str(found.why_latest) == "15 working days after 17 March 2027 (the decision)"
    assert (str(found.clash), found.latest_firm) == ("", False)


def test_holidays_are_not_offered():
    found = seen(HEARING, "2027-03-22", published("england"))
    assert found.earliest == day("2027-04-02")
    assert day("2027-03-26") not in found.days
    assert all(published("england").is_working(one) for one in found.days)


def test_no_more_days_than_asked_for():
    assert len(seen(HEARING, "2027-03-22", most=2).days) == 2


def test_the_time_to_remark_pushes_the_day_on():
    slow = with_clock("remarking", span=Span(12, Unit.WORKING_DAYS))
    found = seen(HEARING, "2027-03-22", procedure=slow)
    assert found.earliest == day("2027-04-05")
    assert str(found.why_earliest) == "the day after the time for remarks on the papers"


def test_a_report_from_mediation_pushes_the_day_on():
    lines = STOPPED + "a send 2027-03-26\nb send 2027-03-29\n"
    assert seen(lines, "2027-03-30").earliest == day("2027-04-12")
    found = seen(lines + "mediator report 2027-03-31", "2027-04-01")
    assert found.earliest == day("2027-04-14")
    assert "the report before the hearing" in str(found.why_earliest)


def test_a_day_cannot_be_fixed_for_today():
    found = seen(HEARING, "2027-04-01")
    assert (found.earliest, str(found.why_earliest)) == (
        day("2027-04-02"),
        "the first working day from tomorrow",
    )


CLASHES = [
    (
        False,
        "the usual limit is 7 April 2027",
        "Fix a later day and say why it could not be sooner.",
    ),
    (True, "the firm limit is 7 April 2027", "Settle with every side which of the two gives way."),
]


@pytest.mark.parametrize(("firm", "limit", "remedy"), CLASHES)
def test_a_clash_of_tomorrow_and_the_limit(firm, limit, remedy):
    found = seen(HEARING, "2027-04-07", procedure=with_clock("deciding", firm=firm))
    assert (found.days, found.latest_firm) == ((), firm)
    assert str(found.clash).startswith("No day satisfies every clock: the earliest is 8 April 2027")
    assert limit in str(found.clash)
    assert str(found.clash).endswith(remedy)


def test_a_clash_of_two_clocks_names_both():
    tight = with_clock("deciding", span=Span(9, Unit.WORKING_DAYS))
    found = seen(HEARING, "2027-03-18", procedure=tight)
    assert found.days == ()
    assert "(10 working days after 17 March 2027 (papers before the hearing))" in str(found.clash)
    assert "(9 working days after 17 March 2027 (the decision))" in str(found.clash)


def test_without_an_upper_limit_the_days_go_on():
    at = played(HEARING)
    found = meeting_days(UNBOUND, UNBOUND.step("fix-day"), at, WEEKDAYS, day("2027-06-01"))
    assert (found.latest, str(found.why_latest), str(found.clash)) == (None, "", "")
    assert len(found.days) == 20
    assert found.days[0] == day("2027-06-02")


def test_an_agreed_extension_moves_the_upper_limit():
    longer = replace(
        PROCEDURE,
        steps=(
            *PROCEDURE.steps,
            replace(
                PROCEDURE.step("more-time"),
                key="more-time-to-decide",
                at=("hearing",),
                requires=(),
                extends="deciding",
            ),
        ),
    )
    lines = (
        HEARING
        + "a more-time-to-decide 2027-03-18 fixed=2027-04-30\n"
        + "b more-time-to-decide 2027-03-19 fixed=2027-04-30\n"
    )
    found = seen(lines, "2027-04-07", procedure=longer)
    assert found.latest == day("2027-04-30")
    assert str(found.why_latest) == "as extended on 19 March 2027 (the decision)"
    assert found.days


def test_before_any_papers_the_day_is_counted_from_today():
    at = played(PAPERS)
    found = meeting_days(PROCEDURE, FIX, at, WEEKDAYS, day("2027-03-15"))
    assert found.earliest == day("2027-03-29")
    assert (found.latest, str(found.clash)) == (None, "")


def test_papers_that_came_on_a_saturday():
    """Ten working days back from the day offered must not end before the papers came."""
    lines = HEARING.replace("b send 2027-03-17", "b send 2027-03-20")
    assert seen(lines, "2027-03-22").earliest == day("2027-04-05")


def test_papers_count_from_their_receipt():
    lines = HEARING.replace("b send 2027-03-17", "b send 2027-03-17 received=2027-03-19")
    assert seen(lines, "2027-03-22").earliest == day("2027-04-02")


def test_a_step_that_fixes_no_date():
    with pytest.raises(ValueError, match="The step “send” fixes no date"):
        meeting_days(PROCEDURE, PROCEDURE.step("send"), played(PAPERS), WEEKDAYS, day("2027-03-15"))


def test_no_upper_limit_before_its_clock_starts():
    found = meeting_days(PROCEDURE, FIX, played(MEDIATING), WEEKDAYS, day("2027-03-15"))
    assert (found.latest, str(found.clash)) == (None, "")


DATES = st.dates(date(2026, 1, 1), date(2027, 12, 31))
SPANS = st.one_of(
    st.builds(Span, st.integers(1, 15), st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS])),
    st.builds(Span, st.integers(1, 3), st.sampled_from([Unit.WEEKS, Unit.MONTHS])),
)
NATIONS = st.sampled_from(["england", "scotland", "northern-ireland"])


@given(DATES, st.integers(0, 40), SPANS, SPANS, NATIONS)
@settings(max_examples=300, deadline=None)
def test_every_day_offered_keeps_every_clock_and_none_is_left_out(start, wait, ahead, most, nation):
    calendar: WorkingCalendar = published(nation)
    procedure = with_clock("deciding", with_clock("ahead", span=ahead), span=most)
    sent = start + timedelta(days=3)
    lines = [
        f"a give-up {start}",
        f"a write {start}",
        f"chair open-papers {start}",
        f"a send {start}",
        f"b send {sent}",
    ]
    at = played(lines, procedure=procedure)
    on = sent + timedelta(days=wait)
    found = meeting_days(procedure, FIX, at, calendar, on, most=100)
    assert bool(found.days) is not bool(found.clash)
    last = calendar.reckon(sent, most).due
    remarked = calendar.reckon(sent, Span(4, Unit.WORKING_DAYS)).due

    def fits(one: date) -> bool:
        return (
            calendar.is_working(one)
            and one > remarked
            and calendar.reckon(one, ahead, before=True).due >= sent
        )

    window = (on + timedelta(days=n) for n in range(1, (last - on).days + 1))
    assert list(found.days) == [one for one in window if fits(one)]


@given(DATES, st.integers(0, 15), st.integers(0, 5), NATIONS)
@settings(max_examples=100, deadline=None)
def test_a_day_that_was_offered_breaks_no_clock_once_it_is_fixed(start, wait, post, nation):
    calendar = published(nation)
    lines = [
        f"a give-up {start}",
        f"a write {start}",
        f"chair open-papers {start}",
        f"a send {start}",
        f"b send {start} received={start + timedelta(days=post)}",
    ]
    on = start + timedelta(days=post + wait)
    for one in meeting_days(PROCEDURE, FIX, played(lines), calendar, on, most=3).days:
        fixed = played([*lines, f"chair fix-day {on} fixed={one}"])
        for party in fixed.parties:
            assert not deadline(fixed, "ahead", party, calendar).passed(one)


# Who can come.

LAST_DAYS = ("2027-03-31", "2027-04-01", "2027-04-02", "2027-04-05", "2027-04-06", "2027-04-07")


def away(*days, who=("Ada",)):
    return {day(one): who for one in days}


def test_days_on_which_somebody_is_away_are_not_offered():
    found = meeting_days(
        PROCEDURE, FIX, played(HEARING), WEEKDAYS, day("2027-03-22"),
        away={**away("2027-04-01"), **away("2027-04-03", "2027-05-03", "2027-03-22")},
    )  # fmt: skip
    assert day("2027-04-01") not in found.days
    assert len(found.days) == 5
    assert found.taken == ((day("2027-04-01"), ("Ada",)),)
    assert not found.clash


def test_where_everybody_can_come_on_no_day_they_are_named():
    taken = {**away(*LAST_DAYS[:3]), **away(*LAST_DAYS[3:], who=("Bea", "Cy"))}
    found = meeting_days(
        PROCEDURE, FIX, played(HEARING), WEEKDAYS, day("2027-03-22"), away=taken
    )  # fmt: skip
    assert found.days == ()
    assert "Every day up to 7 April 2027" in str(found.clash)
    assert "Ada, Bea, Cy cannot come" in str(found.clash)


def test_without_an_upper_limit_the_days_away_are_passed_over():
    found = meeting_days(
        UNBOUND, UNBOUND.step("fix-day"), played(HEARING), WEEKDAYS, day("2027-06-01"),
        away=away("2027-06-02", "2027-06-04"), most=2,
    )  # fmt: skip
    assert found.days == (day("2027-06-03"), day("2027-06-07"))


def test_a_clash_says_who_may_extend_which_clock():
    steps = (
        *PROCEDURE.steps,
        replace(
            PROCEDURE.step("more-time"),
            key="longer",
            name="Give the decision more time",
            at=("hearing",),
            requires=(),
            extends="deciding",
        ),
    )
    tight = with_clock("deciding", replace(PROCEDURE, steps=steps), span=Span(9, Unit.WORKING_DAYS))
    found = seen(HEARING, "2027-03-18", procedure=tight)
    assert [str(one) for one in found.remedies] == [
        (
            "The time for the decision can be extended by all together: A side of the difference "
            "(“Give the decision more time”)."
        )
    ]
    assert found.ways == (("deciding", "longer"),)
