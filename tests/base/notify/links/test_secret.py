"""The secret of a link: long, never kept, and left out of every line of the log."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencompact.base.notify.links import secret

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"


def test_secrets_are_long_and_never_the_same():
    found = {secret.new() for _ in range(200)}
    assert len(found) == 200
    # 43 letters of 64 kinds hold 256 bits.
    assert {len(one) for one in found} == {43}
    assert set("".join(found)) <= set(LETTERS)


@pytest.mark.parametrize(
    "line",
    [
        "Not Found: /act/{}/",
        "GET /act/{} 500",
        "Referer https://compact.example.org/act/{}/?x=1",
        "/account/login/?next=%2Fact%2F{}%2F",
        "/account/login/?next=%2fact%2f{}%2f",
        "one /act/{0}/ and another /act/{0}/",
    ],
)
def test_a_line_of_the_log_holds_no_secret(line):
    token = secret.new()
    text = secret.hidden(line.format(token))
    assert token not in text
    assert text.startswith(line.split("{")[0])


def test_other_lines_stay_as_they_are():
    for line in ("GET /anywhere/act/", "/actions/list/", "an act of kindness"):
        assert secret.hidden(line) == line


def test_a_traceback_holds_no_secret():
    token = secret.new()
    error = RuntimeError(f"No page at /act/{token}/")
    found = (RuntimeError, error, None)
    entry = logging.LogRecord("x", logging.ERROR, "f", 1, "at %s", (f"/act/{token}/",), found)
    text = secret.Formatter().format(entry)
    assert "RuntimeError" in text
    assert token not in text


@given(st.text(LETTERS, min_size=1, max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_whatever_stands_around_it_is_no_way_out(token, before, after):
    assert f"/act/{token}" not in secret.hidden(f"{before}/act/{token}/{after}")


def test_the_log_of_the_product_uses_it(settings):
    console = settings.LOGGING["handlers"]["console"]
    named = settings.LOGGING["formatters"][console["formatter"]]
    assert named["()"] == "opencompact.base.notify.links.secret.Formatter"
    assert settings.LOGGING["root"]["handlers"] == ["console"]
