"""A message as a letter: the same words as plain text and as HTML, from one source."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from opencompact.base.accounts.models import User
from opencompact.base.areas.languages import ENGLISH, LANGUAGES, Language
from opencompact.base.areas.models import Area
from opencompact.core.record import record

from .actions import common, place, reason
from .choosing import own_page, stop_page
from .kinds import DIGEST, Kind, Standing, Words, standing
from .models import Message, closed, full
from .topics import BY_KEY
from .wording import filled, spoken

PLAIN_COLOUR: Final = "#0b5c5c"
BULLET: Final = "- "
WIDEST: Final = 60


@record
class Block:
    """A paragraph, or the lines of a list."""

    lines: tuple[str, ...]
    listed: bool = False


@record
class Item:
    """One thing that happened: its words, the day, what to do about it and where."""

    subject: str
    on: date
    says: str
    do: str
    link: str
    language: Language = ENGLISH

    @property
    def dated(self) -> str:
        """Write "Friday 20 November 2026"."""
        return date_format(self.on, "l j F Y")

    @property
    def told(self) -> tuple[Block, ...]:
        return tuple(blocks(self.says))

    @property
    def asked(self) -> tuple[Block, ...]:
        return tuple(blocks(self.do))


@record
class Way:
    """A way on from the foot of a letter."""

    label: str
    href: str
    stops: bool = False


@record
class Letter:
    """What a mail says. A digest has several items, and the things to do come first."""

    place: str
    colour: str
    subject: str
    items: tuple[Item, ...]
    why: str
    ways: tuple[Way, ...] = ()
    digest: bool = False
    stop: str = ""
    language: Language = ENGLISH

    @property
    def text(self) -> str:
        foot = "\n".join([self.why, *(f"{way.label}: {way.href}" for way in self.ways)])
        with translation.override(self.language.code):
            return closed([part for item in self.items for part in self._parts(item)], foot)

    @property
    def html(self) -> str:
        with translation.override(self.language.code):
            return render_to_string("notify/letter.html", {"letter": self})

    def _parts(self, item: Item) -> list[str]:
        said = [item.says, item.do, item.link]
        rule = "-" * min(len(item.subject), WIDEST)
        return [f"{item.subject}\n{rule}\n{item.dated}", *said] if self.digest else said


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs of a text; lines that all begin with "- " are a list."""
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        if lines and all(line.startswith(BULLET) for line in lines):
            yield Block(tuple(line.removeprefix(BULLET) for line in lines), listed=True)
        elif lines:
            yield Block(tuple(lines))


def letter(message: Message, at: datetime) -> Letter | None:
    """The letter as it would leave now; None when there is no reason left to send it."""
    with translation.override(LANGUAGES[message.language].code):
        return _letter(message, at)


def _letter(message: Message, at: datetime) -> Letter | None:
    own = message.kind != DIGEST
    sources = [message] if own else list(message.items.select_related("area").order_by("id"))
    items = [item for one in sources if (item := _item(one, at))]
    if not items:
        return None
    ways = tuple(_ways(message, {one.topic for one in sources}))
    return Letter(
        place=place(message.area),
        colour=message.area.colour if message.area else PLAIN_COLOUR,
        subject=message.subject,
        items=tuple(sorted(items, key=lambda item: (not item.do, item.on))),
        why=message.why,
        ways=ways,
        digest=not own,
        language=LANGUAGES[message.language],
        stop=next((way.href for way in ways if way.stops), ""),
    )


def preview(area: Area, kind: Kind, words: Words, on: date) -> Letter:
    """A letter with these words and the examples of the kind in their gaps."""
    shown = filled(words, {**kind.examples, **common(area)})
    language = LANGUAGES[spoken()]
    item = Item(shown.subject, on, shown.says, shown.do, full(f"/{area.slug}/"), language)
    ways = (Way(_("Choose what you get, and how often"), own_page(area)),)
    return Letter(
        place(area), area.colour, shown.subject, (item,), reason(area), ways, language=language
    )


def _item(message: Message, at: datetime) -> Item | None:
    """One message as it stands now: what is done already is not asked again."""
    now = standing(message, at)
    if now is Standing.GONE:
        return None
    return Item(
        subject=message.subject,
        on=timezone.localdate(message.created_at),
        says=message.says,
        do=message.do if now is Standing.ASKED else "",
        link=message.link,
        language=LANGUAGES[message.language],
    )


def _ways(message: Message, topics: set[str]) -> Iterator[Way]:
    """To the reader's own choices, and out of what may be stopped; for people with an account."""
    user = User.objects.filter(email=message.to_address).first() if message.area else None
    if user is None or message.area is None:
        return
    yield Way(_("Choose what you get, and how often"), own_page(message.area))
    stoppable = [key for key, topic in BY_KEY.items() if key in topics and topic.may_stop]
    if stoppable:
        names = _(" and ").join(f"“{BY_KEY[key].name}”" for key in stoppable)
        label = _("Stop mail about {names}").format(names=names)
        yield Way(label, stop_page(message.area, user, stoppable), stops=True)
