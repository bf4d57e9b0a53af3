"""A small procedure with a stage aside, sides and a step that waits; a test changes one thing."""

from dataclasses import replace
from typing import Any

from opencompact.core.calendar import Span, Unit
from opencompact.core.procedure import (
    Clock,
    Ending,
    Holder,
    Procedure,
    Role,
    Stage,
    Step,
)

EVERYBODY = ("party", "chair")

ROUNDABOUT = Procedure(
    name="Roundabout",
    clause="1",
    start="talks",
    roles=(
        Role("party", Holder.PARTY, "A side"),
        Role("chair", Holder.CHAIR, "Chair", recuse=True),
        Role("mediator", Holder.MEDIATOR, "Mediator", recuse=True),
    ),
    stages=(
        Stage("talks", "Talks", ("party",)),
        Stage("asked", "Asked", EVERYBODY),
        Stage("answered", "Answered", EVERYBODY),
        Stage(
            "mediation",
            "Mediation",
            ("party", "mediator"),
            room="mediation",
            aside=True,
            clocks="pause",
        ),
    ),
    steps=(
        Step("ask", "Ask", ("party",), ("talks",), to="asked", side="raising"),
        Step(
            "answer", "Answer", ("party",), ("asked",), to="answered", side="answering", joint=True
        ),
        Step("note", "Add a note", ("party",), ("asked",)),
        Step(
            "escalate",
            "Go on",
            ("party",),
            ("asked",),
            to="answered",
            side="raising",
            waits_for="answer",
        ),
        Step(
            "turn",
            "Turn to mediation",
            ("party",),
            ("asked", "answered"),
            to="mediation",
            joint=True,
            repeat=True,
        ),
        Step("resume", "Go back", ("party", "mediator"), ("mediation",), returns=True),
        Step("settle", "Settle", ("party",), ("mediation",), to="settled", joint=True),
        Step("decide", "Decide", ("chair",), ("asked", "answered"), to="decided"),
        Step("drop", "Drop it", ("party",), ("asked", "answered"), to="dropped", side="raising"),
    ),
    clocks=(
        Clock(
            "answer",
            "the answer",
            "party",
            Span(10, Unit.DAYS),
            ("answer",),
            after=("ask",),
            each_party=True,
        ),
        Clock(
            "deciding",
            "deciding",
            "chair",
            Span(10, Unit.WORKING_DAYS),
            ("decide",),
            after=("answer", "escalate"),
        ),
        Clock(
            "settling",
            "settling",
            "party",
            Span(5, Unit.WORKING_DAYS),
            ("settle",),
            after=("turn",),
        ),
    ),
    endings=(
        Ending("settled", "Settled"),
        Ending("decided", "Decided", public=True),
        Ending("dropped", "Dropped"),
    ),
)


def with_stage(key: str, **fields: Any) -> Procedure:
    stages = (replace(s, **fields) if s.key == key else s for s in ROUNDABOUT.stages)
    return replace(ROUNDABOUT, stages=tuple(stages))


def with_step(key: str, **fields: Any) -> Procedure:
    steps = (replace(s, **fields) if s.key == key else s for s in ROUNDABOUT.steps)
    return replace(ROUNDABOUT, steps=tuple(steps))


def with_clock(key: str, **fields: Any) -> Procedure:
    clocks = (replace(c, **fields) if c.key == key else c for c in ROUNDABOUT.clocks)
    return replace(ROUNDABOUT, clocks=tuple(clocks))
