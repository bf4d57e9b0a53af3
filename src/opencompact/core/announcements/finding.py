"""Looks through the text of a page for what the register wants to know of a consultation."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from opencompact.core.record import record

from .days import days
from .model import Hit, Link, words
from .roles import CLOSES, OPENS, hits, in_order

MOST: Final = 100_000
FEW: Final = 3
SHORTEST_NAME: Final = 4
EMAIL: Final = re.compile(
    r"(?<![\w.+%-])[A-Za-z0-9][\w.+%'-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}"
)
PHONE: Final = re.compile(r"(?<![\d+])(?:\+44\s?(?:\(0\)\s?)?|0)\d{2,4}(?:\s?\d{3,4}){2}(?!\d)")
ADDRESS: Final = re.compile(r"(?<!\w)https?://[^\s<>\"“”()]{4,300}", re.IGNORECASE)
TAKING_PART: Final = re.compile(
    r"have your say|tak(?:e|ing) part|respon[ds]|survey|questionnaire|online form|tell us|"
    r"(?:give|share|send)\b.{0,12}\b(?:views|comments|feedback|thoughts)|complete the|comment on|"
    r"ymateb|dweud eich dweud|arolwg|holiadur|cymryd rhan",
    re.IGNORECASE,
)
# Mailboxes that are for something else.
ASIDE: Final = re.compile(
    r"^(?:no-?reply|do-?not-?reply|web(?:master|team)|dpo|data\.?protection|press|foi)\b",
    re.IGNORECASE,
)
LOUD: Final = "consultation"


@record
class Announced:
    """What was found. Of several days or ways the first is the one to begin with."""

    title: Hit | None = None
    body: Hit | None = None
    opens: tuple[Hit, ...] = ()
    closes: tuple[Hit, ...] = ()
    emails: tuple[Hit, ...] = ()
    phones: tuple[Hit, ...] = ()
    links: tuple[Hit, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything beyond a title was found."""
        return any((self.body, self.opens, self.closes, self.emails, self.phones, self.links))


def find(
    text: str,
    on: date,
    *,
    names: Sequence[Iterable[str]] = (),
    links: Iterable[Link] = (),
    title: str = "",
) -> Announced:
    """Look through a text, one line a block of the page; `on` helps where a year is not said.

    `names` are organisations that may be the one that asks, those that are likeliest first.
    """
    text = text[:MOST]
    told = hits(text, days(text), on)
    opens, closes = in_order(told[OPENS], told[CLOSES])
    links = list(links)
    return Announced(
        title=_title(text, title),
        body=next(filter(None, (_named(text, group) for group in names)), None),
        opens=opens,
        closes=closes,
        emails=_emails(text, links),
        phones=_first(
            Hit(" ".join(one[0].split()), _words(text, one)) for one in PHONE.finditer(text)
        ),
        links=_first(_ways(text, links)),
    )


def _words(text: str, match: re.Match[str]) -> str:
    return words(text, *match.span())


def _title(text: str, said: str) -> Hit | None:
    """The heading of the page; of a text that has none, its first line."""
    title = " ".join(said.split())
    first = title or next(
        (" ".join(line.split()) for line in text.splitlines() if line.strip()), ""
    )
    return Hit(first, first) if first else None


def _named(text: str, names: Iterable[str]) -> Hit | None:
    """The organisation that is named most often; of a name within another the longer counts."""
    small = text.casefold()
    there = {name.casefold(): name for name in names if _is_in(small, name.casefold())}
    if not there:
        return None
    longest = sorted(there, key=len, reverse=True)
    any_of = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    found: dict[str, list[re.Match[str]]] = {}
    for match in any_of.finditer(small):
        found.setdefault(match[0], []).append(match)
    if not found:
        return None
    most = max(found, key=lambda name: (len(found[name]), -found[name][0].start()))
    at = found[most][0]
    # Folding may change how long a text is; then the words are shown as they were compared.
    shown = text if len(small) == len(text) else small
    return Hit(there[most], words(shown, at.start(), at.end()))


def _is_in(small: str, name: str) -> bool:
    return len(name) >= SHORTEST_NAME and name in small


def _emails(text: str, links: Iterable[Link]) -> tuple[Hit, ...]:
    """Mailboxes of the text and of its links; those for something else come last."""
    found = [Hit(one[0].rstrip("."), _words(text, one)) for one in EMAIL.finditer(text)]
    for link in links:
        if link.address.lower().startswith("mailto:"):
            box = link.address[len("mailto:") :].partition("?")[0].strip()
            if EMAIL.fullmatch(box):
                found.append(Hit(box, link.text or box))
    ranked = sorted(found, key=_aside)
    return _first(ranked)


def _aside(hit: Hit) -> tuple[bool, bool]:
    box = str(hit.value)
    return bool(ASIDE.match(box)), LOUD not in f"{box} {hit.words}".lower()


def _ways(text: str, links: Iterable[Link]) -> Iterator[Hit]:
    for link in links:
        says = f"{link.text} {link.address}"
        if link.address.lower().startswith(("http://", "https://")) and TAKING_PART.search(says):
            yield Hit(link.address, " ".join(link.text.split()) or link.address)
    for one in ADDRESS.finditer(text):
        says = words(text, one.start(), one.end())
        if TAKING_PART.search(says):
            yield Hit(one[0].rstrip(".,;:!?'"), says)


def _first(found: Iterable[Hit]) -> tuple[Hit, ...]:
    """A few of them, each once."""
    kept: dict[str, Hit] = {}
    for hit in found:
        kept.setdefault(str(hit.value).casefold(), hit)
    return tuple(kept.values())[:FEW]
