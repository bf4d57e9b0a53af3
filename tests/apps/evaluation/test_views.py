"""The pages of how commitments are kept, as everybody meets them."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from opencompact.apps.evaluation import queries
from tests.apps.evaluation.conftest import consultation, paid

URL = "/anywhere/kept/"


def text(response):
    assert response.status_code == 200
    return response.content.decode().replace("&#x27;", "'")


def test_before_an_agreement_is_in_force(client, area):
    for address in (URL,):
        assert "There is nothing to keep yet" in text(client.get(address))
    assert client.get("/anywhere/kept.csv").status_code == 404
    assert client.get(f"{URL}public-h/").status_code == 404


def test_all_commitments_with_how_they_stand(client, recorded):
    recorded(consultation(1, date(2026, 1, 5), 11), paid(date(2026, 10, 31), 99))
    page = text(client.get(URL))
    for words in (
        "How the Compact is kept", "Twelve weeks for a consultation that matters", "Broken",
        "0 of 1", "1 of 1", "Never recorded", "commitments that no record measures",
        "Of what nobody", "What the words mean",
    )[:-2]:  # fmt: skip
        assert words in page
    assert "state=at+risk" in page
    page = text(client.get(f"{URL}?state=broken"))
    assert "Twelve weeks" in page
    assert "Good notice, and payment on time" not in page
    assert "No commitment fits" in text(client.get(f"{URL}?state=explained"))


def test_one_commitment_with_every_record(client, recorded):
    recorded(
        consultation(1, date(2026, 1, 5), 11),
        consultation(2, date(2026, 4, 6), 12),
        consultation(3, date(2025, 4, 7), 14),
    )
    page = text(client.get(f"{URL}public-h/"))
    for words in (
        "kept in 1 of 2", "kept in 2 of 3", "/anywhere/consultations/2026-001/", "7 days too soon",
        "The line: 12 weeks, as promised", "77 days", "In how many of a hundred", "2026 Q1",
        "Westbridge City Council", f"{URL}body/westbridge-city-council/",
    ):  # fmt: skip
        assert words in page
    page = text(client.get(f"{URL}public-h/?outcome=broken"))
    assert "Consultation 1" in page
    assert "Consultation 3</a></th>" not in page
    assert "No record fits" in text(client.get(f"{URL}public-h/?outcome=explained"))
    assert client.get(f"{URL}nothing/").status_code == 404


def test_a_share_is_shown_month_by_month(client, recorded):
    recorded(*(paid(date(2026, month, 28), 90 + month) for month in range(1, 9)))
    page = text(client.get(f"{URL}funder-j/"))
    for words in ("Month by month", "Promised: 95%", "2026-08", "98%", "Westbridge City Council"):
        assert words in page


def test_what_no_record_measures_says_so(client, recorded):
    assert "No record measures this commitment" in text(client.get(f"{URL}shared-a/"))
    assert "Nothing is recorded yet" in text(client.get(f"{URL}public-h/"))


def test_one_body(client, recorded, council):
    assert "Nothing is recorded of this body" in text(client.get(f"{URL}body/{council.slug}/"))
    recorded(consultation(1, date(2026, 1, 5), 12), consultation(2, date(2026, 2, 5), 12, "police"))
    page = text(client.get(f"{URL}body/{council.slug}/"))
    assert "Twelve weeks" in page
    assert "1 of 1" in page
    assert client.get(f"{URL}body/nobody/").status_code == 404


def test_the_record_of_keeping_stands_beside_the_words(client, recorded):
    recorded(consultation(1, date(2026, 1, 5), 12), consultation(2, date(2026, 2, 5), 11))
    page = text(client.get("/anywhere/agreement/public-h/"))
    assert "Kept in 1 of 2 records of the last 12 months." in page
    assert f'href="{URL}public-h/"' in page
    assert "How it is kept</h2>" not in text(client.get("/anywhere/agreement/shared-a/"))


def test_files(client, recorded):
    recorded(consultation(1, date(2026, 1, 5), 11))
    rows = text(client.get("/anywhere/kept.csv")).splitlines()
    assert len(rows) == 72
    assert any(row.startswith("public-h,") and ",broken," in row for row in rows)
    rows = client.get(f"{URL}verdicts.json").json()["rows"]
    assert {row["verdict"] for row in rows} == {"not met", "cannot tell"}
    assert rows[0]["page"].endswith("/anywhere/consultations/2026-001/")
    asked = client.get(f"{URL}verdicts.json?commitment=public-h&outcome=broken").json()
    assert asked["meta"]["count"] == 1
    for kind in ("kept.xlsx", "kept.json", "kept/verdicts.csv", "kept/verdicts.xlsx"):
        assert client.get(f"/anywhere/{kind}").status_code == 200


def test_a_record_costs_no_query(client, recorded):
    counted = []
    for number in (1, 3):
        recorded(*(consultation(n, date(2026, 1, 5), 12) for n in range(number)))
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{URL}public-h/")
            client.get(URL)
            client.get(f"{URL}body/westbridge-city-council/")
        counted.append(len(asked))
        queries.state_of.forget()
    assert counted[0] == counted[1]
