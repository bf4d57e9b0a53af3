"""Measurable commitments: what was promised, held against what was recorded, with the reasons.

The answer is met, not met, explained, not applicable or cannot tell. Silence is never "met".
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Literal

from opencompact.core.calendar import Reckoning, Span, WorkingCalendar
from opencompact.core.record import record

Fact = bool | date | int | str
Facts = Mapping[str, Fact]


class Verdict(StrEnum):
    """How a record stands to a rule."""

    MET = "met"
    NOT_MET = "not met"
    EXPLAINED = "explained"
    NOT_APPLICABLE = "not applicable"
    CANNOT_TELL = "cannot tell"


@record
class Duration:
    """At least so long from one date to another; `aim` is what to strive for beyond the floor.

    Met when the end falls on or after the day the floor reaches, the first day not counted.
    """

    key: str
    kind: Literal["duration"]
    commitment: str
    record: str
    begins: str
    ends: str
    at_least: Span
    binds: tuple[str, ...]
    words: str
    aim: Span | None = None
    when: Mapping[str, bool | str] | None = None
    unless: Mapping[str, bool | str] | None = None
    counting: str = ""


@record
class Presence:
    """Everything named in `facts` must be there: a date, a yes or a text that is not empty."""

    key: str
    kind: Literal["presence"]
    commitment: str
    record: str
    facts: tuple[str, ...]
    binds: tuple[str, ...]
    words: str
    when: Mapping[str, bool | str] | None = None
    unless: Mapping[str, bool | str] | None = None


Rule = Duration | Presence


@record
class Departure:
    """A reason given for not keeping a rule. Filed after the event began it is late."""

    reason: str
    mitigation: str
    approver: str
    filed: date
    expires: date

    def covers(self, on: date) -> bool:
        """Say whether the departure was filed by `on` and had not lapsed then."""
        return self.filed <= on <= self.expires


@record
class Judgement:
    """A verdict with its trace: sentences, facts used, facts missing and the dates reckoned."""

    verdict: Verdict
    rule: Rule
    because: tuple[str, ...]
    used: tuple[str, ...]
    missing: tuple[str, ...]
    reckoning: Reckoning | None = None


def judge(
    rule: Rule,
    facts: Facts,
    *,
    owner: frozenset[str],
    calendar: WorkingCalendar,
    departure: Departure | None = None,
) -> Judgement:
    """Hold one record's `facts` against `rule`; `owner` are the sectors of the body it is about."""
    if not owner.intersection(rule.binds):
        return Judgement(Verdict.NOT_APPLICABLE, rule, (_unbound(rule),), (), ())
    scoped = _scope(rule, facts)
    if scoped:
        return scoped
    if isinstance(rule, Presence):
        found = _presence(rule, facts)
    else:
        found = _duration(rule, facts, calendar)
    return _explained(found, facts, departure)


def _scope(rule: Rule, facts: Facts) -> Judgement | None:
    """Judge whether the rule applies at all; None when it does."""
    for fact, value in (rule.unless or {}).items():
        if facts.get(fact) == value:
            why = f"The rule makes an exception here: {_words(fact)}."
            return Judgement(Verdict.NOT_APPLICABLE, rule, (why,), (fact,), ())
    for fact, value in (rule.when or {}).items():
        if fact not in facts:
            why = f"The rule depends on whether {_words(fact)}, and that is not recorded."
            return Judgement(Verdict.CANNOT_TELL, rule, (why,), (), (fact,))
        if facts[fact] != value:
            why = f"The rule applies only where {_words(fact)}."
            return Judgement(Verdict.NOT_APPLICABLE, rule, (why,), (fact,), ())
    return None


def _presence(rule: Presence, facts: Facts) -> Judgement:
    missing = tuple(fact for fact in rule.facts if fact not in facts)
    used = tuple(fact for fact in rule.facts if fact in facts)
    absent = tuple(fact for fact in used if facts[fact] is False or facts[fact] == "")
    scope = tuple(rule.when or ())
    if absent:
        because = tuple(f"Not there: {_words(fact)}." for fact in absent)
        return Judgement(Verdict.NOT_MET, rule, because, scope + used, missing)
    if missing:
        because = tuple(f"Not recorded: {_words(fact)}." for fact in missing)
        return Judgement(Verdict.CANNOT_TELL, rule, because, scope + used, missing)
    because = tuple(f"Recorded: {_words(fact)}." for fact in used)
    return Judgement(Verdict.MET, rule, because, scope + used, ())


def _duration(rule: Duration, facts: Facts, calendar: WorkingCalendar) -> Judgement:
    missing = tuple(f for f in (rule.begins, rule.ends) if not isinstance(facts.get(f), date))
    used = (*(rule.when or ()), *(f for f in (rule.begins, rule.ends) if f not in missing))
    if missing:
        because = tuple(f"Not recorded: the date {_words(fact)}." for fact in missing)
        return Judgement(Verdict.CANNOT_TELL, rule, because, used, missing)
    begins, ends = facts[rule.begins], facts[rule.ends]
    if not (isinstance(begins, date) and isinstance(ends, date)):  # pragma: no cover
        raise TypeError("dates were checked above")
    reckoning = calendar.reckon(begins, rule.at_least)
    short = (reckoning.due - ends).days
    because = (
        f"{rule.at_least} from {_long(begins)} is {_long(reckoning.due)}; it ended {_long(ends)}"
        + (f", {short} day{'s' * (short != 1)} too soon." if short > 0 else "."),
        *_aimed(rule, begins, ends, calendar),
    )
    verdict = Verdict.NOT_MET if short > 0 else Verdict.MET
    return Judgement(verdict, rule, because, used, (), reckoning)


def _aimed(
    rule: Duration, begins: date, ends: date, calendar: WorkingCalendar
) -> tuple[str, ...]:
    if rule.aim is None or rule.aim == rule.at_least:
        return ()
    reached = "reached" if calendar.reckon(begins, rule.aim).due <= ends else "not reached"
    return (f"The aim of {rule.aim} is {reached}.",)


def _explained(found: Judgement, facts: Facts, departure: Departure | None) -> Judgement:
    if found.verdict is not Verdict.NOT_MET or departure is None:
        return found
    begins = facts.get(found.rule.begins) if isinstance(found.rule, Duration) else None
    day = begins if isinstance(begins, date) else departure.filed
    if not departure.covers(day):
        late = f"A reason was given on {_long(departure.filed)}, which was too late or has lapsed."
        verdict, because = Verdict.NOT_MET, (*found.because, late)
    else:
        verdict, because = Verdict.EXPLAINED, (*found.because, f"Reason given: {departure.reason}")
    return Judgement(verdict, found.rule, because, found.used, found.missing, found.reckoning)


def _unbound(rule: Rule) -> str:
    return f"This binds {', '.join(rule.binds)}; the body concerned is none of these."


def _words(fact: str) -> str:
    return fact.replace("_", " ")


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
