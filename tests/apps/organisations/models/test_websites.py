"""Web addresses as people write them; nothing else becomes a link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencompact.apps.organisations.models import websites


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("www.example.org", "http://www.example.org"),
        ("example.org", "http://example.org"),
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://Example.ORG", "http://Example.ORG"),
        ("http://https://example.org/", "https://example.org/"),
        ("http:/example.org", "http://example.org"),
        (" www.example.org. ", "http://www.example.org"),
        ("www.example.org`", "http://www.example.org"),
        ("http://example.org:8080/x", "http://example.org:8080/x"),
        ("", ""),
        ("  ", ""),
        (" . ", ""),
    ],
)
def test_an_address_has_one_form(text, stored):
    assert websites.parse(text) == stored
    assert websites.parse(stored) == stored


@pytest.mark.parametrize(
    "text",
    [
        "being rebuilt",
        "http://being rebuilt",
        "http://N/A",
        "someone@example.org",
        "http://someone@example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "//example.org",
        "http://localhost",
        "http://www,example.org",
        "www.example.o",
        "http://a.org http://b.org",
        'http://example.org/"onmouseover=x',
        "http://example.org\\@evil.org",
        "http://" + "a" * 400 + ".org",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        websites.parse(text)


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_refused(text):
    try:
        stored = websites.parse(text)
    except ValueError:
        return
    assert stored == "" or stored.startswith(("http://", "https://"))
    assert websites.parse(stored) == stored
