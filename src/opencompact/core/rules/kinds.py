"""The kinds of rule: what of a promise can be measured, and how."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from opencompact.core.calendar import Span
from opencompact.core.record import record

Convention = Literal["exclusive", "inclusive"]
"""Whether the last day counts: with exclusive it has to be reached, with inclusive it is one."""
Condition = Mapping[str, bool | str]


@record
class Duration:
    """At least so long from one date to another; `aim` is what to strive for beyond the floor.

    With the end exclusive it is met when the end falls on or after the day the floor reaches, the
    first day not counted. With the end inclusive both days count, so that it is one day sooner.
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
    convention: Convention = "exclusive"
    counting: str = ""
    when: Condition | None = None
    unless: Condition | None = None
    since: date | None = None
    event: str = ""


@record
class Ordering:
    """One date on or before another. A first that is recorded as not done breaks it."""

    key: str
    kind: Literal["ordering"]
    commitment: str
    record: str
    first: str
    then: str
    binds: tuple[str, ...]
    words: str
    when: Condition | None = None
    unless: Condition | None = None
    since: date | None = None
    event: str = ""


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
    when: Condition | None = None
    unless: Condition | None = None
    since: date | None = None
    event: str = ""


@record
class Share:
    """So many of a number, in per cent at least; of fewer than `fewest` nothing is said."""

    key: str
    kind: Literal["share"]
    commitment: str
    record: str
    part: str
    whole: str
    at_least: Decimal
    binds: tuple[str, ...]
    words: str
    aim: Decimal | None = None
    fewest: int = 1
    when: Condition | None = None
    unless: Condition | None = None
    since: date | None = None
    event: str = ""


@record
class Interval:
    """Again within a time of the last time. Without `again` the day on which one asks decides."""

    key: str
    kind: Literal["interval"]
    commitment: str
    record: str
    last: str
    within: Span
    binds: tuple[str, ...]
    words: str
    again: str = ""
    convention: Convention = "exclusive"
    counting: str = ""
    when: Condition | None = None
    unless: Condition | None = None
    since: date | None = None
    event: str = ""


@record
class Count:
    """At least so many of something; `aim` is what to strive for beyond that."""

    key: str
    kind: Literal["count"]
    commitment: str
    record: str
    fact: str
    at_least: int
    binds: tuple[str, ...]
    words: str
    aim: int | None = None
    when: Condition | None = None
    unless: Condition | None = None
    since: date | None = None
    event: str = ""


Rule = Duration | Ordering | Presence | Share | Interval | Count


def measures(rule: Rule) -> tuple[str, ...]:
    """The facts that a rule measures, in its own order."""
    match rule:
        case Duration():
            return (rule.begins, rule.ends)
        case Ordering():
            return (rule.first, rule.then)
        case Presence():
            return rule.facts
        case Share():
            return (rule.part, rule.whole)
        case Interval():
            return (rule.last, rule.again) if rule.again else (rule.last,)
        case Count():
            return (rule.fact,)
