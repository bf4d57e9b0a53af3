"""The agreement for machines."""

from opencompact.apps.agreement import queries
from opencompact.base.areas.scoping import within
from tests.apps.agreement.pages import ROOT


def test_data_for_machines(client, edition):
    with within(None):
        response = client.get(f"{ROOT}agreement.json")
    data = response.json()
    assert response["Access-Control-Allow-Origin"] == "*"
    assert data["licence"] == "Open Government Licence v3.0"
    assert data["edition"] == {
        "key": "anywhere-2026",
        "label": "First edition",
        "dated": "2026-05-04",
        "status": "adopted",
        "adopted_on": "2026-11-20",
        "superseded_on": None,
        "digest": f"sha256:{edition.digest}",
    }
    assert data["url"] == "http://testserver/anywhere/agreement/"
    promises = data["parts"][1]["groups"]
    assert [one["key"] for group in promises for one in group["commitments"]] == list(
        queries.book_of(edition).index
    )
    assert promises[1]["commitments"][0] == {
        "key": "time-to-answer",
        "number": "1b(a)",
        "title": "Time to answer",
        "text": "A consultation is open for at least eight weeks. Every consultation has an end.",
        "clause": "1b, 1st point",
        "binds": ["public"],
        "terms": ["consultation"],
        "rules": [
            {
                "key": "length",
                "kind": "duration",
                "record": "consultation",
                "binds": ["public"],
                "words": "A consultation stays open for eight weeks or longer.",
                "at_least": {"amount": 8, "unit": "weeks"},
            }
        ],
        "url": "http://testserver/anywhere/agreement/time-to-answer/",
    }
