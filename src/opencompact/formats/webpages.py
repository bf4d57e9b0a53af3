"""Web pages that people save or paste: their words a block to a line, their links and their title.

Nothing of the page itself goes further: no element, no script, no style.
"""

import re
from contextlib import suppress
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin, urlsplit

from opencompact.core.announcements import MOST, Link
from opencompact.core.phrases import PhrasedError, marked
from opencompact.core.record import record

from . import apart

LARGEST: Final = 5 * 1024 * 1024
MOST_LINKS: Final = 500
LINK_LENGTH: Final = 300
# Elements whose words are none of the page's own.
SILENT: Final = frozenset(
    {"script", "style", "template", "svg", "noscript", "nav", "iframe", "object", "select"}
)
# Elements that do not end a line.
INLINE: Final = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "cite", "code", "data", "del", "em", "font",
        "i", "ins", "kbd", "label", "mark", "q", "s", "small", "span", "strong", "sub", "sup",
        "td", "th", "time", "u", "var", "wbr",
    }
)  # fmt: skip
CELLS: Final = frozenset({"td", "th"})
MARKUP: Final = re.compile(
    r"<!doctype|<(?:html|head|body|main|article|div|p|h[1-6]|ul|table|span|a)(?=[\s>])",
    re.IGNORECASE,
)
CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE
)
HEAD: Final = 4096
# What browsers take older pages for, whatever these call it.
OLDER: Final = {
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "windows-1252", "ascii"), "cp1252"),
    "iso-8859-14": "iso-8859-14",
    "iso-8859-15": "iso-8859-15",
}
# Where a page says which address it has.
OWN: Final = ("canonical", "og:url", "saved", "base")
SAVED_FROM: Final = re.compile(r"\s*saved from url=\(\d+\)(https?://\S+)")
TAILS: Final = re.compile(r"\s+[-|\u2013\u2014]\s+")
OTHER_KINDS: Final = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")
EMPTY: Final = marked("The page has no words in it. Copy its text and paste it instead.")
NO_PAGE: Final = marked(
    "This is no web page. Save it from your browser as “web page, HTML only”, or paste its text."
)
TOO_MUCH: Final = marked("This page cannot be read. Copy its text and paste it instead.")
ARCHIVE: Final = marked(
    "This is a page saved as one file of many parts. Save it as “web page, HTML only”, or paste"
    " its text."
)


@record
class WebPage:
    """What a page says; `address` is where it says it is."""

    text: str
    title: str = ""
    address: str = ""
    links: tuple[Link, ...] = ()


class WebPageError(PhrasedError):
    """The page cannot be used. `says` has why and what to do."""


def is_markup(text: str) -> bool:
    """Whether somebody pasted the source of a page, and not its words."""
    return bool(MARKUP.search(text[:MOST]))


def pasted(text: str) -> WebPage:
    """What was pasted: the words of a page, or its source; raises WebPageError."""
    return read(text.encode()) if is_markup(text) else WebPage(text[:MOST])


def read(content: bytes, address: str = "") -> WebPage:
    """Read a page in a process of its own; raises WebPageError.

    `address` is where it came from, if that is known.
    """
    try:
        found = apart.read("webpage", content, address)
    except apart.RefusedError as error:
        raise WebPageError(error.says.text, **error.says.gaps) from None
    except apart.TooMuchError:
        raise WebPageError(TOO_MUCH) from None
    return WebPage(**{**found, "links": tuple(Link(**one) for one in found["links"])})


def examine(content: bytes, address: str = "") -> WebPage:
    """Read a page here: what a process of its own does for `read`; raises WebPageError."""
    text = _decoded(content)
    if re.match(r"\s*(?:from: |mime-version: )", text[:40], re.IGNORECASE):
        raise WebPageError(ARCHIVE)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    page = _page(reader, address)
    if not page.text.strip():
        raise WebPageError(EMPTY)
    return page


def _decoded(content: bytes) -> str:
    """The characters of a page: as it says itself, else UTF-8, else those of Windows."""
    if content.startswith(OTHER_KINDS):
        raise WebPageError(NO_PAGE)
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        raise WebPageError(NO_PAGE)
    said = CHARSET.search(content[:HEAD])
    name = said[1].decode().lower() if said else ""
    for encoding in (OLDER.get(name, "utf-8-sig"), "utf-8-sig"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return content.decode("cp1252", errors="replace")


class _Reader(HTMLParser):
    """Gathers the words of a page, its links, and what it says of itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.silent = 0
        self.pieces: list[str] = []
        self.titles: dict[str, list[str]] = {}
        self.named: dict[str, str] = {}
        self.links: list[tuple[str, list[str]]] = []
        self.into: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").strip() for name, value in attrs}
        self._of_itself(tag, given)
        if tag in SILENT:
            self.silent += 1
        if self.silent:
            return
        self.pieces.append(_space(tag))
        if tag in {"title", "h1"} and tag not in self.titles:
            self.into[tag] = self.titles[tag] = []
        elif tag == "a" and given.get("href") and len(self.links) < MOST_LINKS:
            self.into["a"] = []
            self.links.append((given["href"], self.into["a"]))

    def _of_itself(self, tag: str, given: dict[str, str]) -> None:
        if tag == "meta" and (name := given.get("property") or given.get("name")):
            self.named.setdefault(name.lower(), given.get("content", ""))
        elif tag == "base":
            self.named.setdefault("base", given.get("href", ""))
        elif tag == "link" and "canonical" in given.get("rel", "").lower().split():
            self.named.setdefault("canonical", given.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif not self.silent:
            self.pieces.append(_space(tag))
        self.into.pop(tag, None)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            said = re.sub(r"\s+", " ", data)
            self.pieces.append(said)
            for one in self.into.values():
                one.append(said)

    def handle_comment(self, data: str) -> None:
        if match := SAVED_FROM.match(data):
            self.named.setdefault("saved", match[1])


def _space(tag: str) -> str:
    """What parts the words on both sides of an element."""
    return " " if tag in CELLS else "" if tag in INLINE else "\n"


def _page(reader: _Reader, address: str) -> WebPage:
    """What a reader gathered, in order."""
    named = reader.named
    site = _line(named.get("og:site_name", ""))
    own = next(filter(_is_web, (address, *(named.get(name, "") for name in OWN))), "")
    base = urljoin(own, named.get("base", ""))
    title = _title(reader, site)
    lines = [site if title else "", *map(_line, "".join(reader.pieces).split("\n"))]
    links = [Link(_line("".join(said)), _led(base, href)) for href, said in reader.links]
    return WebPage(
        text="\n".join(filter(None, lines))[:MOST],
        title=title,
        address=own[:LINK_LENGTH],
        links=tuple(one for one in links if 0 < len(one.address) <= LINK_LENGTH),
    )


def _title(reader: _Reader, site: str) -> str:
    """The first heading, else what the page is called, without the name of its site behind."""
    heading = _line("".join(reader.titles.get("h1", [])))
    if heading and heading.casefold() != site.casefold():
        return heading
    called = _line(reader.named.get("og:title", "") or "".join(reader.titles.get("title", [])))
    return TAILS.split(called)[0]


def _line(text: str) -> str:
    """A text on one line, without characters that are not seen."""
    seen = (" " if c.isspace() else c for c in text if c.isspace() or c.isprintable())
    return " ".join("".join(seen).split())


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _led(base: str, href: str) -> str:
    """Where a link leads, in full; nothing for one that leads nowhere outside its page."""
    if href.lower().startswith("mailto:"):
        return href
    try:
        leads = "" if href.startswith("#") else urljoin(base, href)
        return leads if _is_web(leads) and urlsplit(leads).hostname else ""
    except ValueError:
        return ""
