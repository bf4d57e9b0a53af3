"""The public register of signatories, today and as at a day."""

from datetime import date

import pytest

from opencompact.apps.organisations import actions

URL = "/anywhere/signatories/"


def text(response):
    return response.content.decode()


@pytest.fixture
def past(elm, council, sign, officer, at):
    """The carers signed in 2024 and left in 2025; the council signed in 2026."""
    signature = sign(elm, date(2024, 5, 1))
    actions.withdraw(signature, notice="x", on=date(2025, 6, 1), actor=officer, at=at)
    sign(council, date(2026, 3, 2))


@pytest.mark.parametrize(
    ("on", "says", "name"),
    [
        ("", "1 signatory as at 20 November 2026", "Westbridge City Council"),
        ("2025-05-31", "1 signatory as at 31 May 2025", "Elm Street Carers"),
        ("2025-06-01", "0 signatories as at 1 June 2025", ""),
        ("2026-03-02", "1 signatory as at 2 March 2026", "Westbridge City Council"),
    ],
)
def test_the_register_as_at_a_day(visitor, past, on, says, name):
    page = text(visitor().get(URL, {"on": on} if on else {}))
    assert says in page
    for one in ("Westbridge City Council", "Elm Street Carers"):
        assert (f">{one}</a>" in page) is (one == name)


def test_three_boxes_become_an_address_to_keep(visitor, past):
    boxes = {"as_at_day": "31", "as_at_month": "5", "as_at_year": "2025"}
    response = visitor().get(URL, {"q": "elm", "sector": "", **boxes})
    assert response.headers["Location"] == f"{URL}?q=elm&on=2025-05-31"
    page = text(visitor().get(response.headers["Location"]))
    assert 'value="31"' in page
    assert "signatories.csv?q=elm&amp;on=2025-05-31" in page


def test_today_needs_no_day_in_the_address(visitor, past):
    boxes = {"as_at_day": "20", "as_at_month": "November", "as_at_year": "2026"}
    assert visitor().get(URL, boxes).headers["Location"] == URL


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"as_at_day": "31", "as_at_month": "2", "as_at_year": "2025"}, "must be a real date"),
        ({"as_at_day": "31", "as_at_month": "", "as_at_year": "2025"}, "must include a month"),
        ({"as_at_day": "1", "as_at_month": "1", "as_at_year": "2999"}, "today or in the past"),
        ({"on": "2999-01-01"}, "today or in the past"),
        ({"on": "rubbish"}, "must"),
        ({"on": "2025-02-31"}, "must be a real date"),
    ],
)
def test_a_day_that_cannot_be_is_said_and_stays_typed(visitor, past, query, says):
    response = visitor().get(URL, {**query, "q": "west"})
    page = text(response)
    assert response.status_code == 200
    assert says in page
    assert "There is a problem" in page
    assert 'value="west"' in page
    assert "as at 20 November 2026" in page


def test_filters_and_nothing_found(visitor, past):
    assert "Westbridge" in text(visitor().get(URL, {"sector": "public"}))
    assert "No signatory fits" in text(visitor().get(URL, {"q": "oak"}))
    assert "Nobody had signed" in text(visitor().get(URL, {"on": "2020-01-01"}))


def test_a_member_shows_who_signed_for_it(visitor, elm, council, sign, officer, at):
    actions.cover(sign(council), elm, on=date(2026, 1, 5), actor=officer, at=at)
    page = text(visitor().get(URL))
    assert "2 signatories" in page
    assert "Signed for by" in page


def test_queries_are_the_same_for_one_row_and_three(
    visitor, make, sign, elm, django_assert_num_queries
):
    client = visitor()
    sign(elm)
    client.get(URL)
    with django_assert_num_queries(5):
        client.get(URL)
    for number in range(2):
        sign(make(f"Group {number}"))
    with django_assert_num_queries(5):
        client.get(URL)
