"""What is done in the closed rooms of a case: papers and notes, and showing papers to others."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.apps.disputes import policy
from opencompact.apps.disputes.actions import papers, telling, writing
from opencompact.apps.disputes.models import (
    Case,
    Concern,
    Document,
    PaperWord,
    Party,
    RoomNote,
    RoomPaper,
)
from opencompact.apps.disputes.policy import MEDIATION, PANEL
from opencompact.apps.disputes.queries import (
    Story,
    file_needs,
    own_exchange,
    papers_in,
    story,
)
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow
from opencompact.base.areas.queries import calendar_for
from opencompact.core.record import record
from opencompact.core.rooms import Word


@record
class ForWhom:
    """For whom papers are put into the mediation room; `concerns` are sides that they tell of."""

    to_all: bool = True
    concerns: tuple[Party, ...] = ()


def put_in_room(  # noqa: PLR0913 - papers: where, for whom, from whom, when
    case: Case,
    room: str,
    files: Sequence[Any],
    *,
    whom: ForWhom = ForWhom(),  # noqa: B008 - a frozen value
    party: Party | None = None,
    actor: Actor,
    on: date,
    at: datetime,
) -> list[RoomPaper]:
    """Put papers into a closed room: in mediation while it runs, for the mediator or for everybody.

    PermissionDenied for somebody who may not enter, NotNow when it is over, PaperError for a file
    that cannot be taken.
    """
    with papers.kept_or_removed() as paths, transaction.atomic():
        now = _now(case, on)
        if not policy.can_put_in(actor, now.case, room) or not _speaks(actor, now.case, party):
            raise PermissionDenied
        is_open(now, room)
        side = party if room == MEDIATION else None
        made = [
            papers.store(_row(now, room, whom, side, **_by(actor, at)), look, paths)
            for look in [papers.look_at(file) for file in files]
        ]
        for paper in made:
            _concern(paper, whom.concerns if room == MEDIATION and side is None else ())
            _record("disputes.put_in_room", paper, actor, at)
            telling.room_paper(now, paper, at, moment="given")
            telling.asked(now, paper, at, moment="given")
    return made


def ask_release(paper: RoomPaper, says: str, *, actor: Actor, on: date, at: datetime) -> PaperWord:
    """The mediator asks whether a paper may be shown to everybody in the room, and says why."""
    with transaction.atomic():
        now, paper = _held(paper, on)
        if not policy.can_ask_release(actor, now.case, paper):
            raise PermissionDenied
        _not_shown(paper)
        is_open(now, MEDIATION)
        return _say(now, paper, Word.ASK.value, None, says, actor=actor, at=at)


def answer_release(
    paper: RoomPaper, party: Party, *, yes: bool, actor: Actor, on: date, at: datetime
) -> PaperWord:
    """A side says that a paper may be shown to the others, or that it may not."""
    with transaction.atomic():
        now, paper = _held(paper, on)
        if not policy.can_answer_release(actor, now.case, paper, party):
            raise PermissionDenied
        _not_shown(paper)
        is_open(now, MEDIATION)
        word = Word.YES if yes else Word.NO
        return _say(now, paper, word.value, party, "", actor=actor, at=at)


def carry_over(paper: RoomPaper, *, actor: Actor, on: date, at: datetime) -> Document:
    """A side takes its own paper out of the mediation room and gives it to everybody."""
    with papers.kept_or_removed() as paths, transaction.atomic():
        now, paper = _held(paper, on)
        party = now.party(str(paper.party_id))
        if party is None or not policy.can_carry_over(actor, now.case, paper):
            raise PermissionDenied
        there = own_exchange(now, party)
        if there is None or any(one.sort == PaperWord.CARRIED for one in paper.words.all()):
            raise nowhere()
        made = Document(
            area_id=now.case.area_id,
            case=now.case,
            event=there.event,
            need=file_needs(there.step)[0],
            room=there.stage.room,
            given_at=at,
            actor_id=actor.user_id,
            actor_name=actor.name,
        )
        content = papers.content_of(paper)
        papers.store(made, papers.Paper(paper.name, paper.kind, content), paths)
        _word(paper, PaperWord.CARRIED, party, "", actor, at)
        _given(made, actor, at)
        telling.version(now, made, at)
    return made


def write_note(
    case: Case, room: str, text: str, *, actor: Actor, on: date, at: datetime
) -> RoomNote:
    """Write a note in the panel room or on the officers' desk. It stays as it was written."""
    with transaction.atomic():
        now = _now(case, on)
        if not policy.can_note(actor, now.case, room):
            raise PermissionDenied
        is_open(now, room)
        note = RoomNote.objects.create(
            area=now.case.area, case=now.case, room=room, text=text.strip(), **_by(actor, at)
        )
        data = {"number": now.case.number, "room": room, "note": str(note.pk)}
        _audit("disputes.write_note", now.case, data, actor, at)
    return note


def is_open(now: Story, room: str) -> None:
    """NotNow where nothing more is put into a room: after mediation, after the end for a panel."""
    if room == MEDIATION and not now.sealed:
        raise NotNow(
            _("Mediation is not under way, so nothing new comes into its room."),
            [_("read what is there")],
        )
    if room == PANEL and now.at.closed:
        says = _("The case has ended, so nothing new comes into the panel room.")
        raise NotNow(says, [_("read what is there")])


def nowhere() -> NotNow:
    """Why a paper cannot be carried over now."""
    return NotNow(
        _(
            "A paper can be carried over when your side has sent its papers and while they are"
            " exchanged or commented on, once."
        ),
        [_("read the case")],
    )


def _now(case: Case, on: date) -> Story:
    held = writing.locked(case, None)
    return story(held, calendar_for(held.area), on)


def _held(paper: RoomPaper, on: date) -> tuple[Story, RoomPaper]:
    """The case under the lock, and the paper with all that was said of it by now."""
    now = _now(paper.case, on)
    return now, papers_in(now.case, paper.room).get(pk=paper.pk)


def _not_shown(paper: RoomPaper) -> None:
    if paper.shown.shown:
        raise NotNow(
            _("Everybody in the room can read this paper already. That cannot be taken back."),
            [_("read what is there")],
        )


def _speaks(actor: Actor, case: Case, party: Party | None) -> bool:
    """A side's paper comes from its people; one without a side from nobody who speaks for one."""
    mine = {hold.party for hold in policy.holds(actor, case) if hold.party}
    return party.key in mine if party else not mine


def _row(now: Story, room: str, whom: ForWhom, party: Party | None, **by: Any) -> RoomPaper:
    to_all = whom.to_all if room == MEDIATION else True
    case = now.case
    return RoomPaper(
        area=case.area, case=case, room=room, party=party, to_all=to_all, on=now.on, **by
    )


def _by(actor: Actor, at: datetime) -> dict[str, Any]:
    return {"at": at, "actor_id": actor.user_id, "actor_name": actor.name}


def _concern(paper: RoomPaper, sides: Iterable[Party]) -> None:
    for party in sides:
        Concern.objects.create(area=paper.area, paper=paper, party=party)


def _say(  # noqa: PLR0913 - a word: of what, which, whose, when
    now: Story,
    paper: RoomPaper,
    sort: str,
    party: Party | None,
    text: str,
    *,
    actor: Actor,
    at: datetime,
) -> PaperWord:
    """Record a word and tell those whom it concerns."""
    word = _word(paper, sort, party, text, actor, at)
    said = papers_in(now.case, paper.room).get(pk=paper.pk)
    if said.shown.shown:
        telling.room_paper(now, said, at, moment="shown")
    elif sort == Word.ASK:
        telling.asked(now, said, at, moment=str(word.pk))
    return word


def _word(
    paper: RoomPaper, sort: str, party: Party | None, text: str, actor: Actor, at: datetime
) -> PaperWord:
    word = PaperWord.objects.create(
        area=paper.area,
        paper=paper,
        sort=sort,
        party=party,
        text=text.strip(),
        sequence=len(paper.words.all()) + 1,
        **_by(actor, at),
    )
    verb = {"ask": "ask_release", PaperWord.CARRIED: "carry_over"}.get(sort, "answer_release")
    _record(f"disputes.{verb}", paper, actor, at)
    return word


def _given(made: Document, actor: Actor, at: datetime) -> None:
    """What the exchange shows of a paper that was carried over: as of any other paper there."""
    case = made.case
    data = {"number": case.number, "sequence": made.event.sequence, "document": made.said()}
    _audit("disputes.add_paper", case, data, actor, at)


def _record(verb: str, paper: RoomPaper, actor: Actor, at: datetime) -> None:
    """No name and no hash: the history says that something was done, and where."""
    data = {"number": paper.case.number, "room": paper.room, "paper": str(paper.pk)}
    _audit(verb, paper.case, data, actor, at)


def _audit(verb: str, case: Case, data: dict[str, Any], actor: Actor, at: datetime) -> None:
    audit.record(verb, actor=actor, area=case.area, obj=case, data=data, at=at)
