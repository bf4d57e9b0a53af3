"""The register and the signatories as data."""

import csv
import io
from datetime import date
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from opencompact.apps.organisations import actions, tables
from tests.formats.books import local

KINDS = ("csv", "xlsx", "json")
ATOM = "{http://www.w3.org/2005/Atom}"


def rows_of(response):
    return list(csv.DictReader(io.StringIO(response.content.decode())))


@pytest.fixture
def signed(elm, council, sign, officer, at):
    """The council signed, and signs for the carers since 2025."""
    signature = sign(council, date(2024, 5, 1))
    return actions.cover(signature, elm, on=date(2025, 1, 1), actor=officer, at=at)


def test_the_register_as_csv(visitor, make, elm, signed):
    make(
        "=Sum & Co",
        kinds=["bme", "unfunded"],
        identifier="GB-CHC-1",
        other_identifiers=["GB-NHS-R1"],
    )
    response = visitor().get("/anywhere/organisations.csv")
    assert response["Content-Type"].startswith("text/csv")
    assert "anywhere-organisations-2026-11-20.csv" in response["Content-Disposition"]
    rows = {row["name"]: row for row in rows_of(response)}
    assert rows["'=Sum & Co"]["kinds"] == "bme;unfunded"
    assert rows["'=Sum & Co"]["other_identifiers"] == "GB-NHS-R1"
    assert rows[elm.name]["signatory"] == "yes"
    assert rows[elm.name]["page"] == "http://testserver/anywhere/organisations/elm-street-carers/"


def test_the_register_as_json(visitor, elm, council):
    found = visitor().get("/anywhere/organisations.json", {"sector": "public"}).json()
    assert found["meta"]["count"] == 1
    assert found["meta"]["title"] == "Organisations, Anywhere"
    assert [row["name"] for row in found["rows"]] == [council.name]


@pytest.mark.parametrize(
    ("on", "names"),
    [
        ("2024-04-30", set()),
        ("2024-05-01", {"Westbridge City Council"}),
        ("2025-01-01", {"Westbridge City Council", "Elm Street Carers"}),
        ("", {"Westbridge City Council", "Elm Street Carers"}),
    ],
)
def test_signatories_of_a_day(visitor, signed, on, names):
    query = {"on": on} if on else {}
    rows = rows_of(visitor().get("/anywhere/signatories.csv", query))
    assert {row["name"] for row in rows} == names
    found = visitor().get("/anywhere/signatories.json", query).json()
    assert {row["name"] for row in found["rows"]} == names


def test_how_each_signed(visitor, signed):
    rows = {row["name"]: row for row in rows_of(visitor().get("/anywhere/signatories.csv"))}
    council, elm = rows["Westbridge City Council"], rows["Elm Street Carers"]
    assert (council["signatory_since"], council["signed_by"], council["signed_for_by"]) == (
        "2024-05-01",
        "Pat Smith",
        "",
    )
    assert (elm["signatory_since"], elm["signed_for_by"]) == (
        "2025-01-01",
        "Westbridge City Council",
    )
    assert council["edition"] == "leicester-2008"


@pytest.mark.parametrize("on", ["yesterday", "2026-13-01", "2999-01-01", "1.1.2024"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_day_that_cannot_be_is_refused(visitor, signed, kind, on):
    response = visitor().get(f"/anywhere/signatories.{kind}", {"on": on})
    assert response.status_code == 400
    assert "YYYY-MM-DD" in response.content.decode()


@pytest.mark.parametrize(
    "name",
    [f"{name}.{kind}" for name in ("organisations", "signatories") for kind in KINDS]
    + ["organisations.atom"],
)
def test_queries_do_not_grow_with_the_rows(
    visitor, make, sign, elm, django_assert_max_num_queries, name
):
    client = visitor()
    sign(elm)
    with django_assert_max_num_queries(4) as one:
        client.get(f"/anywhere/{name}")
    for number in range(2):
        sign(make(f"Group {number}"))
    with django_assert_max_num_queries(4) as three:
        client.get(f"/anywhere/{name}")
    assert len(one) == len(three)


def test_no_address_of_a_person_is_in_the_data(visitor, elm, sign, person):
    person("Rita", "representative", elm)
    sign(elm)
    for name in ("organisations", "signatories"):
        for kind in ("csv", "json", "atom")[: 3 if name == "organisations" else 2]:
            assert b"example.org" not in visitor().get(f"/anywhere/{name}.{kind}").content
        sheets = sheets_of(visitor().get(f"/anywhere/{name}.xlsx"))
        assert "example.org" not in str(sheets)


def sheets_of(response) -> dict[str, list[tuple]]:
    """The rows of each sheet of a workbook."""
    found = openpyxl.load_workbook(io.BytesIO(response.content))
    return {
        sheet.title: [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
        for sheet in found
    }


def test_the_register_as_a_workbook(visitor, make, signed):
    make("=Sum & Co", kinds=["bme", "unfunded"], identifier="GB-CHC-1")
    response = visitor().get("/anywhere/organisations.xlsx")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert "anywhere-organisations-2026-11-20.xlsx" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    sheets = sheets_of(response)
    header, *rows = sheets["Organisations"]
    assert list(header) == list(tables.REGISTER.meanings)
    found = {row[1]: row for row in rows}
    assert found["=Sum & Co"][3] == "bme;unfunded"
    assert found["Elm Street Carers"][10] == "yes"
    about = dict(row[:2] for row in sheets["About"])
    assert about["Title"] == "Organisations, Anywhere"
    assert about["Area"] == "Anywhere"
    assert about["Licence"] == "Open Government Licence v3.0"
    assert about["Made on"] == local(2026, 11, 20, 12)
    assert about["kinds"] == tables.REGISTER.meanings["kinds"]


def test_the_signatories_as_a_workbook_have_dates_that_are_dates(visitor, signed):
    sheets = sheets_of(visitor().get("/anywhere/signatories.xlsx", {"on": "2024-06-01"}))
    [header, row] = sheets["Signatories"]
    assert dict(zip(header, row, strict=True))["signatory_since"] == local(2024, 5, 1)
    assert ("Title", "Signatories, Anywhere, as at 2024-06-01") in sheets["About"]


def test_filters_hold_for_the_workbook(visitor, elm, council):
    sheets = sheets_of(visitor().get("/anywhere/organisations.xlsx", {"sector": "public"}))
    assert [row[1] for row in sheets["Organisations"][1:]] == [council.name]


def test_a_plain_file_says_licence_and_moment_in_its_headers(visitor, elm):
    response = visitor().get("/anywhere/organisations.csv")
    assert 'open-government-licence/version/3/>; rel="license"' in response["Link"]
    assert response["Last-Modified"] == "Fri, 20 Nov 2026 12:00:00 GMT"


def news_of(client) -> list[tuple[str, str, str]]:
    """Title, id and moment of each entry of the feed."""
    root = ET.fromstring(client.get("/anywhere/organisations.atom").content)  # noqa: S314 - our own
    return [
        tuple(entry.findtext(f"{ATOM}{name}") for name in ("title", "id", "updated"))
        for entry in root.iter(f"{ATOM}entry")
    ]


def test_the_feed_tells_who_signed_withdrew_and_is_new(visitor, elm, sign, leave, officer, at):
    signature = sign(elm)
    before = news_of(visitor())
    assert {title for title, _, _ in before} == {
        "Elm Street Carers signed",
        "Elm Street Carers is on the register",
        "Westbridge City Council is on the register",
    }
    leave(signature, notice="A secret reason.")
    elm.refresh_from_db()
    elm.name = "Elm Street"
    elm.save()
    after = {key: title for title, key, _ in news_of(visitor())}
    assert "Elm Street withdrew" in after.values()
    assert {key for _, key, _ in before} < set(after)
    assert b"A secret reason" not in visitor().get("/anywhere/organisations.atom").content


def test_pages_lead_to_their_files_and_to_the_feed(visitor, elm, sign):
    sign(elm)
    for name in ("organisations", "signatories"):
        page = visitor().get(f"/anywhere/{name}/").content.decode()
        for kind in KINDS:
            assert f'href="/anywhere/{name}.{kind}"' in page
        assert 'rel="alternate" type="application/atom+xml"' in page
        assert page.count("/anywhere/organisations.atom") == 2
