"""What a page asks of the state: the commitments by part, and the records that filters leave."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from opencompact.core.pack.reading import Book, Passage
from opencompact.core.record import record
from opencompact.core.standing import Account, Entry, Outcome, Standing, Tally, outcome

from .state import State

UNMEASURED: Final = "not measured"
ATTENTION: Final = ("hot", "quiet")
STATES: Final = (*(one.value for one in Standing), UNMEASURED, *ATTENTION)


@record
class Filter:
    """What a reader asks of the commitments; empty values ask for nothing."""

    body: str = ""
    part: str = ""
    state: str = ""


@record
class Row:
    """A commitment with how it stands; `account` is None where no rule measures it."""

    passage: Passage
    account: Account | None

    @property
    def tally(self) -> Tally:
        return self.account.lately if self.account else Tally()

    @property
    def state(self) -> str:
        return self.account.standing.value if self.account else UNMEASURED


@record
class PartOf:
    """A chapter with its commitments: those that are measured, and the others."""

    key: str
    title: str
    number: str
    rows: tuple[Row, ...]
    unmeasured: tuple[Row, ...]


def parts(state: State, book: Book, asked: Filter) -> list[PartOf]:
    """The commitments by chapter as a reader asks for them; chapters without any are left out."""
    found = []
    for chapter in book.chapters:
        if asked.part in {"", chapter.key}:
            rows = [row for row in _rows(state, chapter.passages, asked) if _fits(row, asked)]
            told = tuple(row for row in rows if row.account)
            rest = tuple(row for row in rows if not row.account)
            if rows:
                found.append(PartOf(chapter.key, chapter.title, chapter.number, told, rest))
    return found


def _rows(state: State, passages: Iterable[Passage], asked: Filter) -> Iterator[Row]:
    for passage in passages:
        account = state.accounts.get(passage.key) if passage.key in state.measured else None
        if account and asked.body:
            account = account.bodies.get(asked.body) or Account(quiet=True)
        yield Row(passage, account)


def _fits(row: Row, asked: Filter) -> bool:
    if asked.state not in STATES:
        return not (asked.body and row.account is None)
    if asked.state in ATTENTION:
        return bool(row.account and getattr(row.account, asked.state))
    return row.state == asked.state


def summary(found: Iterable[PartOf]) -> Mapping[str, int]:
    """How many commitments stand how, in the order in which pages tell it."""
    counted = Counter(row.state for part in found for row in (*part.rows, *part.unmeasured))
    return {state: counted[state] for state in (*Standing, UNMEASURED)}


@record
class Asked:
    """What a reader asks of the records behind a commitment."""

    body: str = ""
    outcome: str = ""
    period: str = ""


@record
class Shown:
    """A record with its verdict, and what it counts as."""

    entry: Entry
    outcome: Outcome


def records(state: State, entries: Iterable[Entry], asked: Asked) -> list[Shown]:
    """The records that the filters leave; those that a rule does not apply to only when asked."""
    found = []
    for entry in entries:
        said = outcome(entry, state.today)
        wanted = said.value == asked.outcome if asked.outcome else said is not Outcome.OUTSIDE
        in_time = not asked.period or entry.on.isoformat().startswith(asked.period)
        if wanted and in_time and asked.body in {"", entry.body}:
            found.append(Shown(entry, said))
    return found
