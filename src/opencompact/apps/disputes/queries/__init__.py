"""Named reads: the story of a case, what one person sees of it, lists, people and findings."""

from opencompact.apps.disputes.queries.cases import (
    Person,
    actors,
    open_cases,
    people,
    visible_case,
    visible_cases,
)
from opencompact.apps.disputes.queries.choices import Choice, choices, place_name, then
from opencompact.apps.disputes.queries.findings import (
    endings_used,
    published_finding,
    published_findings,
)
from opencompact.apps.disputes.queries.listing import Filter, Row, chosen_rows, row, rows
from opencompact.apps.disputes.queries.opening import Opening, needs_of, opening
from opencompact.apps.disputes.queries.seen import (
    Chapter,
    Entry,
    Mark,
    Said,
    chapters,
    may_read,
    room,
    rooms,
    seen_clocks,
    since,
    told_of,
    way,
)
from opencompact.apps.disputes.queries.story import Story, Told, Visit, story
from opencompact.apps.disputes.queries.timing import Timed, limits, next_date, timetable
from opencompact.apps.disputes.queries.turns import Turn, is_mine, open_steps, turns, turns_for

__all__ = [
    "Chapter",
    "Choice",
    "Entry",
    "Filter",
    "Mark",
    "Opening",
    "Person",
    "Row",
    "Said",
    "Story",
    "Timed",
    "Told",
    "Turn",
    "Visit",
    "actors",
    "chapters",
    "choices",
    "chosen_rows",
    "endings_used",
    "is_mine",
    "limits",
    "may_read",
    "needs_of",
    "next_date",
    "open_cases",
    "open_steps",
    "opening",
    "people",
    "place_name",
    "published_finding",
    "published_findings",
    "room",
    "rooms",
    "row",
    "rows",
    "seen_clocks",
    "since",
    "story",
    "then",
    "timetable",
    "told_of",
    "turns",
    "turns_for",
    "visible_case",
    "visible_cases",
    "way",
]
