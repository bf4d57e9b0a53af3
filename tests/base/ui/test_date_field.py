"""A date in three boxes: what is taken, what is refused, and in which words."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from opencompact.base.ui import forms

FIELD = forms.DateField()


def typed(day, month, year):
    return {"due_day": day, "due_month": month, "due_year": year}


class DueForm(forms.Form):
    names = {"due": "the date of the meeting"}

    due = forms.DateField(label="When is the meeting?")


@pytest.mark.parametrize(
    ("boxes", "found"),
    [
        (("6", "1", "2027"), date(2027, 1, 6)),
        (("06", "01", "2027"), date(2027, 1, 6)),
        ((" 29 ", "2", "2028"), date(2028, 2, 29)),
        (("1", "January", "2027"), date(2027, 1, 1)),
        (("1", "SEPT.", "2027"), date(2027, 9, 1)),
        (("1", "mar", "2027"), date(2027, 3, 1)),
    ],
)
def test_taken(boxes, found):
    form = DueForm(typed(*boxes))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["due"] == found


@pytest.mark.parametrize(
    ("boxes", "message", "wrong"),
    [
        (("", "", ""), "Enter the date of the meeting", ["day", "month", "year"]),
        (("6", "", "2027"), "The date of the meeting must include a month", ["month"]),
        (
            ("", "", "2027"),
            "The date of the meeting must include a day and a month",
            ["day", "month"],
        ),
        (("6", "1", "27"), "The year must have 4 numbers", ["year"]),
        (("32", "1", "2027"), "The date of the meeting must be a real date", ["day"]),
        (("30", "13", "2027"), "The date of the meeting must be a real date", ["month"]),
        (("30", "ma", "2027"), "The date of the meeting must be a real date", ["month"]),
        (("x", "y", "z"), "The date of the meeting must be a real date", ["day", "month", "year"]),
        (
            ("30", "2", "2027"),
            "The date of the meeting must be a real date",
            ["day", "month", "year"],
        ),
        (("1", "1", "0000"), "The date of the meeting must be a real date", ["year"]),
        (("²", "1", "2027"), "The date of the meeting must be a real date", ["day"]),
        (
            ("1" * 5000, "1", "2027"),
            "The date of the meeting must be a real date",
            ["day"],
        ),
    ],
)
def test_refused(boxes, message, wrong):
    form = DueForm(typed(*boxes))
    assert form.errors["due"] == [message]
    assert form["due"].wrong_parts == wrong


def test_what_was_typed_stays():
    page = str(DueForm(typed("30", "<b>", "2027")))
    assert 'value="30"' in page
    assert 'value="&lt;b&gt;"' in page


def test_a_known_date_fills_the_boxes():
    page = str(DueForm(initial={"due": date(2027, 1, 6)}))
    for part, value in (("day", "6"), ("month", "1"), ("year", "2027")):
        assert f'name="due_{part}" value="{value}"' in page


def test_an_optional_date_may_be_empty():
    assert forms.DateField(required=False).clean(["", "", ""]) is None


@pytest.mark.parametrize(
    ("initial", "boxes", "changed"),
    [
        (None, ["", "", ""], False),
        (date(2027, 1, 6), ["06", "1", "2027"], False),
        (date(2027, 1, 6), ["7", "1", "2027"], True),
        (date(2027, 1, 6), ["x", "1", "2027"], True),
    ],
)
def test_has_changed(initial, boxes, changed):
    assert FIELD.has_changed(initial, boxes) is changed


def test_a_date_from_code_passes():
    assert FIELD.clean(date(2027, 1, 6)) == date(2027, 1, 6)
    with pytest.raises(ValidationError):
        FIELD.clean(None)
