"""Web pages that people save or paste: words, title, links, and what is no page."""

from dataclasses import replace

import pytest

from opencompact.core.announcements import MOST, Link
from opencompact.formats import apart
from opencompact.formats.webpages import (
    WebPage,
    WebPageError,
    examine,
    is_markup,
    pasted,
    read,
)

PAGE = """\
<!DOCTYPE html>
<!-- saved from url=(0035)https://council.example/parks/index -->
<html><head><title>Parks for all | Council</title><meta charset="utf-8">
<meta property="og:site_name" content="Anytown Council">
<style>p { color: red }</style><script>var closes = "26 May 2026";</script></head>
<body><nav><a href="/">Home 1 May 2026</a></nav>
<h1>Parks\n  for <em>all</em></h1><p>Closes <b>26&nbsp;May</b>
2026 &amp; no later.</p><table><tr><th>Opens</th><td>3 March</td></tr></table>
<p onclick="x()">Caf\u00e9<br>next</p><a href="respond?id=1">Have your <span>say</span></a>
<a href="#top">Top</a><a href="mailto:a@b.example">Write</a><a href="javascript:x()">Bad</a>
<h1>Another</h1>
"""


def test_a_page_is_its_words_a_block_to_a_line():
    page = examine(PAGE.encode())
    assert page.text.splitlines() == [
        "Anytown Council",
        "Parks for all | Council",
        "Parks for all",
        "Closes 26 May 2026 & no later.",
        "Opens 3 March",
        "Caf\u00e9",
        "next",
        "Have your say TopWriteBad",
        "Another",
    ]
    assert replace(page, text="") == WebPage(
        text="",
        title="Parks for all",
        address="https://council.example/parks/index",
        links=(
            Link("Have your say", "https://council.example/parks/respond?id=1"),
            Link("Write", "mailto:a@b.example"),
        ),
    )


def test_it_is_read_apart_as_it_is_here():
    address = "http://elsewhere.example/"
    assert read(PAGE.encode(), address) == examine(PAGE.encode(), address)
    assert read(PAGE.encode(), address).links[0].address == f"{address}respond?id=1"
    with pytest.raises(WebPageError, match="no web page"):
        read(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Parks - Anytown</title>", "Parks"),
        ("<title>A</title><meta property=og:title content='Parks'>", "Parks"),
        (
            "<meta property=og:site_name content=Anytown><title>Parks</title><h1>anytown</h1>",
            "Parks",
        ),
        ("<svg><title>Logo</title></svg><title>Parks</title>", "Parks"),
        ("", ""),
    ],
)
def test_what_a_page_is_called(head, title):
    assert examine(f"{head}<p>words".encode()).title == title


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<p>Caf\u00e9".encode(), "Caf\u00e9"),
        ("\ufeff<p>Caf\u00e9".encode(), "Caf\u00e9"),
        ("<p>Caf\u00e9".encode("utf-16"), "Caf\u00e9"),
        ("<p>Caf\u00e9".encode("cp1252"), "Caf\u00e9"),
        ("<meta charset=iso-8859-14><p>T\u0175r".encode("iso-8859-14"), "T\u0175r"),
        ("<meta charset=latin1><p>\u201cx".encode("cp1252"), "\u201cx"),
        ("<meta charset=utf-8><p>Caf\u00e9".encode("cp1252"), "Caf\u00e9"),
        (b"<meta charset=nonsense><p>x", "x"),
    ],
)
def test_characters_are_those_that_were_meant(content, text):
    assert examine(content).text == text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no words"),
        (b"<html><script>x</script></html>", "no words"),
        (b"PK\x03\x04", "no web page"),
        (b"a\0b", "no web page"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0", "one file of many parts"),
    ],
)
def test_what_is_no_page_is_refused(content, says):
    with pytest.raises(WebPageError, match=says):
        examine(content)


def test_a_page_that_takes_too_much_is_refused(monkeypatch):
    def too_much(*_):
        raise apart.TooMuchError

    monkeypatch.setattr(apart, "read", too_much)
    with pytest.raises(WebPageError, match="paste"):
        read(b"<p>x")


def test_words_may_be_pasted_and_so_may_the_source():
    assert not is_markup("Cost < 5 and > 3. Write to <a@b.example>")
    assert pasted("Just <words>\nCloses 26 May") == WebPage("Just <words>\nCloses 26 May")
    assert pasted("<div><h1>A</h1>b</div>").text == "A\nb"


def test_odd_pages_break_nothing():
    deep = examine(b"<div>" * 50_000 + b"x" + b"</nav></script><![if IE]><!b <p")
    assert deep.text.startswith("x")
    long = examine(
        b"<p>" + b"x" * (MOST + 9) + b"".join(b"<a href=//a.b/%d>" % n for n in range(900))
    )
    assert len(long.text) == MOST
    assert all(len(one.address) < 300 for one in long.links)
    assert examine(b"<a href='http://[bad'>x</a>").links == ()
    # Characters that turn or hide words are left out.
    assert examine("<p>a\u202eb\u200bc\x07d".encode()).text == "abcd"
