"""Mail about papers: that there is something new and where, never its name or what it says."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions import kinds
from opencompact.apps.disputes.actions.kinds import PaperNews, later
from opencompact.apps.disputes.actions.mail import part_in
from opencompact.apps.disputes.models import Bundle, Case, Document, RoomPaper
from opencompact.apps.disputes.policy import MEDIATION, reads_room_paper
from opencompact.apps.disputes.queries import (
    Person,
    Story,
    may_read,
    may_see_bundle,
    people,
    told_of,
)
from opencompact.base import notify


def version(now: Story, made: Document, at: datetime) -> None:
    """A new version, or a paper carried over: to everybody who can read it."""
    told = told_of(now, made)
    for person in people(now.case, now.on):
        if told and may_read(told, person.held):
            own = any(hold.party == str(told.event.party_id) for hold in person.held)
            carried = made.replaces_id is None
            _queue(
                now.case, person, PaperNews.VERSION, made.pk, at,
                happened=_new_paper() if carried else _new_version(),
                what=_given(now.case, own=own, carried=carried),
            )  # fmt: skip


def room_paper(now: Story, paper: RoomPaper, at: datetime, *, moment: str) -> None:
    """Something new in the mediation room, to those who may read it; `moment` tells it apart."""
    if paper.room != MEDIATION:
        return
    for person in people(now.case, now.on):
        if reads_room_paper(person.held, person.user_id, now.case, paper):
            _queue(
                now.case, person, PaperNews.ROOM, paper.pk, at, moment=moment,
                happened=_in_mediation(), what=_in_mediation_whole(now.case),
            )  # fmt: skip


def asked(now: Story, paper: RoomPaper, at: datetime, *, moment: str) -> None:
    """Each side whose word is awaited is asked for it."""
    for person in _of(people(now.case, now.on), paper.shown.waits_for):
        _queue(
            now.case, person, PaperNews.ASKED, paper.pk, at, moment=moment,
            happened=_in_mediation(), what=_in_mediation_whole(now.case), your_turn=_say(),
        )  # fmt: skip


def bundle(now: Story, made: Bundle, at: datetime) -> None:
    """A bundle that was made, to everybody who may read it."""
    for person in people(now.case, now.on):
        if may_see_bundle(now, person.held):
            _queue(
                now.case, person, PaperNews.BUNDLE, made.pk, at,
                happened=_bundled(), what=_bundled_whole(now.case, made.number),
            )  # fmt: skip


def _of(everybody: Iterable[Person], sides: Iterable[str]) -> Iterator[Person]:
    wanted = set(sides)
    return (one for one in everybody if wanted & {hold.party for hold in one.held})


def _queue(  # noqa: PLR0913 - a message about a paper, with all that a message has
    case: Case,
    person: Person,
    news: PaperNews,
    pk: object,
    at: datetime,
    *,
    happened: str,
    what: str,
    your_turn: str = "",
    moment: str = "",
) -> None:
    notify.queue(
        area=case.area,
        key=f"disputes.paper:{news.value}:{pk}:{moment}",
        to=[(person.name, person.email)],
        kind=kinds.PAPER,
        facts={
            "number": case.number,
            "happened": happened,
            "what": what,
            "your_turn": your_turn,
        },
        about=f"{case.pk}|{news.value}|{pk}",
        link=case.get_absolute_url(),
        why=part_in(case),
        at=at,
    )


@later
def _new_version() -> str:
    return _("a new version of a paper")


@later
def _new_paper() -> str:
    return _("a paper was added")


@later
def _given(case: Case, *, own: bool, carried: bool) -> str:
    who = _("your organisation") if own else _("an organisation in the case")
    says = _(
        "Case {number}: a new version of a paper was given. By: {who}. The earlier versions stay to"
        " be read."
    )
    if carried:
        says = _("Case {number}: a paper was added to what was given before. By: {who}.")
    return says.format(number=case.number, who=who)


@later
def _in_mediation() -> str:
    return _("something new in the mediation room")


@later
def _in_mediation_whole(case: Case) -> str:
    return _("Case {number}: something new in the mediation room.").format(number=case.number)


@later
def _say() -> str:
    return _(
        "You are asked whether a paper may be shown to the others in the mediation room. You are"
        " free to say no."
    )


@later
def _bundled() -> str:
    return _("a bundle of the papers")


@later
def _bundled_whole(case: Case, version: int) -> str:
    says = _("Case {number}: version {version} of the bundle of papers is there to be read.")
    return says.format(number=case.number, version=version)
