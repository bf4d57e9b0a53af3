"""Feeds: what RFC 4287 asks of them, and nothing in them that XML could not hold."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from opencompact.formats import atom

BEGAN = datetime(2026, 1, 5, 12, tzinfo=UTC)
A = "{http://www.w3.org/2005/Atom}"


def feed(*entries: atom.Entry) -> ET.Element:
    made = atom.Feed(
        title="News & <more>",
        href="https://a.example/x.atom",
        page="https://a.example/x/",
        author="Anywhere",
        licence="https://licence.example/",
        began=BEGAN,
        entries=entries,
    )
    return ET.fromstring(atom.write(made))  # noqa: S314 - our own


def entry(key: str, at: datetime, **fields: str) -> atom.Entry:
    return atom.Entry(key, **{"title": "New", "href": "https://a.example/1/", **fields}, at=at)


def links(element: ET.Element) -> dict[str, str]:
    return {one.attrib["rel"]: one.attrib["href"] for one in element.findall(f"{A}link")}


def test_an_empty_feed_has_all_that_a_feed_needs():
    found = feed()
    assert found.tag == f"{A}feed"
    assert found.findtext(f"{A}title") == "News & <more>"
    assert found.findtext(f"{A}id") == "https://a.example/x.atom"
    assert found.findtext(f"{A}updated") == "2026-01-05T12:00:00+00:00"
    assert found.findtext(f"{A}author/{A}name") == "Anywhere"
    assert links(found) == {
        "self": "https://a.example/x.atom",
        "alternate": "https://a.example/x/",
        "license": "https://licence.example/",
    }


def test_entries_have_an_id_a_moment_and_a_page_and_the_newest_dates_the_feed():
    old, new = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 3, 1, 9, 30, 15, 999, tzinfo=UTC)
    found = feed(entry("urn:uuid:1", old), entry("urn:uuid:2", new, summary="Said."))
    assert found.findtext(f"{A}updated") == "2026-03-01T09:30:15+00:00"
    first, second = found.findall(f"{A}entry")
    assert first.findtext(f"{A}id") == "urn:uuid:1"
    assert first.find(f"{A}summary") is None
    assert second.findtext(f"{A}summary") == "Said."
    assert links(second) == {"alternate": "https://a.example/1/"}


def test_what_xml_cannot_hold_is_left_out():
    nasty = "a\x00\x08\x1f\ud800\ufffe]]>&<b>\té"
    found = feed(entry("urn:uuid:1", BEGAN, title=nasty))
    assert found.findtext(f"{A}entry/{A}title") == "a]]>&<b>\té"
