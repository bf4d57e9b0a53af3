"""GOV.UK's list of bank holidays in both of its shapes, and files that are something else."""

import json
from datetime import date

import pytest

from opencompact.core.calendar import CalendarError
from opencompact.formats.govuk import bank_holidays

PUBLISHED = {
    "england-and-wales": {
        "division": "england-and-wales",
        "events": [
            {"title": "Boxing Day", "date": "2026-12-26", "notes": "", "bunting": True},
            {"title": "Christmas Day", "date": "2026-12-25", "notes": "", "bunting": True},
        ],
    },
    "scotland": {
        "division": "scotland",
        "events": [{"title": "St Andrew's Day", "date": "2026-11-30", "notes": ""}],
    },
}
SOURCE = {
    "title": "bank_holidays.calendar.title",
    "divisions": {
        "common.nations.northern-ireland_slug": {
            "title": "common.nations.northern-ireland",
            "2026": [{"title": "bank_holidays.st_patrick", "date": "17/03/2026", "notes": ""}],
            "2027": [{"title": "bank_holidays.new_year", "date": "01/01/2027", "notes": ""}],
        }
    },
}


def test_the_published_list():
    found = bank_holidays(json.dumps(PUBLISHED))
    assert set(found) == {"england", "wales", "scotland"}
    assert found["england"] == found["wales"]
    assert found["wales"] == (
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 26), "Boxing Day"),
    )
    assert found["scotland"] == ((date(2026, 11, 30), "St Andrew's Day"),)


def test_the_file_it_is_made_from():
    found = bank_holidays(json.dumps(SOURCE))
    assert found == {
        "northern-ireland": (
            (date(2026, 3, 17), "St patrick"),
            (date(2027, 1, 1), "New year"),
        )
    }


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "3", "{}", '{"divisions": 3}', '{"scotland": {"events": []}}',
        '{"scotland": {"events": [{"title": "x", "date": "2026-13-01"}]}}',
        '{"scotland": {"events": [{"title": "x"}]}}',
        '{"scotland": {"2026": [{"title": "x", "date": "1/1"}]}}',
        '{"elsewhere": {"events": [{"title": "x", "date": "2026-01-01"}]}}',
    ],
)  # fmt: skip
def test_anything_else_is_refused(text):
    with pytest.raises(CalendarError, match="list of bank holidays"):
        bank_holidays(text)
