"""The closed rooms of a case as one person sees them: papers, what is said of each, notes."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from opencompact.apps.disputes import policy
from opencompact.apps.disputes.models import Case, Document, PaperWord, Party, RoomNote, RoomPaper
from opencompact.apps.disputes.policy import DESK, MEDIATION, PANEL, Hold
from opencompact.apps.disputes.queries.story import Story, Told
from opencompact.apps.disputes.queries.versions import file_needs, takes_papers
from opencompact.base.areas.actor import Actor
from opencompact.base.ui.phrases import listed
from opencompact.core.record import record
from opencompact.core.rooms import Shown


@record
class Kept:
    """A paper of a room: `who` gave it, how it stands in words, and what somebody can do with it.

    `answers` are the sides for which this person says yes or no; `asked` are the mediator's words.
    """

    paper: RoomPaper
    who: str
    stands: str
    shown: Shown
    asked: str = ""
    readable: bool = True
    can_ask: bool = False
    can_carry: bool = False
    carried: bool = False
    answers: tuple[Party, ...] = ()


def workrooms(held: tuple[Hold, ...]) -> tuple[str, ...]:
    """The rooms that no stage opens and in which somebody holding these roles works."""
    return tuple(room for room in (PANEL, DESK) if policy.can_enter(held, room))


def papers_in(case: Case, room: str) -> QuerySet[RoomPaper]:
    """Every paper of a room, whoever may read it; for actions and for the archive."""
    found = RoomPaper.objects.filter(case=case, room=room)
    return found.select_related("party__organisation").prefetch_related("words", "concerns")


def room_paper(case: Case, room: str, pk: UUID) -> RoomPaper | None:
    """A paper of a room by its id."""
    return papers_in(case, room).filter(pk=pk).first()


def kept(story: Story, actor: Actor, room: str) -> tuple[Kept, ...]:
    """The papers of a room that somebody may know of, the newest first. A fixed number of queries.

    A side also learns of a mediator's paper that tells of it, once its consent is asked for: what
    the mediator says of it, not the paper.
    """
    found = (_kept(story, actor, paper) for paper in papers_in(story.case, room).reverse())
    return tuple(one for one in found if one is not None)


def notes(case: Case, room: str) -> QuerySet[RoomNote]:
    """The notes of a room, the newest first."""
    return RoomNote.objects.filter(case=case, room=room)


def own_exchange(story: Story, party: Party) -> Told | None:
    """Where a side's paper goes that it carries over: to what it last gave in an open exchange."""
    given = [
        told
        for told in story.told
        if told.event.party_id == party.pk
        and not told.sealed
        and file_needs(told.step)
        and takes_papers(story, told)
    ]
    return given[-1] if given else None


def carried(paper: RoomPaper) -> bool:
    """Say whether a side has carried its paper over already."""
    return any(word.sort == PaperWord.CARRIED for word in paper.words.all())


def giver(story: Story, paper: RoomPaper) -> str:
    """Who gave a paper: a side by its name, the mediator, or a person of a closed room."""
    if paper.party_id:
        return story.party_name(str(paper.party_id))
    return _("The mediator") if paper.room == MEDIATION else paper.actor_name


def _kept(story: Story, actor: Actor, paper: RoomPaper) -> Kept | None:
    case, shown = story.case, paper.shown
    answers = _answers(actor, case, paper, shown)
    readable = policy.can_read_room_paper(actor, case, paper)
    if not readable and not answers:
        return None
    own = policy.can_carry_over(actor, case, paper)
    return Kept(
        paper=paper,
        who=giver(story, paper),
        stands=_in_words(story, paper, shown),
        shown=shown,
        asked=_asked(paper),
        readable=readable,
        can_ask=not shown.shown and policy.can_ask_release(actor, case, paper),
        can_carry=own and not carried(paper) and _open(story, paper),
        carried=own and carried(paper),
        answers=answers,
    )


def _open(story: Story, paper: RoomPaper) -> bool:
    party = story.party(str(paper.party_id))
    return party is not None and own_exchange(story, party) is not None


def _answers(actor: Actor, case: Case, paper: RoomPaper, shown: Shown) -> tuple[Party, ...]:
    """The sides of this person whose yes or no counts; of a mediator's paper once it is asked."""
    if paper.room != MEDIATION or shown.shown or not (paper.party_id or shown.asked):
        return ()
    return tuple(
        party
        for party in case.parties.all()
        if policy.can_answer_release(actor, case, paper, party)
    )


def _asked(paper: RoomPaper) -> str:
    """What the mediator said when asking last."""
    words = [word.text for word in paper.words.all() if word.sort == "ask"]
    return words[-1] if words else ""


def _in_words(story: Story, paper: RoomPaper, shown: Shown) -> str:
    if paper.room != MEDIATION:
        return ""
    if shown.shown:
        return _("Everybody in the room can read it")
    if shown.refused:
        says = _("Not shown to the others: {who} said no")
        return says.format(who=listed([story.party_name(key) for key in shown.refused]))
    if shown.asked and shown.waits_for:
        says = _("Not shown to the others yet: waits for {who}")
        return says.format(who=listed([story.party_name(key) for key in shown.waits_for]))
    return _("With the mediator alone")


def has_carried(document: Document) -> bool:
    """Say whether a paper of the exchange came after its step."""
    return document.given_at is not None and document.replaces_id is None
