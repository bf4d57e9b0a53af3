"""How the commitments of an area stand: derived from all records, kept until something changes."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Final

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import current_edition, pack_of
from opencompact.apps.organisations.queries import judge_all
from opencompact.base.areas.models import Area
from opencompact.base.audit import queries as audit
from opencompact.core.record import record
from opencompact.core.standing import Account, Entry, Watch, accounts

from .gathering import every_record

KEPT: Final = 4
"""Areas whose state a process keeps; a large one takes some tens of megabytes."""
ASIDE: Final = ("accounts.", "api.", "disputes.", "notify.")
"""Beginnings of what is recorded without changing any record that a rule measures."""


@record
class State:
    """All verdicts of an area on a day, and what follows for each commitment of the edition."""

    edition: Edition
    today: date
    watch: Watch
    entries: tuple[Entry, ...]
    accounts: Mapping[str, Account]
    measured: frozenset[str]

    def about(self, commitment: str) -> list[Entry]:
        """The verdicts on one commitment, the latest first."""
        found = (one for one in self.entries if one.commitment == commitment)
        return sorted(found, key=lambda one: one.on, reverse=True)

    def of_body(self, body: str) -> list[Entry]:
        """The verdicts on the records of one body."""
        return [one for one in self.entries if one.body == body]


@audit.until_recorded(without=ASIDE, most=KEPT)
def state_of(area: Area, today: date) -> State | None:
    """How the commitments of the edition in force stand; None before one is adopted.

    It is worked out anew when an event was recorded in the area: whatever changes a record that is
    measured does. The steps of cases, mail and tokens change none.
    """
    edition = current_edition(area)
    return worked_out(area, edition, today) if edition else None


def worked_out(area: Area, edition: Edition, today: date) -> State:
    """Work it out from scratch."""
    pack = pack_of(edition)
    with _unswept():
        entries = tuple(_entries(area, today))
    keys = [one.key for one in pack.commitments()]
    return State(
        edition=edition,
        today=today,
        watch=pack.watch,
        entries=entries,
        accounts=accounts(entries, keys, today, pack.watch),
        measured=frozenset(rule.commitment for rule in pack.rules),
    )


@contextmanager
def _unswept() -> Iterator[None]:
    """Look for no rubbish meanwhile: all that is made is kept, and looking takes as long again."""
    sweeps = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if sweeps:
            gc.enable()


def _entries(area: Area, today: date) -> Iterator[Entry]:
    for one in judge_all(area, every_record(area, today)):
        found = one.judgement
        yield Entry(
            commitment=found.rule.commitment,
            edition=one.edition,
            body=one.measured.body,
            on=one.measured.on,
            verdict=found.verdict,
            settles=found.settles or one.measured.on,
            what=one,
        )
