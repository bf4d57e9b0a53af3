"""Consultations held against the agreement: what is known of each, and the verdicts on it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from django.urls import reverse

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import binding, editions, pack_of
from opencompact.apps.consultations.models import Consultation, Said, Window
from opencompact.apps.organisations.models import Departure
from opencompact.apps.organisations.queries import Bench, bench, departures_about, judging
from opencompact.base.areas.models import Area
from opencompact.core.pack import Pack
from opencompact.core.record import record
from opencompact.core.rules import (
    Duration,
    Fact,
    Interval,
    Judgement,
    Measured,
    Rule,
    Verdict,
)

from .register import consultations, feedback_of

RECORD: Final = "consultation"
# What each window has for itself; all else that is known belongs to the whole consultation.
OF_A_WINDOW: Final = frozenset({"opened", "closes"})
ASKED: Final = ("significant_effect", "major_change", "legally_impossible", "set_by_law")


@record
class Judged:
    """A verdict on one window of a consultation, with the commitment that it is about."""

    found: judging.Judged
    window: Window

    @property
    def judgement(self) -> Judgement:
        return self.found.judgement

    @property
    def is_short(self) -> bool:
        """Whether the window closes before the day that the rule reaches."""
        return is_short(self.judgement)


def is_short(judgement: Judgement) -> bool:
    return isinstance(judgement.rule, Duration) and judgement.verdict == Verdict.NOT_MET


def short_by(judgement: Judgement) -> int:
    """By how many days what was measured is too short; 0 for what is long enough."""
    rule, reached = judgement.rule, judgement.reckoning
    if not isinstance(rule, Duration) or reached is None:
        return 0
    closes = judgement.facts.get(rule.ends)
    if not isinstance(closes, date):
        return 0
    last = reached.due.toordinal() - (rule.convention == "inclusive")
    return max(0, last - closes.toordinal())


def facts(consultation: Consultation, window: Window | None) -> dict[str, Fact]:
    """What is recorded of a consultation in one of its windows; what is not said is left out."""
    found: dict[str, Fact] = {
        name: getattr(consultation, name) == Said.YES
        for name in ASKED
        if getattr(consultation, name)
    }
    if window is not None:
        found |= {"opened": window.opens, "closes": window.closes}
    feedback = feedback_of(consultation)
    if feedback and feedback.published_on:
        found["feedback_published"] = feedback.published_on
    if consultation.decision.strip():
        found["purpose_stated"] = True
    if consultation.can_change.strip() and consultation.cannot_change.strip():
        found["what_can_change_stated"] = True
    if consultation.ways or consultation.online:
        found["ways_of_taking_part"] = len(consultation.ways) + consultation.online
    return found


def key_of(consultation: Consultation, place: int) -> str:
    """What stands for a window: the number, and for a second window the number with its place."""
    return consultation.number if place == 0 else f"{consultation.number}-{place + 1}"


def measured(area: Area, *, on: date) -> Iterator[Measured]:
    """Every window that has opened by a day, each a length of its own; few queries for all.

    What belongs to the consultation, such as its feedback, is measured once, with the last.
    """
    known = tuple(editions(area))
    for one in consultations(area).exclude(published_on=None).filter(withdrawn_on=None):
        yield from _each(one, [window for window in one.windows.all() if window.opens <= on], known)


def _each(
    consultation: Consultation, windows: Sequence[Window], known: Sequence[Edition]
) -> Iterator[Measured]:
    last = max(windows, key=lambda one: (one.closes, one.opens), default=None)
    for place, window in enumerate(windows):
        yield _measured(consultation, window, place, known, whole=window == last)


def _measured(
    consultation: Consultation,
    window: Window,
    place: int,
    known: Iterable[Edition],
    *,
    whole: bool = True,
) -> Measured:
    body, edition = consultation.body, binding(known, window.opens)
    return Measured(
        record=RECORD,
        key=key_of(consultation, place),
        title=consultation.title,
        address=reverse("consultations:one", args=[consultation.area.slug, consultation.number]),
        body=body.slug,
        owner=pack_of(edition).owner(body.sector) if edition else frozenset(),
        on=window.opens,
        facts=facts(consultation, window),
        only=frozenset() if whole else OF_A_WINDOW,
    )


def judged(consultation: Consultation) -> list[Judged]:
    """What the edition in force when each window opened says of it, in the words of the page."""
    held = bench(consultation.area, spoken=True)
    windows = list(consultation.windows.all())
    return [
        Judged(found, window)
        for window, one in zip(windows, _each(consultation, windows, held.editions), strict=True)
        for found in held.judge(one)
    ]


def departures_of(found: Iterable[Judged]) -> list[Departure]:
    """The departures that were filed about windows of a consultation."""
    keys = dict.fromkeys((one.found.measured.key, one.found.measured.record) for one in found)
    area = next((one.window.area for one in found), None)
    return [
        departure
        for key, record_ in keys
        if area is not None
        for departure in departures_about(area, record_, key)
    ]


def ahead(consultation: Consultation, window: Window) -> list[Judgement]:
    """What would be said of the length of a first window that is not kept yet."""
    held = bench(consultation.area, spoken=True)
    found = held.judge(_measured(consultation, window, 0, held.editions))
    return [one.judgement for one in found if isinstance(one.judgement.rule, Duration)]


def rules_of(pack: Pack) -> tuple[Rule, ...]:
    """The rules of an edition for consultations."""
    return tuple(rule for rule in pack.rules if rule.record == RECORD)


def asked_by(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The questions of yes and no on which a rule depends: no others are asked."""
    named = {name for rule in rules for name in (*(rule.when or ()), *(rule.unless or ()))}
    return tuple(name for name in ASKED if name in named)


def feedback_due(consultation: Consultation, known_bench: Bench | None = None) -> date | None:
    """By when feedback is due, where the agreement gives a time for it; else None."""
    windows = list(consultation.windows.all())
    if not windows:
        return None
    last = max(windows, key=lambda one: one.closes)
    held = known_bench or bench(consultation.area)
    edition, known = held.edition_on(last.opens), facts(consultation, last)
    for rule in rules_of(pack_of(edition)) if edition else ():
        if not isinstance(rule, Interval) or rule.again != "feedback_published":
            continue
        if rule.last in known and not _does_not_apply(rule, known):
            return held.calendar.reckon(last.closes, rule.within).due
    return None


def _does_not_apply(rule: Rule, known: Mapping[str, Fact]) -> bool:
    return any(known.get(name) != value for name, value in (rule.when or {}).items())
