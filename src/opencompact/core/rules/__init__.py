"""Measurable commitments and verdicts on them."""

from opencompact.core.rules.facts import Fact, Facts, worded
from opencompact.core.rules.judgement import Departure, Judgement, Measured, Verdict
from opencompact.core.rules.judging import Alike, judge
from opencompact.core.rules.kinds import (
    Condition,
    Convention,
    Count,
    Duration,
    Interval,
    Ordering,
    Presence,
    Rule,
    Share,
    measures,
)

__all__ = [
    "Alike",
    "Condition",
    "Convention",
    "Count",
    "Departure",
    "Duration",
    "Fact",
    "Facts",
    "Interval",
    "Judgement",
    "Measured",
    "Ordering",
    "Presence",
    "Rule",
    "Share",
    "Verdict",
    "judge",
    "measures",
    "worded",
]
