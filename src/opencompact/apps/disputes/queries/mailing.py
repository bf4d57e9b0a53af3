"""Who may be told of what happens in a case, asked again each time before mail about it leaves."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from opencompact.apps.disputes.models import Case, Seat
from opencompact.apps.disputes.policy import MEDIATION, Hold, readers, reads_room_paper
from opencompact.apps.disputes.queries.bundles import may_see_bundle
from opencompact.apps.disputes.queries.cases import Person, cases, people
from opencompact.apps.disputes.queries.rooms import room_paper
from opencompact.apps.disputes.queries.seen import may_read, told_of
from opencompact.apps.disputes.queries.story import Story, Told, story
from opencompact.apps.disputes.queries.turns import Turn, is_mine, turns_for
from opencompact.base.areas.queries import calendar_for
from opencompact.core.record import record


@record
class Reader:
    """Somebody of a case, with the case as it is now and the turns that are theirs."""

    now: Story
    person: Person
    turns: tuple[Turn, ...]


def may_know(after: Story, told: Told, held: Iterable[Hold]) -> bool:
    """Whoever may read it, and whoever meets the case where it led; an ending is for all of it."""
    roles = {hold.role for hold in held}
    if not told.led_to:
        return bool(roles & told.open_to)
    there = next((one for one in after.procedure.stages if one.key == told.led_to), None)
    return there is None or bool(roles & (told.open_to | readers(after.procedure, there)))


def reader(case_id: str, address: str, on: date) -> Reader | None:
    """Who has this address in a case on a day; None for somebody who is not of it any more."""
    case: Case | None = cases().filter(pk=UUID(case_id)).first()
    if case is None:
        return None
    person = next((one for one in people(case, on) if one.email == address), None)
    if person is None:
        return None
    now = story(case, calendar_for(case.area), on)
    mine = tuple(turn for turn in turns_for(now, person.held) if is_mine(turn, person.held))
    return Reader(now, person, mine)


def is_seated(seat_id: str) -> bool:
    """Whether a seat is still held."""
    return Seat.objects.filter(pk=UUID(seat_id), ended_on=None).exists()


def meets(found: Reader, news: str, pk: str) -> bool:
    """Say whether somebody may know of a paper or a bundle that a message tells of.

    `news` is what it tells: of a version, of something in a room, of an answer asked, of a bundle.
    """
    now, held = found.now, found.person.held
    if news == "bundle":
        return may_see_bundle(now, held)
    if news == "version":
        paper = next((one for one in now.case.documents.all() if str(one.pk) == pk), None)
        told = told_of(now, paper) if paper else None
        return told is not None and may_read(told, held)
    found_paper = room_paper(now.case, MEDIATION, UUID(pk))
    if found_paper is None:
        return False
    if news == "room":
        return reads_room_paper(held, found.person.user_id, now.case, found_paper)
    shown, mine = found_paper.shown, {hold.party for hold in held}
    return now.sealed and not shown.shown and bool(mine & set(shown.waits_for))
