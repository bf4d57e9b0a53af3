"""How commitments stand: kept, at risk, broken, explained or not known, from verdicts on records.

Silence is never "kept". What can still be put right is at risk and not yet broken.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from opencompact.core.calendar import add_months
from opencompact.core.record import record
from opencompact.core.rules import Verdict


class Standing(StrEnum):
    """How a commitment stands, for a body or for all."""

    KEPT = "kept"
    AT_RISK = "at risk"
    BROKEN = "broken"
    EXPLAINED = "explained"
    NOT_KNOWN = "not known"


@record
class Watch:
    """What is looked at to say how a commitment stands, and what calls for attention.

    The records of the last `within` months say how it stands. It is quiet when nothing was recorded
    of it in `quiet_after` months, and hot when it was broken `hot_at` times `within` those months.
    """

    within: int = 12
    quiet_after: int = 24
    hot_at: int = 3


@record
class Entry:
    """A verdict on one record. `settles` is the day after which nothing can be put right any more.

    `what` is whatever the caller wants to have beside it.
    """

    commitment: str
    edition: str
    body: str
    on: date
    verdict: Verdict
    settles: date | None = None
    what: Any = None


class Outcome(StrEnum):
    """What an entry counts as on a day."""

    KEPT = "kept"
    AT_RISK = "at risk"
    BROKEN = "broken"
    EXPLAINED = "explained"
    UNKNOWN = "unknown"
    OPEN = "open"
    OUTSIDE = "outside"


# What some verdicts count as on every day.
SAID = {
    Verdict.MET: Outcome.KEPT,
    Verdict.EXPLAINED: Outcome.EXPLAINED,
    Verdict.NOT_APPLICABLE: Outcome.OUTSIDE,
}


def outcome(entry: Entry, today: date) -> Outcome:
    """What an entry counts as. Until its day has come nothing is broken, and nothing is missing."""
    verdict = entry.verdict
    if verdict in SAID:
        return SAID[verdict]
    to_come = entry.settles is not None and entry.settles >= today
    if verdict is Verdict.NOT_MET:
        return Outcome.AT_RISK if to_come else Outcome.BROKEN
    return Outcome.OPEN if to_come else Outcome.UNKNOWN


@dataclass(slots=True)
class Tally:
    """How many records count as what."""

    kept: int = 0
    at_risk: int = 0
    broken: int = 0
    explained: int = 0
    unknown: int = 0
    open: int = 0
    outside: int = 0
    last: date | None = None

    def add(self, found: Outcome, on: date, number: int = 1) -> None:
        """Count one more record, or several of which the last was on a day."""
        name = "at_risk" if found is Outcome.AT_RISK else found.value
        setattr(self, name, getattr(self, name) + number)
        if found is not Outcome.OUTSIDE and (self.last is None or on > self.last):
            self.last = on

    @property
    def told(self) -> int:
        """Records of which it is known whether the commitment was kept."""
        return self.kept + self.broken + self.explained + self.at_risk

    @property
    def all(self) -> int:
        """Records that the commitment concerns."""
        return self.told + self.unknown + self.open

    @property
    def share(self) -> float | None:
        """Of a hundred records of which it is known, those in which it was kept."""
        return self.kept * 100 / self.told if self.told else None

    @property
    def standing(self) -> Standing:
        """The worst that is known. Kept needs more records that say so than are silent."""
        if self.broken:
            return Standing.BROKEN
        if self.at_risk:
            return Standing.AT_RISK
        if self.unknown and self.unknown >= self.kept + self.explained:
            return Standing.NOT_KNOWN
        if self.explained:
            return Standing.EXPLAINED
        return Standing.KEPT if self.kept else Standing.NOT_KNOWN


@dataclass(slots=True)
class Account:
    """One commitment: lately, ever, and the same for each body."""

    lately: Tally = field(default_factory=Tally)
    ever: Tally = field(default_factory=Tally)
    bodies: dict[str, "Account"] = field(default_factory=dict)
    quiet: bool = False
    hot: bool = False

    @property
    def standing(self) -> Standing:
        return self.lately.standing


def accounts(
    entries: Iterable[Entry], keys: Iterable[str], today: date, watch: Watch
) -> Mapping[str, Account]:
    """How each commitment of `keys` stands on a day, and for each body it concerns."""
    found = {key: Account() for key in keys}
    for (key, body, said, lately), (number, last) in _counted(entries, today, watch).items():
        if account := found.get(key):
            for one in (account, account.bodies.setdefault(body, Account())):
                one.ever.add(said, last, number)
                if lately:
                    one.lately.add(said, last, number)
    for account in found.values():
        _marked(account, today, watch)
        for one in account.bodies.values():
            _marked(one, today, watch)
    return found


def _counted(
    entries: Iterable[Entry], today: date, watch: Watch
) -> Mapping[tuple[str, str, Outcome, bool], tuple[int, date]]:
    """How many entries are alike, and the day of the last of them: thousands are of few sorts."""
    since = add_months(today, -watch.within)
    found: dict[tuple[str, str, Outcome, bool], tuple[int, date]] = {}
    for entry in entries:
        on = entry.on
        sort = entry.commitment, entry.body, outcome(entry, today), on > since
        number, last = found.get(sort, (0, on))
        found[sort] = number + 1, max(on, last)
    return found


def _marked(account: Account, today: date, watch: Watch) -> None:
    last = account.ever.last
    account.quiet = last is None or last <= add_months(today, -watch.quiet_after)
    account.hot = account.lately.broken >= watch.hot_at


Period = Callable[[date], str]


def by_year(on: date) -> str:
    """The year of a day: "2027"."""
    return f"{on.year}"


def by_quarter(on: date) -> str:
    """The quarter of a day: "2027 Q1"."""
    return f"{on.year} Q{(on.month + 2) // 3}"


def trend(entries: Iterable[Entry], today: date, period: Period = by_year) -> Mapping[str, Tally]:
    """How many records of each period count as what, in order, without a gap between periods."""
    found: defaultdict[str, Tally] = defaultdict(Tally)
    days: list[date] = []
    for entry in entries:
        said = outcome(entry, today)
        if said is not Outcome.OUTSIDE:
            found[period(entry.on)].add(said, entry.on)
            days.append(entry.on)
    return {name: found[name] for name in _periods(days, period)}


def _periods(days: list[date], period: Period) -> Iterable[str]:
    if not days:
        return ()
    on, last = min(days).replace(day=1), max(days)
    names: dict[str, None] = {}
    while on <= last:
        names[period(on)] = None
        on = add_months(on, 1)
    names[period(last)] = None
    return names
