"""Searching the agreement: what is said about what was found, and marks that are no markup."""

import pytest

from opencompact.base.areas.scoping import within
from tests.apps.agreement.pages import ROOT, words


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Look for a word"),
        ("   ", "Look for a word"),
        ("zebra", "Nothing has these words"),
        ("consultatoin", "Did you mean consultation ?"),
        ("jargon", "Found in 1 place."),
        ("consultation", "Found in 3 places."),
        ("jargon zebra", "Nothing has all of these words. 1 place has some of them."),
        ("consultation zebra", "Nothing has all of these words. 3 places have some of them."),
    ],
)
def test_searching(client, edition, query, said):
    with within(None):
        response = client.get(f"{ROOT}search/", {"q": query})
    assert said in words(response.content.decode())
    assert edition


def test_matches_are_marked_and_queries_are_never_markup(get):
    html = get("search/?q=jargon")
    assert '<mark class="oc-mark">jargon</mark>' in html
    html = get("search/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html
    for pattern in ("%28", "%5B", ".%2A", "%5C", "%28.%2B%29%2B%24"):
        assert "oc-mark" not in get(f"search/?q={pattern}"), pattern
