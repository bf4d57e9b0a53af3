"""Each case as a story with its papers; what was sealed from some of its people lies apart."""

from collections.abc import Iterator
from datetime import date

from opencompact.apps.disputes import queries
from opencompact.apps.disputes.models import Case, Document, Party
from opencompact.apps.disputes.policy import MEDIATION, Hold, procedure_of, readers
from opencompact.apps.disputes.queries import Entry, Story, Visit
from opencompact.apps.disputes.queries.cases import cases
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.base.ui.dates import day, moment
from opencompact.core.procedure import Holder, Procedure, Stage
from opencompact.core.record import record
from opencompact.site.archive.naming import Names, safe_name
from opencompact.site.archive.readable import rooms

WARNING = (
    "**Sealed. Do not read this unless you were in this room.** What was said here was said in"
    " confidence. In the software only these could open it: {who}. As files it can be read by"
    " whoever has the folder. Leave this part and the folder `data` out when you give it away."
)


@record
class Page:
    """A page of the export, and where it stands."""

    place: str
    text: str


def every_case(area: Area) -> list[Case]:
    """The cases of an area in the order of their numbers, with everything that a story needs."""
    return list(cases().filter(area=area).order_by("number"))


def pages(area: Area, on: date) -> Iterator[Page]:
    """The story of each case, and one for each of its sealed rooms."""
    calendar = calendar_for(area)
    for case in every_case(area):
        told = queries.story(case, calendar, on)
        yield Page(f"{_folder(case)}/README.md", _text(told))
        for name in _sealed_rooms(told):
            yield Page(f"{_folder(case)}/sealed-{name}/README.md", _sealed_text(told, name))
        for name, text in rooms.texts(told):
            yield Page(f"{_folder(case)}/sealed-{name}/room.md", text)


def paper_places(area: Area, names: Names) -> dict[str, str]:
    """Where each paper of the cases stands in the export, by its path among the files."""
    found = {}
    for case in every_case(area):
        procedure = procedure_of(case)
        for document in case.documents.all():
            folder = f"{_folder(case)}{_room(procedure, document)}/papers"
            found[document.path] = names.place(folder, document.name)
        for paper in rooms.papers(case):
            folder = f"{_folder(case)}/sealed-{paper.room}/papers"
            found[paper.path] = names.place(folder, paper.name)
        for made in queries.bundles_of(case).order_by("number"):
            if made.path:
                found[made.path] = names.place(f"{_folder(case)}/bundles", f"{made.number}.pdf")
    return found


def _folder(case: Case) -> str:
    return f"cases/{safe_name(case.number)}"


def _room(procedure: Procedure, document: Document) -> str:
    stages = [stage for stage in procedure.stages if stage.room == document.room]
    return f"/sealed-{document.room}" if any(_sealed(procedure, one) for one in stages) else ""


def _sealed(procedure: Procedure, stage: Stage) -> bool:
    """Say whether somebody of the case could not read this: mediation, or no side let in."""
    if stage.room == MEDIATION:
        return True
    held = {role.key: role.held_by for role in procedure.roles}
    return all(held.get(key) != Holder.PARTY for key in readers(procedure, stage))


def _sealed_rooms(told: Story) -> list[str]:
    rooms = [v.stage.room for v in told.visits if v.told and _sealed(told.procedure, v.stage)]
    return list(dict.fromkeys(rooms))


def _text(told: Story) -> str:
    case = told.case
    parties = ", ".join(f"{party} ({party.get_side_display().lower()})" for party in _parties(case))
    about = "; ".join(str(one.commitment) for one in case.citations.all())
    ended = f"It ended on {day(case.closed_on)}." if case.closed_on else "It has not ended."
    head = [
        f"# {case.number}: {case.subject}",
        f"Raised on {day(case.raised_on)} under {case.edition}. {ended}",
        f"- Between: {parties}\n- About: {about}",
        _people(case),
        "## What happened",
    ]
    story = (text for visit in told.visits for text in _visit(told, visit))
    return _joined([*head, *story, *_after(case)])


def _after(case: Case) -> Iterator[str]:
    """What followed the end, but for what the sides agreed in mediation."""
    yield from _undertakings(case, sealed=False)
    referral = queries.referral_of(case)
    if referral:
        outcome = "What came of it is not known."
        if referral.outcome_on:
            outcome = f"What came of it, on {day(referral.outcome_on)}: {referral.outcome}"
        yield f"## Passed on\n\nTo {referral.to}, on {day(referral.on)}. {outcome}"


def _undertakings(case: Case, *, sealed: bool) -> Iterator[str]:
    found = case.undertakings.filter(sealed=sealed)
    lines = [
        f"- {one.owner}, by {day(one.due)}"
        + (f" (done on {day(one.done_on)})" if one.done_on else "")
        + f": {one.what}"
        for one in found.select_related("party__organisation")
    ]
    if lines:
        yield "\n".join(["## What was agreed at the end\n", *lines])


def _parties(case: Case) -> list[Party]:
    return list(case.parties.all())


def _people(case: Case) -> str:
    seats = [
        f"- {seat.user}, {seat.get_holder_display().lower()}, from {day(seat.seated_on)}"
        + (f" to {day(seat.ended_on)}" if seat.ended_on else "")
        for seat in case.seats.all()
    ]
    advisers = [
        f"- {one.user}, adviser of {one.party}, from {day(one.accepted_on or one.invited_on)}"
        + (f" to {day(one.ended_on)}" if one.ended_on else "")
        for one in case.advisers.all()
        if one.accepted_on
    ]
    listed = [*seats, *advisers]
    return "\n".join(["Who sat in it:\n", *listed]) if listed else ""


def _visit(told: Story, visit: Visit) -> Iterator[str]:
    yield f"### {visit.stage.name}, from {day(visit.began)}"
    if not visit.told:
        return
    if _sealed(told.procedure, visit.stage):
        yield f"What happened here is in the folder `sealed-{visit.stage.room}`."
        return
    yield from _entries(told, visit)


def _sealed_text(told: Story, room: str) -> str:
    stages = [v.stage for v in told.visits if v.stage.room == room]
    open_to = {key for stage in stages for key in readers(told.procedure, stage)}
    who = ", ".join(queries.role_names(told.procedure, open_to))
    parts = [f"# {told.case.number}: sealed room", WARNING.format(who=who)]
    for visit in told.visits:
        if visit.stage.room == room and visit.told:
            parts += [f"## {visit.stage.name}, from {day(visit.began)}", *_entries(told, visit)]
    if room == MEDIATION:
        parts += _undertakings(told.case, sealed=True)
    return _joined(parts)


def _entries(told: Story, visit: Visit) -> Iterator[str]:
    everybody = [Hold(role.key, role.held_by) for role in told.procedure.roles]
    for one, entry in queries.entries(told, visit.told, everybody):
        yield _entry(entry, moment(one.event.at))


def _entry(entry: Entry, recorded: str) -> str:
    by = f"{entry.who} ({entry.name})" if entry.name and entry.name != entry.who else entry.who
    lines = [f"**{entry.title}**, {day(entry.on)}, by {by}. Recorded {recorded}."]
    lines += [f"Result: {entry.result}."] if entry.result else []
    lines += [f"Day that was set: {day(entry.fixed)}."] if entry.fixed else []
    for said in entry.said:
        lines += [f"*{said.label}*", _quoted(said.text)]
    lines += [text for paper in entry.papers for text in _paper(paper)]
    return "\n\n".join(lines)


def _paper(paper: queries.Versions) -> Iterator[str]:
    """A paper, and every later version of it with its reason."""
    for number, one in enumerate(paper.all, 1):
        given = f", given {moment(one.given_at)}" if one.given_at else ""
        version = f", version {number}" if number > 1 else ""
        yield f"Paper: {one.name}{version}{given}. SHA-256 {one.sha256}"
        if one.reason:
            yield _quoted(one.reason)


def _quoted(text: str) -> str:
    """What somebody wrote, as a quotation: their own marks change nothing around it."""
    return "\n".join(f"> {line}" for line in text.splitlines())


def _joined(parts: list[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
