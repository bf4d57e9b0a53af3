"""The people of a case: who has which part in it, who looked at it, and giving somebody a seat."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.forms import SeatForm
from opencompact.apps.disputes.views.desk import Desk, opened
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.core.procedure import Holder
from opencompact.core.record import record


@record
class _Shown:
    """A group of people, and who advises them where they are a side."""

    group: queries.Group
    advisers: tuple[queries.Advice, ...]

    @property
    def name(self) -> str:
        return self.group.name

    @property
    def says(self) -> str:
        return self.group.says

    @property
    def people(self) -> tuple[queries.Person, ...]:
        return self.group.people


def people(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """Everybody of the case; the chair and the support team seat panel and mediator here."""
    desk = opened(request, number)
    may = policy.can_seat(request.actor, desk.case) and not desk.story.at.closed
    form = SeatForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        permit(request, policy.can_seat(request.actor, desk.case))
        if form.is_valid() and _seated(desk, form):
            return redirect("disputes:people", area, number)
    return _page(desk, form, may_seat=may)


@require_POST
def unseat(request: AreaRequest, area: str, number: str, seat: UUID) -> HttpResponse:
    """End a seat."""
    desk = opened(request, number)
    permit(request, policy.can_seat(request.actor, desk.case))
    place = next((one for one in desk.case.seats.all() if one.pk == seat), None)
    if place is None:
        raise Http404("There is no such seat in this case.")
    actions.unseat(place, actor=request.actor, on=desk.on, at=timezone.now())
    says = _("{name} no longer has a seat in this case.")
    messages.success(request, says.format(name=place.user))
    return redirect("disputes:people", area, number)


def _seated(desk: Desk, form: SeatForm) -> bool:
    """Give the seat; why somebody cannot have it is shown in the form."""
    user, holder = form.cleaned_data["email"], Holder(form.cleaned_data["holder"])
    try:
        actions.seat(
            desk.case, user, holder, actor=desk.request.actor, on=desk.on, at=timezone.now()
        )
    except actions.ConflictError as error:
        form.add_error("email", str(error))
        return False
    says = _("{name} now has a seat in this case.")
    messages.success(desk.request, says.format(name=user))
    return True


def _page(desk: Desk, form: SeatForm, *, may_seat: bool) -> HttpResponse:
    now, everybody = desk.story, queries.people(desk.case, desk.on)
    seats = [one for one in desk.case.seats.all() if one.ended_on is None]
    context = {
        "form": form,
        "may_seat": may_seat,
        "groups": [_Shown(one, _advisers(desk, one)) for one in queries.by_role(now, everybody)],
        "speaks": any(hold.party for hold in desk.held) and not now.at.closed,
        "advises": policy.adviser_of(desk.request.actor.user_id, desk.case),
        "unspoken": queries.unspoken(desk.case, everybody),
        "seats": seats,
        "candidates": queries.candidates(desk.case, desk.on) if may_seat else (),
        "accesses": queries.accesses(desk.case) if may_seat else (),
    }
    return desk.show("people", context)


def _advisers(desk: Desk, group: queries.Group) -> tuple[queries.Advice, ...]:
    return tuple(
        one
        for one in queries.advice(desk.case, desk.held)
        if group.side and str(one.adviser.party_id) == group.side
    )
