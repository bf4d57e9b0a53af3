"""A judgement as a page shows it: its word and shape, its facts with their values, its days."""

from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext, gettext_noop

from opencompact.base.ui import dates, phrases
from opencompact.core.record import record
from opencompact.core.rules import Duration, Fact, Interval, Judgement, Verdict, worded

# The word of each verdict, its colour and its shape: colour never stands alone.
WORDS: Final = {
    Verdict.MET: (gettext_noop("Met"), "green", "tick"),
    Verdict.NOT_MET: (gettext_noop("Not met"), "red", "cross"),
    Verdict.EXPLAINED: (gettext_noop("Explained"), "purple", "note"),
    Verdict.NOT_APPLICABLE: (gettext_noop("Does not apply"), "grey", "dash"),
    Verdict.CANNOT_TELL: (gettext_noop("Cannot tell"), "yellow", "question"),
}
CONVENTIONS: Final = {
    "exclusive": gettext_noop("The first day is not counted, and the last day must be reached."),
    "inclusive": gettext_noop("The first day and the last day both count."),
}


@record
class Shown:
    """What the template shows of a judgement."""

    word: str
    colour: str
    shape: str
    because: tuple[str, ...]
    used: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    words: str
    counting: tuple[str, ...]


def word(verdict: Verdict) -> str:
    """A verdict in the language of the page."""
    return gettext(WORDS[verdict][0])


def show(judgement: Judgement) -> Shown:
    """Say a judgement in the language of the page."""
    said, colour, shape = WORDS[judgement.verdict]
    return Shown(
        word=gettext(said),
        colour=colour,
        shape=shape,
        because=tuple(phrases.spoken(one) for one in judgement.because),
        used=tuple((fact_name(name), value(fact)) for name, fact in judgement.facts.items()),
        missing=tuple(fact_name(one) for one in judgement.missing),
        words=judgement.rule.words,
        counting=_counting(judgement),
    )


def fact_name(fact: str) -> str:
    """The name of a fact as a label."""
    said = phrases.spoken(worded(fact))
    return said[:1].upper() + said[1:]


def value(fact: Fact) -> str:
    """What is recorded, as a person writes it."""
    if isinstance(fact, bool):
        return gettext("Yes") if fact else gettext("No")
    if isinstance(fact, date):
        return dates.day(fact)
    if isinstance(fact, Decimal):
        return str(fact.normalize())
    return str(fact).strip() or gettext("Nothing")


def _counting(judgement: Judgement) -> tuple[str, ...]:
    """How the days are counted: the software's sentence, then the pack's own."""
    rule = judgement.rule
    if not isinstance(rule, Duration | Interval):
        return ()
    return tuple(filter(None, (gettext(CONVENTIONS[rule.convention]), rule.counting)))
