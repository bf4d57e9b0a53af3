"""Measurable commitments: what was promised, held against what was recorded, with the reasons.

The answer is met, not met, explained, not applicable or cannot tell. Silence is never "met".
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from opencompact.core.calendar import WorkingCalendar
from opencompact.core.phrases import Phrase, marked
from opencompact.core.rules.facts import Facts, worded
from opencompact.core.rules.judgement import Departure, Judgement, Verdict
from opencompact.core.rules.kinds import Duration, Interval, Ordering, Rule
from opencompact.core.rules.measuring import Found, measure, wanted


def judge(
    rule: Rule,
    facts: Facts,
    *,
    owner: frozenset[str],
    calendar: WorkingCalendar,
    departure: Departure | None = None,
    on: date | None = None,
) -> Judgement:
    """Hold one record's `facts` against `rule`; `owner` are the sectors of the body it is about.

    `on` is the day of the record, and for an interval the day on which one asks.
    """
    found = _judged(rule, wanted(rule), facts, owner, calendar, on)
    return _explained(found, departure, facts, on) if departure else found


class Alike:
    """A rule held against many records: those of which it asks the same are judged once."""

    def __init__(self, rule: Rule, calendar: WorkingCalendar) -> None:
        self.rule = rule
        self._calendar = calendar
        self._wanted = wanted(rule)
        # Only these look at the day of a record; to others records of all days are alike.
        self._dated = rule.since is not None or isinstance(rule, Interval)
        self._said: dict[object, Judgement] = {}

    def judge(
        self, facts: Facts, owner: frozenset[str], on: date | None, departure: Departure | None
    ) -> Judgement:
        """Say what `judge` says of one record."""
        asked = tuple(map(facts.get, self._wanted))
        # Yes equals 1, but is not said in the same words.
        kinds = tuple(map(type, asked))
        key = (asked, kinds, owner, on if self._dated else None)
        said = self._said.get(key)
        # 1 and 1.0 are equal too, and of one kind: such numbers are judged each time.
        if said is None or Decimal in kinds:
            said = _judged(self.rule, self._wanted, facts, owner, self._calendar, on)
            self._said[key] = said
        return _explained(said, departure, facts, on) if departure else said


def _judged(
    rule: Rule,
    asked: tuple[str, ...],
    facts: Facts,
    owner: frozenset[str],
    calendar: WorkingCalendar,
    on: date | None,
) -> Judgement:
    found = _found(rule, facts, owner, calendar, on)
    used: tuple[str, ...] = ()
    if not owner.isdisjoint(rule.binds):
        used = tuple([fact for fact in asked if fact in facts and fact not in found.missing])
    return Judgement(
        found.verdict,
        rule,
        found.because,
        used,
        found.missing,
        found.counting,
        {fact: facts[fact] for fact in used},
        found.ended or _event(rule, facts),
    )


def _found(
    rule: Rule, facts: Facts, owner: frozenset[str], calendar: WorkingCalendar, on: date | None
) -> Found:
    outside = next(_outside(rule, facts, owner, on), None)
    if outside:
        return Found(Verdict.NOT_APPLICABLE, (outside,))
    unknown = _unknown(rule, facts, on)
    found = unknown or measure(rule, facts, calendar, on)
    # An exception excuses: it takes nothing from what was kept all the same.
    excused = next(_exceptions(rule, facts), None)
    if excused and found.verdict is not Verdict.MET:
        return Found(Verdict.NOT_APPLICABLE, (excused,))
    return found


def _outside(rule: Rule, facts: Facts, owner: frozenset[str], on: date | None) -> Iterator[Phrase]:
    """Say why the rule does not apply; nothing where it does or may."""
    if not owner.intersection(rule.binds):
        text = marked("This binds {sectors}; the body concerned is none of these.")
        yield Phrase(text, {"sectors": ", ".join(rule.binds)})
    began = on or _event(rule, facts)
    if rule.since and began and began < rule.since:
        text = marked("The rule holds from {since} on, and this was on {day}.")
        yield Phrase(text, {"since": rule.since, "day": began})
    for fact, value in (rule.when or {}).items():
        if fact in facts and facts[fact] != value:
            text = marked("The rule applies only where this holds: {what}.")
            yield Phrase(text, {"what": _stated(fact, value)})


def _exceptions(rule: Rule, facts: Facts) -> Iterator[Phrase]:
    for fact, value in (rule.unless or {}).items():
        if facts.get(fact) == value:
            text = marked("The rule makes an exception here: {what}.")
            yield Phrase(text, {"what": _stated(fact, value)})


def _unknown(rule: Rule, facts: Facts, on: date | None) -> Found | None:
    """Whether it cannot be told that the rule applies; None when it does."""
    missing = {fact: value for fact, value in (rule.when or {}).items() if fact not in facts}
    if missing:
        text = marked("Whether the rule applies is not recorded: {what}?")
        because = tuple(Phrase(text, {"what": _stated(*one)}) for one in missing.items())
        return Found(Verdict.CANNOT_TELL, because, tuple(missing))
    if rule.since and not (on or _event(rule, facts)):
        text = marked("The rule holds from {since} on, and no day is recorded.")
        named = (rule.event or _first(rule),)
        because = (Phrase(text, {"since": rule.since}),)
        return Found(Verdict.CANNOT_TELL, because, tuple(fact for fact in named if fact))
    return None


def _first(rule: Rule) -> str:
    """The fact with the day of what the rule is about, where its kind has one."""
    if isinstance(rule, Duration):
        return rule.begins
    return rule.then if isinstance(rule, Ordering) else ""


def _event(rule: Rule, facts: Facts) -> date | None:
    """The day of the event as it is recorded: before it a departure has to be filed."""
    named = facts.get(rule.event or _first(rule))
    return named if isinstance(named, date) else None


def _explained(found: Judgement, departure: Departure, facts: Facts, on: date | None) -> Judgement:
    if found.verdict is not Verdict.NOT_MET:
        return found
    began = _event(found.rule, facts) or on or found.settles or departure.filed
    fault = _lacking(departure, began)
    given = Phrase(marked("Reason given: {reason}"), {"reason": departure.reason})
    return replace(
        found,
        verdict=Verdict.NOT_MET if fault else Verdict.EXPLAINED,
        because=(*found.because, fault or given),
        departure=departure,
    )


def _lacking(departure: Departure, began: date) -> Phrase | None:
    """Say why the departure does not count for what began on that day; None when it does."""
    said: dict[str, object] = {
        "filed": departure.filed,
        "began": began,
        "expired": departure.expires,
    }
    if blank := departure.blank():
        text = marked("A reason was given on {filed}, but it does not say {what}.")
        return Phrase(text, {**said, "what": _joined(blank)})
    if departure.covers(began):
        return None
    if departure.filed > began:
        text = marked("A reason was given on {filed}, but too late: it had begun on {began}.")
    else:
        text = marked("A reason was given on {filed}, but it had lapsed on {expired}.")
    return Phrase(text, said)


def _joined(names: tuple[Phrase, ...]) -> Phrase:
    joined, *others = names
    for name in others:
        joined = Phrase(marked("{one} and {other}"), {"one": joined, "other": name})
    return joined


def _stated(fact: str, value: bool | str) -> Phrase:
    if isinstance(value, str):
        return Phrase(marked("{fact} is {value}"), {"fact": worded(fact), "value": value})
    return worded(fact) if value else Phrase(marked("not {fact}"), {"fact": worded(fact)})
