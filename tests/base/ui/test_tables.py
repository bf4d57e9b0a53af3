"""Open data: stable columns, nothing a spreadsheet would run, licence and date."""

import csv
import io
import json
from datetime import UTC, date, datetime
from uuid import UUID

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencompact.base.areas.models import Area
from opencompact.base.ui import tables
from tests.formats.books import local

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def cell(value):
    response = tables.csv_response("a.csv", {"x": lambda row: row}, [value])
    return next(iter(list(csv.reader(io.StringIO(response.content.decode(), newline="")))[1]), "")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Riverside Carers", "Riverside Carers"),
        ('Tom\'s "best", friends', 'Tom\'s "best", friends'),
        ("two\nlines", "two\nlines"),
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-1", "'-1"),
        ("@sum", "'@sum"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (-1, "-1"),
        (0, "0"),
        (2.5, "2.5"),
        (True, "yes"),
        (False, "no"),
        (None, ""),
        ("", ""),
        (date(2027, 1, 6), "2027-01-06"),
        (["a", "b"], "a;b"),
        (("=a",), "'=a"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_cells(value, written):
    assert cell(value) == written


@given(st.text())
def test_no_text_becomes_a_formula(text):
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_csv_is_a_download_with_stable_columns():
    columns = {"name": lambda row: row["name"], "signed_on": lambda row: row["on"]}
    rows = [{"name": "Ŵyn", "on": date(2027, 1, 6)}]
    response = tables.csv_response("signatories.csv", columns, rows)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == 'attachment; filename="signatories.csv"'
    assert response.content.decode() == "name,signed_on\r\nŴyn,2027-01-06\r\n"


def test_json_says_licence_and_date():
    columns = {"name": lambda row: row, "kinds": lambda _row: ("a", date(2027, 1, 6))}
    response = tables.json_response(columns, ["=x", None], title="Signatories", at=AT)
    assert json.loads(response.content) == {
        "meta": {
            "title": "Signatories",
            "licence": "Open Government Licence v3.0",
            "made_at": "2026-11-21T12:00:00+00:00",
            "count": 2,
        },
        "rows": [
            {"name": "=x", "kinds": ["a", "2027-01-06"]},
            {"name": None, "kinds": ["a", "2027-01-06"]},
        ],
    }


LISTING = tables.Listing("cases", "Cases", {"name": "The name.", "at": "When."}, public=False)
COLUMNS = {"name": lambda row: row["name"], "at": lambda row: row["at"]}
ROWS = [{"name": "=x", "at": AT}, {"name": ("a", "b"), "at": date(2026, 1, 6)}]


def copy() -> tables.Copy:
    return tables.Copy(LISTING, Area(slug="anywhere", name="Anywhere"), AT)


def test_a_list_for_some_has_no_licence():
    response = tables.answer("csv", copy(), COLUMNS, ROWS)
    assert "Link" not in response
    assert response["Last-Modified"] == "Sat, 21 Nov 2026 12:00:00 GMT"
    assert json.loads(tables.answer("json", copy(), COLUMNS, ROWS).content)["meta"]["licence"] == (
        "Not for publication"
    )


def test_a_workbook_has_local_moments_and_says_for_whom_it_is():
    response = tables.answer("xlsx", copy(), COLUMNS, ROWS)
    assert (
        response["Content-Disposition"] == 'attachment; filename="anywhere-cases-2026-11-21.xlsx"'
    )
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    rows = [[cell.value for cell in row] for row in book["Cases"].iter_rows()]
    assert rows[1:] == [["=x", local(2026, 11, 21, 12)], ["a;b", local(2026, 1, 6)]]
    about = dict(row[:2] for row in book["About"].iter_rows(values_only=True))
    assert about["Licence"] == "Not for publication"
    assert "Licence text" not in about
