"""The rooms of a case: what was exchanged at a stage, mediation, the panel room, the desk."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.forms import (
    AskForm,
    CarryForm,
    MediatorPaperForm,
    NoteForm,
    ReleaseForm,
    RoomPaperForm,
    SidePaperForm,
)
from opencompact.apps.disputes.models import Party, RoomPaper
from opencompact.apps.disputes.policy import MEDIATION, WORKROOMS
from opencompact.apps.disputes.views.desk import Desk, may_write, opened
from opencompact.apps.disputes.views.papers import attachment
from opencompact.base.areas.permission import AreaRequest, permit


def room(request: AreaRequest, area: str, number: str, room: str) -> HttpResponse:
    """A room of the case, for those who may enter it; a 404 for the others."""
    desk = opened(request, number)
    if room in WORKROOMS:
        return _workroom(desk, area, room)
    if room not in queries.rooms(desk.story, desk.held):
        raise Http404("There is no such room here.")
    permit(request, policy.can_see_room(request.actor, desk.case, room))
    inside = desk.story.stage.room == room and not desk.story.at.closed
    return desk.show(
        "room",
        {
            "room": room,
            "chapters": tuple(reversed(queries.room(desk.story, desk.held, room))),
            "choices": queries.choices(desk.story, desk.held) if inside else (),
            "inside_now": inside,
            "has_mediator": any(seat.holder == "mediator" for seat in desk.case.seats.all()),
            "may_write": may_write(desk),
            "papers": _papers(desk, room),
            "may_put_in": inside
            and room == MEDIATION
            and policy.can_put_in(request.actor, desk.case, room),
        },
    )


def _papers(desk: Desk, room: str) -> tuple[queries.Kept, ...]:
    if room != MEDIATION:
        return ()
    return queries.kept(desk.story, desk.request.actor, room)


def _workroom(desk: Desk, area: str, room: str) -> HttpResponse:
    """The panel room or the officers' desk: notes that stay, and papers."""
    _enter(desk, room)
    request = desk.request
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.write_note(
            desk.case, room, form.cleaned_data["text"],
            actor=request.actor, on=desk.on, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("The note is there."))
        return redirect("disputes:room", area, desk.case.number, room)
    context = {
        "room": room,
        "form": form if _is_open(desk, room) else None,
        "notes": queries.notes(desk.case, room),
        "papers": queries.kept(desk.story, request.actor, room),
    }
    return desk.show("workroom", context)


def _is_open(desk: Desk, room: str) -> bool:
    return room != policy.PANEL or not desk.story.at.closed


def _enter(desk: Desk, room: str) -> None:
    """Let somebody into a room, or say that there is none."""
    if room in WORKROOMS:
        may = policy.can_enter(desk.held, room)
    else:
        may = room == MEDIATION and MEDIATION in queries.rooms(desk.story, desk.held)
    if not may:
        raise Http404("There is no such room here.")
    permit(desk.request, policy.can_put_in(desk.request.actor, desk.case, room))


def put_in(request: AreaRequest, area: str, number: str, room: str) -> HttpResponse:
    """Put papers into a closed room."""
    desk = opened(request, number)
    _enter(desk, room)
    actions.is_open(desk.story, room)
    party = _party(desk, room)
    form = _form(desk, room, party)
    if form.is_valid():
        actions.put_in_room(
            desk.case, room, form.cleaned_data["papers"], party=party,
            whom=form.whom(tuple(desk.case.parties.all())),
            actor=request.actor, on=desk.on, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("It is in the room."))
        return redirect("disputes:room", area, number, room)
    sides = [one for one in queries.party_of(desk.story, desk.held) if one != party]
    context = {"room": room, "form": form, "acting_for": party, "other_sides": sides}
    return desk.show("put_in", context)


def _party(desk: Desk, room: str) -> Party | None:
    """The side that somebody acts for in mediation; the one asked for where there are several."""
    mine = queries.party_of(desk.story, desk.held)
    if room != MEDIATION or not mine:
        return None
    wanted = desk.request.GET.get("party", "")
    return next((party for party in mine if party.key == wanted), mine[0])


def _form(desk: Desk, room: str, party: Party | None) -> RoomPaperForm:
    request = desk.request
    posted = request.method == "POST"
    given: tuple[Any, Any] = (request.POST, request.FILES) if posted else (None, None)
    if room != MEDIATION:
        return RoomPaperForm(*given)
    if party is not None:
        return SidePaperForm(*given)
    return MediatorPaperForm(*given, parties=tuple(desk.case.parties.all()))


def paper(request: AreaRequest, area: str, number: str, room: str, paper: UUID) -> HttpResponse:  # noqa: ARG001
    """Hand out a paper of a closed room to somebody who may read it now."""
    desk = opened(request, number)
    return attachment(_readable(desk, room, paper))


def ask(request: AreaRequest, area: str, number: str, paper: UUID) -> HttpResponse:
    """The mediator asks the sides whether a paper may be shown to everybody in the room."""
    desk = opened(request, number)
    found = _readable(desk, MEDIATION, paper)
    permit(request, policy.can_ask_release(request.actor, desk.case, found))
    actions.is_open(desk.story, MEDIATION)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.ask_release(
            found, form.cleaned_data["says"], actor=request.actor, on=desk.on, at=timezone.now()
        )
        messages.success(request, _("The sides are asked."))
        return redirect("disputes:room", area, number, MEDIATION)
    names = [desk.story.party_name(key) for key in found.given.needed]
    return desk.show("ask_release", {"form": form, "paper": found, "needed": names})


def release(request: AreaRequest, area: str, number: str, paper: UUID) -> HttpResponse:
    """A side says yes or no to showing a paper to the others."""
    desk = opened(request, number)
    one = _asked(desk, paper)
    wanted = request.GET.get("party", "")
    party = next((side for side in one.answers if side.key == wanted), one.answers[0])
    permit(request, policy.can_answer_release(request.actor, desk.case, one.paper, party))
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        yes = form.cleaned_data["answer"] == "yes"
        actions.answer_release(
            one.paper, party, yes=yes, actor=request.actor, on=desk.on, at=timezone.now()
        )
        messages.success(request, _("Your answer is recorded."))
        return redirect("disputes:room", area, number, MEDIATION)
    return desk.show("release", {"form": form, "one": one, "acting_for": party})


def carry(request: AreaRequest, area: str, number: str, paper: UUID) -> HttpResponse:
    """A side gives its own paper of the mediation room to everybody in the exchange."""
    desk = opened(request, number)
    found = _readable(desk, MEDIATION, paper)
    permit(request, policy.can_carry_over(request.actor, desk.case, found))
    party = desk.story.party(str(found.party_id))
    told = queries.own_exchange(desk.story, party) if party else None
    if told is None or queries.carried(found):
        raise actions.nowhere()
    form = CarryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.carry_over(found, actor=request.actor, on=desk.on, at=timezone.now())
        messages.success(request, _("The paper is in the exchange now."))
        return redirect("disputes:case", area, number)
    names = queries.role_names(desk.story.procedure, told.open_to)
    return desk.show("carry", {"form": form, "paper": found, "readers": names})


def _readable(desk: Desk, room: str, pk: UUID) -> RoomPaper:
    found = queries.room_paper(desk.case, room, pk)
    if found is None or not policy.can_read_room_paper(desk.request.actor, desk.case, found):
        raise Http404("There is no such paper here.")
    return found


def _asked(desk: Desk, pk: UUID) -> queries.Kept:
    """A paper that waits for a word of this person's side."""
    kept = queries.kept(desk.story, desk.request.actor, MEDIATION)
    one = next((one for one in kept if one.paper.pk == pk and one.answers), None)
    if one is None:
        raise Http404("There is no such paper here.")
    actions.is_open(desk.story, MEDIATION)
    return one
