"""Atom feeds (RFC 4287): what is new, each entry with an id that stays and the moment it came."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from opencompact.core.record import record

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
KIND: Final = "application/atom+xml; charset=utf-8"
# Characters that XML has no place for, not even as a code.
UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@record
class Entry:
    """One thing that is new. `key` is an IRI that stays whatever else changes."""

    key: str
    title: str
    href: str
    at: datetime
    summary: str = ""


@record
class Feed:
    """A feed at the address `href`, about the page `page`; `began` counts while it is empty."""

    title: str
    href: str
    page: str
    author: str
    licence: str
    began: datetime
    entries: Sequence[Entry] = ()


def write(feed: Feed) -> bytes:
    """Write a feed; the moment of its newest entry is its own."""
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": "en-GB"})
    _text(root, "title", feed.title)
    _text(root, "id", feed.href)
    _text(root, "updated", _moment(max((one.at for one in feed.entries), default=feed.began)))
    SubElement(root, "link", rel="self", type="application/atom+xml", href=feed.href)
    SubElement(root, "link", rel="alternate", type="text/html", href=feed.page)
    SubElement(root, "link", rel="license", href=feed.licence)
    _text(SubElement(root, "author"), "name", feed.author)
    for one in feed.entries:
        _entry(root, one)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}'.encode()


def _entry(root: Element, one: Entry) -> None:
    entry = SubElement(root, "entry")
    _text(entry, "title", one.title)
    _text(entry, "id", one.key)
    _text(entry, "updated", _moment(one.at))
    SubElement(entry, "link", rel="alternate", type="text/html", href=one.href)
    if one.summary:
        _text(entry, "summary", one.summary)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = UNWRITABLE.sub("", text)


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
