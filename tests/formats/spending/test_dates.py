"""The form of a column of dates is found out where it can be known, and asked where not."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencompact.formats.spending import dates

DAY = date(2013, 11, 29)
WRITTEN = {
    "29-Nov-13": "day-word-year",
    "29 November 2013": "day-word-year",
    "Friday 29th November 2013": "day-word-year",
    "29 Tachwedd 2013": "day-word-year",
    "Nov 29, 2013": "word-day-year",
    "29/11/2013": "day-month-year",
    "29.11.13": "day-month-year",
    "29/11/2013 00:00:00": "day-month-year",
    "11/29/2013": "month-day-year",
    "2013-11-29": "year-month-day",
    "2013-11-29T10:30:00Z": "year-month-day",
    "20131129": "yearmonthday",
    "41607": "serial",
    "41607.5": "serial",
}


@pytest.mark.parametrize(("cell", "form"), WRITTEN.items())
def test_a_form_is_found_and_read(cell, form):
    found = dates.find([cell, "", cell])
    assert (found.form, found.misfits, found.between) == (form, 0, ())
    assert dates.parse(cell, form) == DAY


@pytest.mark.parametrize(
    "cells",
    [
        ["01/11/2013"],
        ["01/11/2013", "12-12-13"],
        ["29/11/2013", "11/29/2013"],
    ],
    ids=["one", "all", "both"],
)
def test_what_fits_the_day_first_and_the_month_first_is_asked(cells):
    found = dates.find(cells)
    assert (found.form, found.between) == ("", (dates.DAY_FIRST, dates.MONTH_FIRST))


def test_one_date_that_is_only_possible_one_way_tells_for_all():
    assert dates.find(["01/11/2013", "29/11/2013"]).form == dates.DAY_FIRST
    assert dates.find(["01/11/2013", "11/29/2013"]).form == dates.MONTH_FIRST


def test_cells_that_do_not_fit_are_counted():
    found = dates.find(["29-Nov-13", "29-Nov-13", "soon", ""])
    assert (found.form, found.misfits) == ("day-word-year", 1)
    assert dates.find(["soon", "later"]) == dates.Found("", (), 2, ("soon", "later"))
    assert dates.find(["", " "]) == dates.Found("")


@pytest.mark.parametrize("cell", ["31-Feb-13", "29-Foo-13", "99/99/2013", "00001", "1.1.1066"])
def test_what_is_no_day_is_no_date(cell):
    assert not dates.find([cell]).form


def test_a_cell_of_another_form_is_an_error_and_an_empty_one_is_none():
    assert dates.parse("  ", "serial") is None
    with pytest.raises(dates.DateError, match="29-Nov-13"):
        dates.parse("29-Nov-13", "serial")


@given(st.lists(st.dates(dates.FIRST, date(2079, 12, 31)), min_size=1))
@settings(max_examples=50)
def test_no_date_is_ever_read_as_another_day(days):
    """Whichever form a column has: the form that is found reads each day, or a person is asked."""
    for pattern in ("%d/%m/%Y", "%m/%d/%Y", "%d-%b-%y", "%Y-%m-%d"):
        cells = [day.strftime(pattern) for day in days]
        found = dates.find(cells)
        assert found.form or found.between
        if found.form:
            assert [dates.parse(cell, found.form) for cell in cells] == days
