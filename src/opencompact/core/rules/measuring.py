"""One function for each kind of rule: the facts held against what was promised."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from opencompact.core.calendar import Span, Unit, WorkingCalendar
from opencompact.core.phrases import Phrase, marked
from opencompact.core.record import record
from opencompact.core.rules.counting import Counting
from opencompact.core.rules.facts import Facts, number, there, worded
from opencompact.core.rules.judgement import Verdict
from opencompact.core.rules.kinds import (
    Count,
    Duration,
    Interval,
    Ordering,
    Presence,
    Rule,
    Share,
    measures,
)

HUNDRED = 100


@record
class Found:
    """What measuring gave: `ended` is the day after which nothing can be put right."""

    verdict: Verdict
    because: tuple[Phrase, ...]
    missing: tuple[str, ...] = ()
    counting: Counting | None = None
    ended: date | None = None


def measure(rule: Rule, facts: Facts, calendar: WorkingCalendar, on: date | None) -> Found:
    """Hold the facts against the rule, whatever its conditions say."""
    match rule:
        case Duration():
            return _duration(rule, facts, calendar)
        case Ordering():
            return _ordering(rule, facts)
        case Presence():
            return _presence(rule, facts)
        case Share():
            return _share(rule, facts)
        case Interval():
            return _interval(rule, facts, calendar, on)
        case Count():
            return _count(rule, facts)


def _duration(rule: Duration, facts: Facts, calendar: WorkingCalendar) -> Found:
    begins, ends = facts.get(rule.begins), facts.get(rule.ends)
    if not (isinstance(begins, date) and isinstance(ends, date)):
        return replace(_undated(facts, rule.begins, rule.ends), ended=_day(ends))
    counting = Counting(begins, rule.at_least, rule.convention, calendar)
    due = counting.due
    short = (due - ends).days
    said: dict[str, object] = {"span": rule.at_least, "start": begins, "due": due, "end": ends}
    if short > 0:
        said["short"] = Span(short, Unit.DAYS)
        text = marked("{span} from {start} is {due}; the end is {end}, {short} too soon.")
    else:
        text = marked("{span} from {start} is {due}; the end is {end}.")
    verdict = Verdict.NOT_MET if short > 0 else Verdict.MET
    aimed = _aimed_span(rule, begins, ends, calendar)
    return Found(verdict, (Phrase(text, said), *aimed), (), counting, ends)


def _aimed_span(
    rule: Duration, begins: date, ends: date, calendar: WorkingCalendar
) -> tuple[Phrase, ...]:
    if rule.aim is None or rule.aim == rule.at_least:
        return ()
    reached = Counting(begins, rule.aim, rule.convention, calendar).due <= ends
    return (_aimed(rule.aim, reached=reached),)


def _ordering(rule: Ordering, facts: Facts) -> Found:
    first, then = facts.get(rule.first), facts.get(rule.then)
    if rule.first in facts and not there(facts[rule.first]):
        because = Phrase(marked("Not there: {fact}."), {"fact": worded(rule.first)})
        return Found(Verdict.NOT_MET, (because,), (), None, _day(then))
    if not (isinstance(first, date) and isinstance(then, date)):
        return replace(_undated(facts, rule.first, rule.then), ended=_day(then))
    said = {
        "first": worded(rule.first),
        "first_day": first,
        "then": worded(rule.then),
        "then_day": then,
    }
    if first > then:
        said["late"] = Span((first - then).days, Unit.DAYS)
        text = marked(
            "In the wrong order, by {late}: {first} on {first_day}, {then} on {then_day}."
        )
        return Found(Verdict.NOT_MET, (Phrase(text, said),), (), None, then)
    text = marked("In the right order: {first} on {first_day}, {then} on {then_day}.")
    return Found(Verdict.MET, (Phrase(text, said),), (), None, then)


def _presence(rule: Presence, facts: Facts) -> Found:
    missing = tuple(fact for fact in rule.facts if fact not in facts)
    held = tuple(fact for fact in rule.facts if fact in facts)
    absent = tuple(fact for fact in held if not there(facts[fact]))
    if absent:
        text, named, verdict = marked("Not there: {fact}."), absent, Verdict.NOT_MET
    elif missing:
        text, named, verdict = marked("Not recorded: {fact}."), missing, Verdict.CANNOT_TELL
    else:
        text, named, verdict = marked("Recorded: {fact}."), held, Verdict.MET
    return Found(verdict, tuple(Phrase(text, {"fact": worded(one)}) for one in named), missing)


def _share(rule: Share, facts: Facts) -> Found:
    part, whole = facts.get(rule.part), facts.get(rule.whole)
    if not (number(part) and number(whole)):
        return _unnumbered(facts, rule.part, rule.whole)
    said = {"part": part, "whole": whole, "fact": worded(rule.whole), "fewest": rule.fewest}
    if whole == 0:
        none = Phrase(marked("There was nothing to count: {fact}."), said)
        return Found(Verdict.NOT_APPLICABLE, (none,))
    if not 0 <= part <= whole:
        odd = Phrase(marked("{part} of {whole} cannot be: one of the two is wrong."), said)
        return Found(Verdict.CANNOT_TELL, (odd,))
    if whole < rule.fewest:
        few = Phrase(marked("{whole} are too few to say: there must be {fewest}."), said)
        return Found(Verdict.CANNOT_TELL, (few,))
    share = Decimal(part) * HUNDRED / Decimal(whole)
    told: dict[str, object] = {**said, "share": per_cent(share), "floor": per_cent(rule.at_least)}
    because = Phrase(marked("{part} of {whole} is {share}; {floor} at least was promised."), told)
    aimed = _aimed_number(rule.aim, share, "%")
    return Found(Verdict.MET if share >= rule.at_least else Verdict.NOT_MET, (because, *aimed))


def per_cent(share: Decimal) -> str:
    """Write a share with one decimal, cut and not rounded: 94.96 % never looks like 95 %."""
    tenths = int(share * 10)
    return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def _interval(rule: Interval, facts: Facts, calendar: WorkingCalendar, on: date | None) -> Found:
    last = facts.get(rule.last)
    if not isinstance(last, date):
        return _undated(facts, rule.last)
    counting = Counting(last, rule.within, rule.convention, calendar)
    due, again = counting.due, _day(facts.get(rule.again))
    said: dict[str, object] = {"span": rule.within, "last": last, "due": due}
    if again and again >= last and (on is None or again <= on):
        text = marked("{span} from {last} is {due}; the next time was {again}.")
        verdict = Verdict.MET if again <= due else Verdict.NOT_MET
        return Found(verdict, (Phrase(text, {**said, "again": again}),), (), counting, due)
    missing = (rule.again,) if rule.again and not again else ()
    if on is None:
        text = marked("{span} from {last} is {due}; nothing is recorded since.")
        return Found(Verdict.CANNOT_TELL, (Phrase(text, said),), missing, counting, due)
    if on <= due:
        text = marked("{span} from {last} is {due}, which is still to come.")
        return Found(Verdict.MET, (Phrase(text, said),), (), counting, due)
    text = marked("{span} from {last} is {due}; nothing was recorded by {on}.")
    return Found(Verdict.NOT_MET, (Phrase(text, {**said, "on": on}),), missing, counting, due)


def _count(rule: Count, facts: Facts) -> Found:
    found = facts.get(rule.fact)
    if not number(found):
        return _unnumbered(facts, rule.fact)
    said = {"fact": worded(rule.fact), "number": found, "floor": rule.at_least}
    because = Phrase(marked("Recorded for {fact}: {number}; {floor} at least was promised."), said)
    verdict = Verdict.MET if found >= rule.at_least else Verdict.NOT_MET
    return Found(verdict, (because, *_aimed_number(rule.aim, found, "")))


def _aimed_number(aim: Decimal | int | None, found: Decimal | int, sign: str) -> tuple[Phrase, ...]:
    if aim is None:
        return ()
    told = per_cent(Decimal(aim)) if sign else str(aim)
    return (_aimed(told, reached=found >= aim),)


def _aimed(aim: object, *, reached: bool) -> Phrase:
    text = (
        marked("The aim of {aim} is reached.")
        if reached
        else marked("The aim of {aim} is not reached.")
    )
    return Phrase(text, {"aim": aim})


def _undated(facts: Facts, *names: str) -> Found:
    missing = tuple(fact for fact in names if _day(facts.get(fact)) is None)
    return _cannot(facts, missing, marked("Not a date: {fact}."))


def _unnumbered(facts: Facts, *names: str) -> Found:
    missing = tuple(fact for fact in names if not number(facts.get(fact)))
    return _cannot(facts, missing, marked("Not a number: {fact}."))


def _cannot(facts: Facts, missing: tuple[str, ...], otherwise: str) -> Found:
    because = tuple(
        Phrase(
            otherwise if fact in facts else marked("Not recorded: {fact}."), {"fact": worded(fact)}
        )
        for fact in missing
    )
    return Found(Verdict.CANNOT_TELL, because, missing)


def _day(fact: object) -> date | None:
    return fact if isinstance(fact, date) else None


def wanted(rule: Rule) -> tuple[str, ...]:
    """Every fact that a rule asks for: its conditions, what it measures, its event."""
    named = (*(rule.unless or ()), *(rule.when or ()), *measures(rule), rule.event)
    return tuple(dict.fromkeys(fact for fact in named if fact))
