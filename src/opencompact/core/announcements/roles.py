"""What a day in a text is: the first or the last of a consultation, or that of something else."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from .days import settled
from .model import Day, Hit, after, before, words

OPENS, CLOSES, OTHER = "opens", "closes", "other"
LABEL: Final = 60


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


# What says plainly which day it is. “Extended to” is the last word on when something closes.
EXTENDED: Final = _any(r"exten(?:ded|sion)", r"estyn\w*")
STRONG: Final = (
    (OPENS, _any(r"open(?:s|ed|ing)?", r"launch(?:es|ed)?", r"agor\w*")),
    (CLOSES, _any(r"clos(?:e|es|ed|ing)", r"deadline", r"last da(?:y|te)", r"exten(?:ded|sion)",
                  r"[cg]h?au", r"estyn\w*")),
    (OTHER, _any(r"publish\w*", r"updated?", r"modified", r"posted", r"meet(?:ing|ings|s)?",
                 r"events?", r"sessions?", r"drop-?ins?", r"workshops?", r"webinars?",
                 r"exhibitions?", r"deci(?:sions?|ded?|des)", r"cabinet", r"committee",
                 r"implement\w*", r"take effect", r"into force", r"cyfarfod\w*", r"digwyddiad\w*",
                 r"cyhoedd\w+", r"ph?enderfyn\w*")),
)  # fmt: skip
# What says it only where nothing else is spoken of.
WEAK: Final = (
    (
        OPENS,
        _any(
            "from",
            "since",
            "between",
            r"start(?:s|ed|ing)?",
            r"beg[aiu]n(?:s|ning)?",
            "o",
            "rhwng",
            r"dd?echrau\w*",
        ),
    ),
    (
        CLOSES,
        _any(
            "until",
            "till",
            "by",
            "to",
            "no later than",
            r"end(?:s|ed|ing)?",
            r"finish\w*",
            "erbyn",
            "tan",
            "hyd at",
            "dod i ben",
            r"gorffen\w*",
        ),
    ),
)
CLOCK: Final = (
    r"(?:(?:at\s+|am\s+)?(?:\d{1,2}(?:[.:]\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.|yb|yh)?|midnight|noon|"
    r"midday|hanner nos)\s*(?:,|on|ar)?\s*)?"
)
JOIN: Final = re.compile(
    rf"^\s*,?\s*{CLOCK}"
    r"(?:[-\u2013\u2014]|to|until|till|through(?:\s+to)?|up to|and|hyd(?:\s+at)?|tan|i|a)"
    rf"\s*(?:on\s+|ar\s+)?(?:the\s+)?{CLOCK}$",
    re.IGNORECASE,
)
NAMED_AFTER: Final = re.compile(
    r"^\s*(?:is|was|will be|yw)\s+(?:the\s+)?(?:(?P<closes>closing|deadline|last|final|end|dyddiad"
    r" cau)|(?P<opens>opening|start|first))",
    re.IGNORECASE,
)


def roles(text: str, found: Sequence[Day]) -> list[tuple[Day, str, Day | None]]:
    """Each day with what it is, and the other end of the range where it is in one."""
    told: list[tuple[Day, str, Day | None]] = []
    for number, day in enumerate(found):
        past = found[number - 1] if number else None
        if past is not None and _joined(text, past, day):
            _, role, _ = told[-1]
            other = role == OTHER or (not role and _is_other(before(text, past.start)))
            told[-1] = (past, OTHER if other else OPENS, day)
            told.append((day, OTHER if other else CLOSES, past))
        else:
            told.append((day, _role(text, day, past), None))
    return told


def _joined(text: str, first: Day, second: Day) -> bool:
    """Whether two days are the ends of one range."""
    between = text[first.end : second.start]
    if first.shared:
        return True
    if len(between) > LABEL or not JOIN.fullmatch(between):
        return False
    if re.fullmatch(r"\s*,?\s*(?:and|a)\s*", between, re.IGNORECASE):
        return bool(_any("between", "rhwng").search(before(text, first.start)))
    return True


def _is_other(said: str) -> bool:
    return bool(STRONG[2][1].search(said))


def _role(text: str, day: Day, past: Day | None) -> str:
    left = before(text, day.start)
    if past is not None and past.end > day.start - len(left):
        left = text[past.end : day.start]
    if match := NAMED_AFTER.match(after(text, day.end)):
        return CLOSES if match["closes"] else OPENS
    return _said(left) or (_said(_label(text, day)) if _begins_a_line(text, day) else "")


def _said(left: str) -> str:
    """The role that the words before a day give it: the last of them counts."""
    plain = [(one.end(), role) for role, cues in STRONG for one in cues.finditer(left)]
    if any(role == OTHER for _, role in plain):
        return max(plain)[1]
    weak = [(one.end(), role) for role, cues in WEAK for one in cues.finditer(left)]
    return max([*plain, *weak], default=(0, ""))[1]


def _begins_a_line(text: str, day: Day) -> bool:
    start = text.rfind("\n", 0, day.start) + 1
    return bool(re.fullmatch(rf"\s*(?:on\s+)?{CLOCK}\s*", text[start : day.start], re.IGNORECASE))


def _label(text: str, day: Day) -> str:
    """The line above, where it is short enough to be a label."""
    start = text.rfind("\n", 0, day.start)
    line = text[text.rfind("\n", 0, max(0, start)) + 1 : max(0, start)]
    return line if len(line) <= LABEL and not re.search(r"\d", line) else ""


def hits(text: str, found: Sequence[Day], on: date) -> dict[str, tuple[Hit, ...]]:
    """The first and the last days, each once, in the order in which they are to be believed."""
    told = roles(text, found)
    return {
        role: _each_once(_hits(text, (one for one in told if one[1] == role), on))
        for role in (OPENS, CLOSES)
    }


def _hits(
    text: str, told: Iterator[tuple[Day, str, Day | None]], on: date
) -> list[tuple[bool, Hit]]:
    made = []
    for day, _, near in told:
        if (known := settled(day, on, near)) is not None:
            value, guessed = known
            start, end = (min(day.start, near.start), max(day.end, near.end)) if near else (
                day.start, day.end)  # fmt: skip
            extended = bool(EXTENDED.search(before(text, day.start)))
            made.append((extended, Hit(value, words(text, start, end), guessed)))
    return made


def _each_once(made: list[tuple[bool, Hit]]) -> tuple[Hit, ...]:
    """What was extended comes first, then what has its year; else as in the text."""
    ranked = sorted(made, key=lambda one: (not one[0], one[1].guessed))
    kept: dict[object, Hit] = {}
    for _, hit in ranked:
        kept.setdefault(hit.value, hit)
    return tuple(kept.values())


def in_order(
    opens: tuple[Hit, ...], closes: tuple[Hit, ...]
) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    """The same, with a first and a last day in front that go together, if any do."""
    for last in closes:
        for first in opens:
            if str(first.value) <= str(last.value):
                return _ahead(first, opens), _ahead(last, closes)
    return opens, closes


def _ahead(one: Hit, of: tuple[Hit, ...]) -> tuple[Hit, ...]:
    return (one, *(other for other in of if other is not one))
