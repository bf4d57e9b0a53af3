"""Cases made up at random: nothing illegal is taken, every ending is reached, no clock fails."""

# ruff: noqa: S311 (chance makes cases here, no secrets)

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from opencompact.core.procedure import (
    PARTY,
    Event,
    Position,
    Procedure,
    Step,
    StepNotAllowedError,
    clocks,
    deadlines,
    meeting_days,
    opens,
    options,
    position,
    take,
    waiting_for,
)
from opencompact.formats.nations import published
from opencompact.formats.packs import load
from tests import figures
from tests.core.conformance.seven import SEVEN, pack_of
from tests.core.oracles import recounted
from tests.core.small import PROCEDURE, ROOT

ENGLAND = published("england")
START = date(2026, 11, 20)
PACKS = ["leicester-2008", "leeds-2010", "small", *SEVEN]
PLAYED = ["leicester-2008", "leeds-2010", "provider-contract", "complaints", "mediation-anytime"]
STEPS = 10_000
"""So many steps at least are taken in each of PLAYED at night."""


@cache
def procedure_of(pack: str) -> Procedure:
    if pack == "small":
        return PROCEDURE
    return pack_of(pack).procedure if pack in SEVEN else load(ROOT / "packs" / pack).procedure


def moves(procedure: Procedure, at: Position) -> list[tuple[Step, str, str]]:
    """Every step that somebody may take now or once it has waited, with the role and the party."""
    return [
        (step, role.key, party)
        for role in procedure.roles
        for party in (at.parties if role.key == PARTY else ("",))
        for step in options(procedure, at, role.key, party)
    ]


def waits_until(procedure: Procedure, at: Position, step: Step) -> date:
    """The day from which a step can be taken. No pack here waits for a clock that stands still."""
    if not step.waits_for:
        return date.min
    first = opens(procedure, step, at, ENGLAND)
    assert first, f"{step.key} waits at {at.stage} for a clock that does not run"
    return first


def event(move: tuple[Step, str, str], on: date, pick: random.Random) -> Event:
    """A whole event for a move: outcome, date to fix and receipt where they belong."""
    step, role, party = move
    fixes = step.schedules or step.extends
    return Event(
        step=step.key,
        on=on,
        by=role,
        party=party,
        received=on + timedelta(days=pick.randint(0, 4)) if pick.random() < 0.3 else None,
        outcome=pick.choice(step.choices) if step.choices else "",
        fixed=on + timedelta(days=pick.choice([14, 14, 30])) if fixes else None,
    )


def look(procedure: Procedure, at: Position) -> None:
    """What must hold wherever a case stands."""
    running = deadlines(procedure, at, ENGLAND)
    every = clocks(procedure, at, ENGLAND)
    assert set(running) <= set(every)
    assert all(one.still_since is None for one in running)
    assert at.aside or at.closed or all(one.still_since is None for one in every)
    for one in every:
        assert one.party in {"", *at.parties}
        assert one.met_on is None or one.left_on is None
        assert one.clock.firm or not one.breached(date(2040, 1, 1))
        assert one.reckoning.steps or one.reckoning.due == one.reckoning.start
    assert len(at.path) == len(at.effective) == len(at.events)
    if at.closed:
        assert (running, options(procedure, at)) == ((), ())
        procedure.ending(at.ending)
        return
    assert procedure.stage(at.stage).aside is bool(at.aside)
    assert at.aside is None or at.aside.stage == at.main[-1]
    assert any(not step.joint for step in options(procedure, at)), f"stuck at {at.stage}"
    for step in options(procedure, at):
        assert set(waiting_for(step, at)) <= set(at.parties)
        if step.schedules:
            on = at.events[-1].on
            found = meeting_days(procedure, step, at, ENGLAND, on)
            assert bool(found.days) is not bool(found.clash)
            assert all(ENGLAND.is_working(day) and day > on for day in found.days)


def refuses(procedure: Procedure, at: Position, one: Event) -> bool:
    try:
        after = take(procedure, at, one, ENGLAND)
    except StepNotAllowedError as error:
        possible = error.possible
    else:
        assert after.events == (*at.events, one)
        return False
    assert set(possible) <= {step.key for step in options(procedure, at)}
    return True


# What the machines did: steps that were taken, and others that were tried and refused.
DONE = Counter[str]()


@pytest.fixture(scope="module", autouse=True)
def _figure():
    yield
    figures.note(
        "dispute state machine", figures.worker(), steps=DONE["steps"], others_tried=DONE["tried"],
        illegal=DONE["illegal"],
    )  # fmt: skip


class Case(RuleBasedStateMachine):
    """A case of one pack: allowed steps are taken, all others are tried and refused."""

    pack = "small"
    taken: Counter[str] = Counter()

    @initialize(parties=st.integers(2, 4), raising=st.integers(1, 3), seed=st.integers(0, 2**32))
    def begin(self, parties, raising, seed):
        self.procedure = procedure_of(self.pack)
        self.pick = random.Random(seed)
        keys = "abcd"[:parties]
        self.at = position(self.procedure, (), keys, keys[: min(raising, parties - 1)])
        self.on = START

    @precondition(lambda self: not self.at.closed)
    @rule(which=st.integers(0, 10_000), days=st.integers(0, 20))
    def take_an_allowed_step(self, which, days):
        listed = moves(self.procedure, self.at)
        move = listed[which % len(listed)]
        self.on += timedelta(days=days)
        first = waits_until(self.procedure, self.at, move[0])
        if self.on < first:
            early = event(move, self.on, self.pick)
            assert refuses(self.procedure, self.at, early)
            self.on = first
        self.at = take(self.procedure, self.at, event(move, self.on, self.pick), ENGLAND)
        self.taken[self.pack] += 1
        DONE["steps"] += 1

    @rule(
        step=st.integers(0, 10_000),
        role=st.integers(0, 10_000),
        party=st.sampled_from(["", "a", "b", "z"]),
    )
    def try_any_step(self, step, role, party):
        chosen = self.procedure.steps[step % len(self.procedure.steps)]
        by = self.procedure.roles[role % len(self.procedure.roles)].key
        one = event((chosen, by, party), self.on, self.pick)
        allowed = (chosen, by, party) in moves(self.procedure, self.at) and (
            waits_until(self.procedure, self.at, chosen) <= self.on
        )
        legal = refuses(self.procedure, self.at, one) is not allowed
        DONE["tried"] += 1
        DONE["illegal"] += not legal
        assert legal

    @precondition(lambda self: not self.at.closed and self.at.events)
    @rule(which=st.integers(0, 10_000))
    def try_a_step_dated_back(self, which):
        listed = moves(self.procedure, self.at)
        one = event(listed[which % len(listed)], self.at.events[-1].on - timedelta(1), self.pick)
        assert refuses(self.procedure, self.at, one)

    @precondition(lambda self: not self.at.closed and self.at.aside)
    @rule(days=st.integers(0, 60))
    def come_back(self, days):
        """Whoever turned aside comes back to where the case was, with what was done there."""
        [step] = [one for one in options(self.procedure, self.at) if one.returns]
        left, stood = self.at.aside, self.at.main[-1]
        self.on += timedelta(days=days)
        back = event((step, PARTY, self.at.parties[0]), self.on, self.pick)
        self.at = take(self.procedure, self.at, back, ENGLAND)
        self.taken[self.pack] += 1
        DONE["steps"] += 1
        assert (self.at.stage, self.at.since, self.at.done) == (left.stage, left.since, left.done)
        assert (self.at.stage, self.at.aside) == (stood, None)

    @invariant()
    def it_holds_together(self):
        if hasattr(self, "at"):
            look(self.procedure, self.at)
            again = position(self.procedure, self.at.events, self.at.parties, self.at.raising)
            assert again == self.at


def machine(pack: str) -> type[Case]:
    return type(f"Case of {pack}", (Case,), {"pack": pack})


def length(examples: int, steps: int) -> settings:
    return settings(max_examples=examples, stateful_step_count=steps, deadline=None)


@pytest.mark.parametrize("pack", ["small", *PLAYED])
def test_whatever_happens_a_case_holds_together(pack):
    """Quick: some hundreds of steps of each."""
    run_state_machine_as_test(machine(pack), settings=length(25, 25))


@pytest.mark.nightly
@pytest.mark.parametrize("pack", PLAYED)
def test_whatever_happens_at_length(pack):
    before = Case.taken[pack]
    while Case.taken[pack] - before < STEPS:
        run_state_machine_as_test(machine(pack), settings=length(300, 50))


def walked(procedure: Procedure, pick: random.Random, parties: int) -> Position:
    """One case to its end. Each case has likings of its own, so that rare ways are gone as well."""
    at, on = position(procedure, (), "abcd"[:parties]), START
    liked = {step.key: pick.choice([0.05, 1, 20]) for step in procedure.steps}
    while not at.closed:
        assert len(at.events) < 2_000, f"this case does not end: {at.path}"
        listed = moves(procedure, at)
        [move] = pick.choices(listed, [liked[step.key] for step, _, _ in listed])
        on = max(on + timedelta(days=pick.randint(0, 12)), waits_until(procedure, at, move[0]))
        at = take(procedure, at, event(move, on, pick), ENGLAND)
    return at


@pytest.mark.parametrize("pack", PACKS)
def test_every_ending_and_every_step_is_reached(pack):
    procedure = procedure_of(pack)
    pick = random.Random(2008)
    ends, steps = Counter(), Counter()
    for n in range(600):
        at = walked(procedure, pick, 2 + n % 2)
        ends[at.ending] += 1
        steps.update({one.step for one in at.events})
        if n % 20 == 0:
            look(procedure, at)
    figures.note("endings of a dispute", pack, endings=len(procedure.endings), reached=len(ends))
    assert set(ends) == {ending.key for ending in procedure.endings}
    assert set(steps) == {step.key for step in procedure.steps}


def test_a_clock_that_stood_still_is_counted_again_day_by_day():
    procedure = procedure_of("mediation-anytime")
    pick = random.Random(9)
    pushed = 0
    for _ in range(40):
        events = walked(procedure, pick, 2).events
        for n in range(1, len(events)):
            at = position(procedure, events[:n], "ab")
            for one in deadlines(procedure, at, ENGLAND):
                left = [
                    (events[i].on, events[i + 1].on)
                    for i in range(one.place, n - 1)
                    if at.path[i] == "mediation"
                ]
                start, span = one.anchor.on, one.clock.span
                assert one.due == recounted("england", start, span, left)
                pushed += bool(left)
    assert pushed > 25, "too few of them stood still"


@pytest.mark.parametrize("silent", ["a", "b"])
@pytest.mark.parametrize("pack", PACKS)
def test_a_silent_party_cannot_hold_a_case(pack, silent):
    """From every stage the others can bring the case to an end without one of the two parties.

    Whoever raises it has to begin.
    """
    procedure = procedure_of(pack)
    pick = random.Random(2010)
    for _ in range(60):
        at, on = position(procedure, (), "ab"), START
        for _ in range(400):
            if at.closed:
                break
            begins = silent == "a" and at.stage == procedure.start
            listed = [move for move in moves(procedure, at) if begins or move[2] != silent]
            assert listed, f"only {silent} can move at {at.stage}"
            move = pick.choice(listed)
            on = max(on + timedelta(days=pick.randint(0, 12)), waits_until(procedure, at, move[0]))
            at = take(procedure, at, event(move, on, pick), ENGLAND)
        assert at.closed


@pytest.mark.parametrize("pack", PACKS)
def test_a_case_is_the_same_however_the_keys_of_its_parties_read(pack):
    procedure = procedure_of(pack)
    at = walked(procedure, random.Random(7), 2)
    named = {"a": "city-council", "b": "harbour-trust", "": ""}
    events = [replace(one, party=named[one.party]) for one in at.events]
    other = position(procedure, events, ("city-council", "harbour-trust"))
    assert (other.stage, other.ending, other.path) == (at.stage, at.ending, at.path)
    assert [one.due for one in clocks(procedure, other, ENGLAND)] == [
        one.due for one in clocks(procedure, at, ENGLAND)
    ]
