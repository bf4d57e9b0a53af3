"""What lies in the closed rooms of a case, to be read: papers and notes, each room apart."""

from collections.abc import Iterator

from opencompact.apps.disputes import queries
from opencompact.apps.disputes.models import Case, RoomPaper
from opencompact.apps.disputes.policy import DESK, MEDIATION, PANEL
from opencompact.apps.disputes.queries import Story
from opencompact.base.ui.dates import day, moment

WHO = {
    MEDIATION: "the organisations and the mediator",
    PANEL: "the chair and the panel",
    DESK: "the support team",
}
WARNING = (
    "**Sealed. Do not read this unless you were in this room.** In the software only these could"
    " open it: {who}. A paper that was given to the mediator alone was read by nobody else. Leave"
    " this part and the folder `data` out when you give the export away."
)


def papers(case: Case) -> list[RoomPaper]:
    """Every paper of every closed room of a case."""
    return [one for room in WHO for one in queries.papers_in(case, room)]


def texts(told: Story) -> Iterator[tuple[str, str]]:
    """Each room that holds anything, with what lies in it."""
    for room, who in WHO.items():
        lines = [*_papers(told, room), *_notes(told.case, room)]
        if lines:
            head = f"# {told.case.number}: what lies in the room"
            yield room, "\n\n".join([head, WARNING.format(who=who), *lines]) + "\n"


def _papers(told: Story, room: str) -> Iterator[str]:
    for one in queries.papers_in(told.case, room):
        yield f"**{one.name}**, {day(one.on)}, by {queries.giver(told, one)} ({one.actor_name})."
        if room == MEDIATION:
            shown = one.shown.shown
            yield "Everybody in the room could read it." if shown else "It was not shown to others."
        for word in one.words.all():
            side = told.party_name(str(word.party_id or "")) or "The mediator"
            yield f"{side}: {word.get_sort_display().lower()}, {moment(word.at)}."
            if word.text:
                yield _quoted(word.text)


def _notes(case: Case, room: str) -> Iterator[str]:
    for note in queries.notes(case, room).reverse():
        yield f"**Note of {moment(note.at)}**, by {note.actor_name}."
        yield _quoted(note.text)


def _quoted(text: str) -> str:
    """What somebody wrote, as a quotation: their own marks change nothing around it."""
    return "\n".join(f"> {line}" for line in text.splitlines())
