"""Measurable commitments: what was promised, held against what was recorded, with the reasons.

The answer is met, not met, explained, not applicable or cannot tell. Silence is never "met".
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Literal

from opencompact.core.calendar import Reckoning, Span, WorkingCalendar, written
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
    """A reason given for not keeping a rule. Filed after the event began it is late.

    It says why, what softens the effect and who approved it; with one of these blank it is none.
    """

    reason: str
    mitigation: str
    approver: str
    filed: date
    expires: date

    def covers(self, on: date) -> bool:
        """Say whether the departure was filed by `on` and had not lapsed then."""
        return self.filed <= on <= self.expires

    def blank(self) -> tuple[str, ...]:
        """Name what it does not say."""
        said = {
            "the reason": self.reason,
            "the mitigation": self.mitigation,
            "the approver": self.approver,
        }
        return tuple(name for name, text in said.items() if not text.strip())


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
            why = f"The rule makes an exception here: {_stated(fact, value)}."
            return Judgement(Verdict.NOT_APPLICABLE, rule, (why,), (fact,), ())
    needed = (rule.when or {}).items()
    for fact, value in needed:
        if fact in facts and facts[fact] != value:
            why = f"The rule applies only where this holds: {_stated(fact, value)}."
            return Judgement(Verdict.NOT_APPLICABLE, rule, (why,), (fact,), ())
    missing = {fact: value for fact, value in needed if fact not in facts}
    if missing:
        because = tuple(
            f"Whether the rule applies is not recorded: {_stated(fact, value)}?"
            for fact, value in missing.items()
        )
        return Judgement(Verdict.CANNOT_TELL, rule, because, _used(rule, facts), tuple(missing))
    return None


def _presence(rule: Presence, facts: Facts) -> Judgement:
    missing = tuple(fact for fact in rule.facts if fact not in facts)
    there = tuple(fact for fact in rule.facts if fact in facts)
    absent = tuple(fact for fact in there if not _there(facts[fact]))
    used = _used(rule, facts, *there)
    if absent:
        because = tuple(f"Not there: {_words(fact)}." for fact in absent)
        return Judgement(Verdict.NOT_MET, rule, because, used, missing)
    if missing:
        because = tuple(f"Not recorded: {_words(fact)}." for fact in missing)
        return Judgement(Verdict.CANNOT_TELL, rule, because, used, missing)
    because = tuple(f"Recorded: {_words(fact)}." for fact in there)
    return Judgement(Verdict.MET, rule, because, used, ())


def _duration(rule: Duration, facts: Facts, calendar: WorkingCalendar) -> Judgement:
    begins, ends = facts.get(rule.begins), facts.get(rule.ends)
    if isinstance(begins, date) and isinstance(ends, date):
        return _measured(rule, facts, (begins, ends), calendar)
    missing = tuple(f for f in (rule.begins, rule.ends) if not isinstance(facts.get(f), date))
    used = tuple(f for f in _used(rule, facts, rule.begins, rule.ends) if f not in missing)
    because = tuple(
        f"{'Not a date' if fact in facts else 'Not recorded'}: {_words(fact)}." for fact in missing
    )
    return Judgement(Verdict.CANNOT_TELL, rule, because, used, missing)


def _measured(
    rule: Duration, facts: Facts, dates: tuple[date, date], calendar: WorkingCalendar
) -> Judgement:
    begins, ends = dates
    reckoning = calendar.reckon(begins, rule.at_least)
    short = (reckoning.due - ends).days
    because = (
        f"{rule.at_least} from {written(begins)} is {written(reckoning.due)}; "
        f"it ended {written(ends)}"
        + (f", {short} day{'s' * (short != 1)} too soon." if short > 0 else "."),
        *_aimed(rule, begins, ends, calendar),
    )
    verdict = Verdict.NOT_MET if short > 0 else Verdict.MET
    used = _used(rule, facts, rule.begins, rule.ends)
    return Judgement(verdict, rule, because, used, (), reckoning)


def _aimed(rule: Duration, begins: date, ends: date, calendar: WorkingCalendar) -> tuple[str, ...]:
    if rule.aim is None or rule.aim == rule.at_least:
        return ()
    reached = "reached" if calendar.reckon(begins, rule.aim).due <= ends else "not reached"
    return (f"The aim of {rule.aim} is {reached}.",)


def _explained(found: Judgement, facts: Facts, departure: Departure | None) -> Judgement:
    if found.verdict is not Verdict.NOT_MET or departure is None:
        return found
    begins = facts.get(found.rule.begins) if isinstance(found.rule, Duration) else None
    fault = _lacking(departure, begins if isinstance(begins, date) else departure.filed)
    verdict = Verdict.NOT_MET if fault else Verdict.EXPLAINED
    because = (*found.because, fault or f"Reason given: {departure.reason}")
    return Judgement(verdict, found.rule, because, found.used, found.missing, found.reckoning)


def _lacking(departure: Departure, began: date) -> str:
    """Say why the departure does not count for what began on that day; empty when it does."""
    given = f"A reason was given on {written(departure.filed)}, but "
    if blank := departure.blank():
        return f"{given}it does not say {' and '.join(blank)}."
    if departure.covers(began):
        return ""
    if departure.filed > began:
        return f"{given}too late: it had begun on {written(began)}."
    return f"{given}it had lapsed on {written(departure.expires)}."


def _used(rule: Rule, facts: Facts, *measured: str) -> tuple[str, ...]:
    """Return the recorded facts that the verdict rests on: its scope, then what it measures."""
    wanted = dict.fromkeys((*(rule.unless or ()), *(rule.when or ()), *measured))
    return tuple(fact for fact in wanted if fact in facts)


def _there(fact: Fact) -> bool:
    return bool(fact.strip() if isinstance(fact, str) else fact)


def _unbound(rule: Rule) -> str:
    return f"This binds {', '.join(rule.binds)}; the body concerned is none of these."


def _stated(fact: str, value: bool | str) -> str:
    if isinstance(value, str):
        return f"{_words(fact)} is {value}"
    return _words(fact) if value else f"not {_words(fact)}"


def _words(fact: str) -> str:
    return fact.replace("_", " ")
