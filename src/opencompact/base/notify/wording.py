"""Fills the gaps in the words of a mail, and finds what is wrong with words that people wrote."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opencompact.base.areas.languages import of_code
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within

from .kinds import Kind, Words
from .models import MailText

GAP: Final = re.compile(r"\{\{\s*([A-Za-z_]+)\s*\}\}")
# What is left over of a gap that was not closed, and what other software calls a template.
BROKEN: Final = re.compile(r"\{\{[^\n]{0,20}|\}\}|\{%[^\n]{0,20}|%\}")


def one_line(text: str) -> str:
    """Text without line breaks, so that nobody can add a header or a paragraph of their own."""
    return " ".join(text.split())


def fill(text: str, facts: Mapping[str, str]) -> str:
    """Put the facts into the gaps, once: what a fact says is never read as words with gaps.

    A paragraph that is empty afterwards is left out; KeyError for a gap that has no fact.
    """
    filled = (
        GAP.sub(lambda found: one_line(facts[found[1]]), paragraph).strip()
        for paragraph in re.split(r"\n\s*\n", text.strip())
    )
    return "\n\n".join(paragraph for paragraph in filled if paragraph)


def filled(words: Words, facts: Mapping[str, str]) -> Words:
    """The words of one message."""
    return Words(
        subject=one_line(fill(words.subject, facts)),
        says=fill(words.says, facts),
        do=fill(words.do, facts),
    )


def spoken() -> str:
    """The key of the language that is spoken now."""
    return of_code(get_language()).key


def text_of(area: Area, kind: Kind) -> MailText | None:
    """The area's own words for a kind in the language of the page, as they are stored; None when
    it never had any."""
    with within(area):
        found: MailText | None = MailText.objects.filter(kind=kind.key, language=spoken()).first()
    return found


def words_for(area: Area | None, kind: Kind) -> Words:
    """The words that an area uses: its own, else those of the kind."""
    own = text_of(area, kind) if area else None
    return Words(own.subject, own.says, own.do) if own and own.own else kind.words


def unknown(text: str, kind: Kind) -> Iterator[str]:
    """What is wrong with the gaps in one text, one sentence each."""
    allowed = [gap.name for gap in kind.gaps]
    listed = ", ".join(f"{{{{ {name} }}}}" for name in allowed)
    for name in dict.fromkeys(GAP.findall(text)):
        if name not in allowed:
            said = _("There is no {gap} in this mail. You can use {listed}")
            yield said.format(gap=f"{{{{ {name} }}}}", listed=listed)
    for found in BROKEN.findall(GAP.sub("", text)):
        said = _("“{text}” is not a placeholder. You can use {listed}")
        yield said.format(text=found.strip(), listed=listed)


def missing(words: Words, kind: Kind) -> Iterator[str]:
    """The gaps that have to stay and are not there, one sentence each."""
    there = set(GAP.findall(f"{words.subject}\n{words.says}\n{words.do}"))
    for gap in kind.gaps:
        if gap.kept and gap.name not in there:
            about = f"{gap.says[:1].lower()}{gap.says[1:]}"
            yield _("Keep {gap}: {about}").format(gap=f"{{{{ {gap.name} }}}}", about=about)
