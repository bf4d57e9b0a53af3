"""The register and the signatories as data."""

import csv
import io
from datetime import date

import pytest

from opencompact.apps.organisations import actions


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
    assert "anywhere-organisations.csv" in response["Content-Disposition"]
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
@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_day_that_cannot_be_is_refused(visitor, signed, kind, on):
    response = visitor().get(f"/anywhere/signatories.{kind}", {"on": on})
    assert response.status_code == 400
    assert "YYYY-MM-DD" in response.content.decode()


@pytest.mark.parametrize(
    "name", ["organisations.csv", "organisations.json", "signatories.csv", "signatories.json"]
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
    for name in ("organisations.csv", "organisations.json", "signatories.csv", "signatories.json"):
        assert b"example.org" not in visitor().get(f"/anywhere/{name}").content
