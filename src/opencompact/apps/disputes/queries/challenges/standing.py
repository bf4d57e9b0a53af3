"""Where a challenge stands on a day: worked out from what happened to it, never stored."""

from collections.abc import Sequence
from datetime import date

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import edition_on, pack_of
from opencompact.apps.disputes.models import Challenge, ChallengeEvent
from opencompact.apps.disputes.models.challenges import Happened
from opencompact.core.calendar import Reckoning, WorkingCalendar
from opencompact.core.record import record
from opencompact.formats.usual import challenge_of, reply_time

ASKED = frozenset({Happened.SENT.value, Happened.FOLLOW_UP.value})


@record
class Standing:
    """How far a challenge has come. `reply` says by when an answer is usual, day by day."""

    challenge: Challenge
    on: date
    events: tuple[ChallengeEvent, ...]
    reply: Reckoning | None
    as_written: str
    clause: str

    @property
    def sent(self) -> ChallengeEvent | None:
        return self.last(Happened.SENT)

    @property
    def answered(self) -> ChallengeEvent | None:
        return self.last(Happened.REPLY)

    @property
    def outcome(self) -> ChallengeEvent | None:
        return self.last(Happened.OUTCOME)

    @property
    def closed(self) -> ChallengeEvent | None:
        return self.last(Happened.CLOSED)

    @property
    def waits(self) -> bool:
        """Say whether an answer is awaited: it was asked for, and nothing came after that.

        Of a letter whose words were removed none is.
        """
        asked = bool(self.events) and self.events[-1].kind in ASKED
        return asked and bool(self.sent and self.sent.letter)

    @property
    def slow(self) -> bool:
        """Say whether the usual time has passed without an answer. It breaks no promise."""
        return self.waits and self.reply is not None and self.on > self.reply.due

    @property
    def state(self) -> str:
        """The state in one word, for lists, filters and styles."""
        if not self.sent:
            return "draft"
        if self.closed:
            return "closed"
        if self.outcome:
            return "outcome"
        return "slow" if self.slow else "waiting" if self.waits else "answered"

    @property
    def newest_first(self) -> tuple[ChallengeEvent, ...]:
        return self.events[::-1]

    def last(self, kind: Happened) -> ChallengeEvent | None:
        """The last thing of a kind that happened."""
        return next((one for one in reversed(self.events) if one.kind == kind.value), None)


def standing(
    challenge: Challenge,
    calendar: WorkingCalendar,
    on: date,
    known: Sequence[Edition] | None = None,
) -> Standing:
    """Where a challenge stands. The usual time is that of the edition in force when it was sent.

    `known` are the editions of the area, for whoever asks about many challenges.
    """
    events = tuple(challenge.events.all())
    asked = [one for one in events if one.kind in ASKED]
    if not asked:
        return Standing(challenge, on, events, None, "", "")
    edition = _edition(challenge, asked[0].on, known)
    pack = pack_of(edition) if edition else None
    said = challenge_of(pack)
    reckoning = calendar.reckon(asked[-1].on, reply_time(pack))
    return Standing(challenge, on, events, reckoning, said.says, said.clause)


def _edition(challenge: Challenge, day: date, known: Sequence[Edition] | None) -> Edition | None:
    if known is None:
        return edition_on(challenge.area, day)
    return next((one for one in known if _in_force(one, day)), None)


def _in_force(edition: Edition, day: date) -> bool:
    begun = edition.adopted_on is not None and edition.adopted_on <= day
    return begun and (edition.superseded_on is None or edition.superseded_on > day)
