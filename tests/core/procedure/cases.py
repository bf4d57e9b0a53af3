"""Cases told in short lines, as `a write 2027-03-01`, and looked at through the small procedure."""

from collections.abc import Iterable
from datetime import date

from opencompact.core.calendar import WorkingCalendar
from opencompact.core.procedure import Event, Position, Procedure, clocks, deadlines, position
from tests.core.small import PROCEDURE

WEEKDAYS = WorkingCalendar()
TWO = ("a", "b")
THREE = ("a", "b", "c")


def day(text: str) -> date:
    return date.fromisoformat(text)


def told(line: str) -> Event:
    """Read who, what and when; then what else there is to say, as in `fixed=2027-04-01`.

    Somebody with a name of one letter is a party.
    """
    who, step, on, *more = line.split()
    said = dict(part.split("=") for part in more)
    return Event(
        step=step,
        on=day(on),
        by="party" if len(who) == 1 else who,
        party=who if len(who) == 1 else "",
        received=day(said["received"]) if "received" in said else None,
        outcome=said.get("outcome", ""),
        fixed=day(said["fixed"]) if "fixed" in said else None,
    )


def played(
    lines: str | Iterable[str],
    parties: tuple[str, ...] = TWO,
    procedure: Procedure = PROCEDURE,
) -> Position:
    """The position after the events of `lines`, one a line."""
    listed = lines.strip().splitlines() if isinstance(lines, str) else lines
    return position(procedure, [told(line) for line in listed], parties)


def due(at: Position, clock: str, calendar=WEEKDAYS, procedure=PROCEDURE) -> dict[str, date]:
    """The due dates of a clock by party (empty for a clock that all share)."""
    found = clocks(procedure, at, calendar)
    return {one.party: one.due for one in found if one.clock.key == clock}


def running(at: Position, calendar=WEEKDAYS, procedure=PROCEDURE) -> list[tuple[str, str]]:
    """The clocks that run now, with the party where it is each party's own."""
    return [(one.clock.key, one.party) for one in deadlines(procedure, at, calendar)]


def deadline(at: Position, clock: str, party: str = "", calendar=WEEKDAYS, procedure=PROCEDURE):
    """One clock of the case."""
    found = clocks(procedure, at, calendar)
    return next(one for one in found if (one.clock.key, one.party) == (clock, party))


# How a case comes to each stage. 1 March 2027 is a Monday; weekdays only, no holidays.
WRITTEN = """
a give-up 2027-03-01
a write 2027-03-03
"""
PAPERS = WRITTEN + "chair open-papers 2027-03-10\n"
AGREED = WRITTEN + "a mediate 2027-03-04\nb mediate 2027-03-05\n"
MEDIATING = AGREED + "a name-mediator 2027-03-08\nb name-mediator 2027-03-10\n"
STOPPED = MEDIATING + "mediator stop 2027-03-24\n"
HEARING = PAPERS + "a send 2027-03-15\nb send 2027-03-17\n"
DECIDED = (
    HEARING + "chair fix-day 2027-03-22 fixed=2027-03-31\nchair decide 2027-03-31 outcome=broken\n"
)
