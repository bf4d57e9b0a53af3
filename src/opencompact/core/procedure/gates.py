"""The conditions for starting a case: which of them are not met, and since when one is barred."""

from collections.abc import Mapping
from datetime import date

from opencompact.core.calendar import WorkingCalendar
from opencompact.core.procedure.model import Gate, Procedure


def refused(
    procedure: Procedure, facts: Mapping[str, str], on: date, calendar: WorkingCalendar
) -> tuple[Gate, ...]:
    """Return the gates that `facts` do not pass on the day `on`.

    A fact that is not given does not pass; the day that a time bar counts from is written as in
    2026-11-20, and any other word for it does not pass either.
    """
    return tuple(gate for gate in procedure.gates if not _passes(gate, facts, on, calendar))


def _last_day(gate: Gate, facts: Mapping[str, str], calendar: WorkingCalendar) -> date | None:
    """Return the last day on which a time bar lets a case begin; None without one or its day."""
    if gate.within is None:
        return None
    try:
        since = date.fromisoformat(facts.get(gate.fact, ""))
    except ValueError:
        return None
    return calendar.reckon(since, gate.within).due


def _passes(gate: Gate, facts: Mapping[str, str], on: date, calendar: WorkingCalendar) -> bool:
    if gate.within is None:
        return facts.get(gate.fact, "") in gate.accepts
    last = _last_day(gate, facts, calendar)
    lifted = bool(gate.unless) and facts.get(gate.unless) == "yes"
    return lifted or (last is not None and on <= last)
