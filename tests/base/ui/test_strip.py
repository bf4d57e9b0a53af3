"""The counted strip: every day in its place, the ends marked, the facts in a table."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from opencompact.base.ui import strip
from opencompact.core.calendar import Span, Unit
from tests.base.ui.gallery import CALENDAR, TODAY

START = date(2026, 12, 18)
TEN = Span(10, Unit.WORKING_DAYS)


def reckon(start=START, span=TEN, *, before=False):
    return CALENDAR.reckon(start, span, before=before)


def cells(drawn):
    return {cell.on: cell for week in drawn.weeks for cell in week.cells}


def words(drawn):
    return [label.text for week in drawn.weeks for label in week.labels]


@pytest.mark.parametrize(
    ("on", "kind", "number"),
    [
        (date(2026, 12, 14), "outside", None),
        (date(2026, 12, 17), "outside", None),
        (date(2026, 12, 18), "start", None),
        (date(2026, 12, 19), "weekend", None),
        (date(2026, 12, 21), "counted", 1),
        (date(2026, 12, 25), "holiday", None),
        (date(2026, 12, 28), "holiday", None),
        (date(2026, 12, 29), "counted", 5),
        (date(2027, 1, 6), "due", 10),
        (date(2027, 1, 7), "outside", None),
        (date(2027, 1, 10), "outside", None),
    ],
)
def test_each_day_has_its_kind_and_number(on, kind, number):
    cell = cells(strip.draw(reckon()))[on]
    assert (cell.kind, cell.number) == (kind, number)


def test_weeks_run_from_monday_to_sunday():
    drawn = strip.draw(reckon())
    assert len(drawn.weeks) == 4
    for week in drawn.weeks:
        assert [cell.on.weekday() for cell in week.cells] == list(range(7))
        assert [cell.initial for cell in week.cells] == list("MTWTFSS")


def test_ends_holidays_and_today_are_named():
    assert words(strip.draw(reckon(), TODAY)) == [
        "start",
        "today",
        "Christmas Day",
        "Boxing Day (substitute day)",
        "New Year's Day",
        "due",
    ]


@pytest.mark.parametrize(
    ("today", "marked"),
    [
        (None, False),
        (date(2026, 12, 17), False),
        (date(2026, 12, 18), True),
        (date(2027, 1, 6), True),
        (date(2027, 1, 7), False),
    ],
)
def test_today_is_marked_between_the_ends(today, marked):
    assert ("today" in words(strip.draw(reckon(), today))) is marked


def test_counting_back_runs_from_right_to_left():
    drawn = strip.draw(reckon(date(2027, 1, 11), before=True))
    found = cells(drawn)
    assert found[date(2027, 1, 11)].kind == "start"
    assert found[date(2027, 1, 8)].number == 1
    assert found[date(2026, 12, 23)].kind == "due"
    assert "event" in words(drawn)
    assert "before Monday 11 January 2027 is Wednesday 23 December 2026" in drawn.caption


def test_dates_name_the_month_where_a_week_or_month_begins():
    found = cells(strip.draw(reckon()))
    assert found[date(2026, 12, 21)].dated == "21 Dec"
    assert found[date(2026, 12, 22)].dated == "22"
    assert found[date(2027, 1, 1)].dated == "1 Jan"


@pytest.mark.parametrize(
    ("today", "gaps"),
    [(None, [0, 0, 9, 0]), (date(2026, 12, 23), [0, 0, 1, 7, 0])],
)
def test_a_long_strip_shows_its_ends_and_today(today, gaps):
    drawn = strip.draw(reckon(date(2026, 12, 1), Span(12, Unit.WEEKS)), today)
    assert [week.gap for week in drawn.weeks] == gaps


def test_a_due_date_on_the_day_itself():
    drawn = strip.draw(reckon(START, Span(0, Unit.DAYS)))
    assert len(drawn.weeks) == 1
    assert words(drawn) == ["start"]


def test_rows_tell_the_same():
    drawn = strip.draw(reckon())
    rows = {row.on: (row.counted, row.why) for row in drawn.rows}
    assert rows[START] == ("", "The event: counting starts the day after")
    assert rows[date(2026, 12, 19)] == ("", "Not counted: Saturday")
    assert rows[date(2026, 12, 25)] == ("", "Not counted: Christmas Day")
    assert rows[date(2026, 12, 21)] == ("1", "Counted")
    assert rows[date(2027, 1, 6)] == ("10", "The due date")


@pytest.mark.parametrize(
    ("span", "rows"),
    [
        (Span(2, Unit.WEEKS), 15),
        (Span(9, Unit.WEEKS), 64),
        (Span(10, Unit.WEEKS), 3),
        (Span(40, Unit.WORKING_DAYS), 57),
    ],
)
def test_a_long_table_tells_runs_of_days(span, rows):
    assert len(strip.draw(reckon(date(2027, 2, 1), span)).rows) == rows


def test_a_run_of_days_says_its_ends_and_numbers():
    row = strip.draw(reckon(date(2026, 12, 1), Span(12, Unit.WEEKS))).rows[1]
    assert row == strip.Row(date(2026, 12, 2), "1 to 83", "Counted", until=date(2027, 2, 22))


def test_a_weekend_that_counts_says_so():
    rows = strip.draw(reckon(START, Span(2, Unit.DAYS))).rows
    assert rows[1].why == "Counted, though Saturday"


@given(
    start=st.dates(date(2012, 1, 1), date(2027, 1, 1)),
    amount=st.integers(0, 60),
    unit=st.sampled_from(Unit),
    before=st.booleans(),
    ahead=st.integers(-5, 40),
)
def test_every_counted_day_is_drawn_once_and_labels_never_overlap(
    start, amount, unit, before, ahead
):
    reckoning = reckon(start, Span(amount, unit), before=before)
    drawn = strip.draw(reckoning, start + timedelta(ahead))
    numbers = [cell.number for week in drawn.weeks for cell in week.cells if cell.number]
    assert len(numbers) == len(set(numbers))
    assert len(drawn.weeks) <= strip.LONGEST
    for week in drawn.weeks:
        boxes = [
            (label.y, label.x - len(label.text) * strip.LETTER / 2, label.text)
            for label in week.labels
        ]
        for line, left, _ in boxes:
            assert left >= 0
            ends = [
                at + len(text) * strip.LETTER for y, at, text in boxes if y == line and at < left
            ]
            assert all(end < left for end in ends)


def test_the_drawing_is_well_formed_and_without_style():
    source = "{% load oc %}{% strip reckoning today=today %}"
    page = Template(source).render(Context({"reckoning": reckon(), "today": TODAY}))
    drawing = page[page.index("<svg") : page.rindex("</svg>") + 6]
    for part in drawing.split("</svg>")[:-1]:
        svg = part[part.index("<svg") :]
        ET.fromstring(f"{svg}</svg>")  # noqa: S314 - our own
    assert "style=" not in page
    assert "10 working days after Friday 18 December 2026 is Wednesday 6 January 2027" in page
    assert page.count('<th scope="row"') == 20
