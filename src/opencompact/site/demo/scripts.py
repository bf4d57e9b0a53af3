"""The disagreements of the demo as they are written down: who, about what, and which steps when."""

from collections.abc import Mapping, Sequence
from typing import Any

from opencompact.core.record import record

from .reading import tables, unwrap

# What a step says beside its answers.
OWN = frozenset({"on", "by", "step", "outcome", "fixed", "why", "papers"})


@record
class Line:
    """One step: the person who takes it and the day, in working days before (-) or after today."""

    on: int
    by: str
    step: str
    answers: Mapping[str, str]
    outcome: str = ""
    fixed: int = 0
    why: str = ""
    papers: Sequence[str] = ()


@record
class Script:
    """One disagreement. People and organisations are named by their keys."""

    key: str
    subject: str
    raised_by: str
    against: str
    cites: tuple[str, ...]
    answers: Mapping[str, str]
    lines: tuple[Line, ...]
    panel: tuple[str, ...] = ()
    mediator: str = ""
    chair: str = ""


def scripts() -> tuple[Script, ...]:
    """Every disagreement of the demo."""
    return tuple(_script(row) for row in tables("disagreements"))


def _script(row: dict[str, Any]) -> Script:
    named = {
        "key",
        "subject",
        "raised_by",
        "against",
        "cites",
        "panel",
        "mediator",
        "chair",
        "step",
    }
    return Script(
        key=row["key"],
        subject=row["subject"],
        raised_by=row["raised_by"],
        against=row["against"],
        cites=tuple(row["cites"]),
        answers={key: unwrap(text) for key, text in row.items() if key not in named},
        lines=tuple(_line(step) for step in row["step"]),
        panel=tuple(row["panel"]),
        mediator=row.get("mediator", ""),
        chair=row.get("chair", ""),
    )


def _line(row: dict[str, Any]) -> Line:
    return Line(
        **{key: value for key, value in row.items() if key in OWN},
        answers={key: unwrap(text) for key, text in row.items() if key not in OWN},
    )
