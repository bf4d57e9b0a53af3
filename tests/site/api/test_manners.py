"""Pages of lists, caches, other sites' scripts, and how often somebody may ask."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from opencompact.site.api import limits

pytestmark = pytest.mark.once


def links(answer) -> dict[str, str]:
    return {rel: href for href, rel in re.findall(r'<([^>]+)>; rel="(\w+)"', answer["Link"])}


def test_a_list_comes_in_pages_that_lead_to_each_other(town, call):
    first = call("/organisations?per_page=2&sort=name")
    assert first.json()["meta"] == {
        "total": 4, "page": 1, "pages": 2, "per_page": 2, "licence": "Open Government Licence v3.0",
    }  # fmt: skip
    assert set(links(first)) == {"next"}
    second = call("/api" + links(first)["next"].partition("/api")[2])
    assert set(links(second)) == {"prev"}
    assert "sort=name" in links(second)["prev"]
    names = [row["name"] for page in (first, second) for row in page.json()["rows"]]
    assert names == sorted(names)
    assert len(set(names)) == 4


def test_a_list_on_one_page_has_no_links(town, call):
    assert "Link" not in call("/organisations")


def test_an_empty_list_is_an_answer(town, call):
    answer = call("/findings")
    assert answer.status_code == 200
    assert answer.json()["rows"] == []
    assert answer.json()["meta"]["pages"] == 1


LISTS = ["/organisations", "/signatories", "/commitments", "/glossary", "/editions"]


def test_the_number_of_queries_does_not_grow_with_the_rows(town, call):
    for path in LISTS:
        call(f"{path}?per_page=3")  # what a process keeps ready is made
        counts = []
        for number in (1, 3):
            with CaptureQueriesContext(connection) as made:
                assert call(f"{path}?per_page={number}").status_code == 200
            counts.append(len(made))
        assert counts[0] == counts[1], path


def test_who_has_it_already_is_told_so(town, call):
    first = call("/organisations")
    assert first["Cache-Control"] == "no-cache"
    again = call("/organisations", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    town.found("yew", "Yew Tree")
    assert call("/organisations", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_scripts_of_other_sites_may_read_what_is_public_and_nothing_else(town, token, call):
    assert call("/organisations")["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in call("/organisations")
    _, secret = token("officer")
    for path in ("/people", "/cases", "/token"):
        assert "Access-Control-Allow-Origin" not in call(path, secret=secret), path
        assert "Access-Control-Allow-Origin" not in call(path), path
    assert call("/organisations", method="options").status_code == 405


def test_the_headers_of_pages_are_on_every_answer(town, token, call):
    _, secret = token("officer")
    for answer in (call("/organisations"), call("/people", secret=secret), call("/nothing")):
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "Authorization" in answer["Vary"]


def test_a_program_that_asks_in_the_open_is_refused_and_never_led_on(town, call, settings):
    settings.SECURE = settings.SECURE_SSL_REDIRECT = True
    answer = call("/organisations")
    assert answer.status_code == 403
    assert "https://" in answer.json()["error"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert call("/organisations", secure=True).status_code == 200
    assert Client().get("/about/")["Location"] == "https://testserver/about/"


def test_a_token_counts_for_itself_in_each_minute(town, token, settings, at):
    settings.API_RATES = {"token": 2, "address": 0}
    one, _ = token("officer")
    other, _ = token("elm")
    late = at + timedelta(seconds=50)
    assert [limits.by_token(one, moment) for moment in (at, late, late)] == [0, 0, 10]
    assert limits.by_token(other, late) == 0
    assert limits.by_token(one, at + timedelta(seconds=60)) == 0


def test_a_token_that_asks_too_often_has_to_wait(town, token, call, settings):
    settings.API_RATES = {"token": 0, "address": 1000}
    _, secret = token("officer")
    answer = call("/token", secret=secret)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= limits.MINUTE
    assert "Go on in" in answer.json()["error"]
    assert call("/organisations").status_code == 200


def test_an_address_that_asks_too_often_has_to_wait(town, token, call, settings):
    settings.API_RATES = {"token": 1000, "address": 0}
    assert call("/organisations").status_code == 429
    _, secret = token("officer")
    assert call("/organisations", secret=secret).status_code == 200
    settings.API_RATES = {"token": 1000, "address": 1000}
    assert call("/organisations", REMOTE_ADDR="192.0.2.7").status_code == 200


@pytest.mark.parametrize(
    ("proxies", "found"), [(0, "10.0.0.1"), (1, "198.51.100.7"), (2, "203.0.113.5")]
)
def test_a_forwarded_address_counts_only_behind_a_proxy(rf, settings, proxies, found):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get(
        "/", headers={"x-forwarded-for": "203.0.113.5, 198.51.100.7"}, REMOTE_ADDR="10.0.0.1"
    )
    assert limits._address(request) == found


def test_guessing_is_slow(town, call, monkeypatch):
    monkeypatch.setattr(limits, "GUESSES", 0)
    answer = call("/organisations", secret="oc_guess")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) <= limits.GUESSING
