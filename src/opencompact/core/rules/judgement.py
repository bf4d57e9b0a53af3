"""What comes of holding a record against a rule, and what may explain it."""

from dataclasses import field
from datetime import date
from enum import StrEnum

from opencompact.core.calendar import Reckoning
from opencompact.core.phrases import Phrase, marked
from opencompact.core.record import record
from opencompact.core.rules.counting import Counting
from opencompact.core.rules.facts import Facts
from opencompact.core.rules.kinds import Rule, measures


class Verdict(StrEnum):
    """How a record stands to a rule."""

    MET = "met"
    NOT_MET = "not met"
    EXPLAINED = "explained"
    NOT_APPLICABLE = "not applicable"
    CANNOT_TELL = "cannot tell"


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

    def blank(self) -> tuple[Phrase, ...]:
        """Name what it does not say."""
        said = {
            marked("the reason"): self.reason,
            marked("the mitigation"): self.mitigation,
            marked("the approver"): self.approver,
        }
        return tuple(Phrase(name) for name, text in said.items() if not text.strip())


@record
class Measured:
    """One record with what is known of it, ready to be held against the rules for its kind.

    `on` is the day that decides the edition; `owner` are the sectors of the body it is about. Of
    something that is measured in several parts `only` names the facts that each part has for
    itself: a part is held against the rules that measure nothing else. Empty, it is held against
    all.
    """

    record: str
    key: str
    title: str
    address: str
    body: str
    owner: frozenset[str]
    on: date
    facts: Facts
    only: frozenset[str] = frozenset()

    def is_measured_by(self, rule: Rule) -> bool:
        """Say whether the rule is held against this part of the record."""
        return not self.only or self.only.issuperset(measures(rule))


@record
class Judgement:
    """A verdict with its trace: sentences, facts used, facts missing and the dates reckoned.

    `settles` is the day after which what is recorded can no longer be put right; None where that
    is the day of the record.
    """

    verdict: Verdict
    rule: Rule
    because: tuple[Phrase, ...]
    used: tuple[str, ...]
    missing: tuple[str, ...]
    counting: Counting | None = None
    facts: Facts = field(default_factory=dict)
    settles: date | None = None
    departure: Departure | None = None

    @property
    def reckoning(self) -> Reckoning | None:
        """The days, counted one by one."""
        return self.counting.reckoning if self.counting else None
