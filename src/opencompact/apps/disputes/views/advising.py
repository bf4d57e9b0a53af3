"""Advisers: inviting and ending them, letting them into the mediation room, and their answer."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.forms import AdviserForm
from opencompact.apps.disputes.models import Adviser, Party
from opencompact.apps.disputes.views.desk import Desk, opened
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.notify import links
from opencompact.base.notify.models import ActionLink
from opencompact.base.ui.pages import render

YES, NO = "yes", "no"


def advisers(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """The advisers of the sides; whoever speaks for one invites somebody here."""
    desk = opened(request, number)
    sides = _sides(desk)
    permit(request, bool(sides))
    form = AdviserForm(request.POST if request.method == "POST" else None, sides=sides)
    if request.method == "POST" and form.is_valid() and _invited(desk, form):
        return redirect("disputes:advisers", area, number)
    context = {
        "form": form,
        "advice": queries.advice(desk.case, desk.held),
        "mediates": any(stage.room == "mediation" for stage in desk.story.procedure.stages),
        "all_inside": desk.story.procedure.advisers_in_mediation,
        "open": not desk.story.at.closed,
    }
    return desk.show("advisers", context)


@require_POST
def end_adviser(request: AreaRequest, area: str, number: str, adviser: UUID) -> HttpResponse:
    """End an adviser or an invitation: the side's own, or the own part in it."""
    desk = opened(request, number)
    found = _found(desk, adviser)
    permit(request, policy.can_end_adviser(request.actor, desk.case, found))
    actions.end_adviser(found, actor=request.actor, on=desk.on, at=timezone.now())
    says = _("{name} no longer reads this case.")
    messages.success(request, says.format(name=found.user))
    own = found.user_id == request.actor.user_id
    return redirect("disputes:list", area) if own else redirect("disputes:advisers", area, number)


@require_POST
def admit_adviser(request: AreaRequest, area: str, number: str, adviser: UUID) -> HttpResponse:
    """Say for a side whether an adviser comes into the mediation room."""
    desk = opened(request, number)
    found = _found(desk, adviser)
    party = next((one for one in _sides(desk) if one.key == request.POST.get("party")), None)
    permit(request, bool(_sides(desk)))
    if party is None:
        raise Http404("You speak for no such side here.")
    yes = request.POST.get("answer") == YES
    actions.admit_adviser(found, party, yes=yes, actor=request.actor, on=desk.on, at=timezone.now())
    said = _("Your yes is recorded.") if yes else _("Your yes is taken back.")
    messages.success(request, said)
    return redirect("disputes:advisers", area, number)


def _sides(desk: Desk) -> list[Party]:
    """The sides that the visitor speaks for."""
    return [
        party
        for party in desk.case.parties.all()
        if policy.can_invite_adviser(desk.request.actor, desk.case, party)
    ]


def _found(desk: Desk, pk: UUID) -> Adviser:
    """An adviser whom the visitor may know of; a 404 for anybody else's invitation."""
    known = {one.adviser.pk for one in queries.advice(desk.case, desk.held)}
    found = queries.adviser_in(desk.case, pk)
    if found is None or (pk not in known and found.user_id != desk.request.actor.user_id):
        raise Http404("There is no such adviser in this case.")
    return found


def _invited(desk: Desk, form: AdviserForm) -> bool:
    cleaned = form.cleaned_data
    try:
        made = actions.invite_adviser(
            desk.case,
            form.side,
            cleaned["email"],
            cleaned["name"],
            actor=desk.request.actor,
            on=desk.on,
            at=timezone.now(),
        )
    except actions.UnfitAdviserError as error:
        form.add_error("email", str(error))
        return False
    says = _("An invitation goes to {address}.")
    messages.success(desk.request, says.format(address=made.user.email))
    return True


def _stands(link: ActionLink, on: date) -> str:
    found = queries.adviser_by(link)
    if found is None or found.ended_on is not None or found.case.closed_on:
        return _("The invitation was ended, or the case is over.")
    if not policy.can_accept_advising(queries.invited_by(found, on), found):
        return _("You have another part in this case, so you cannot advise a side of it.")
    return ""


def _show(request: AreaRequest, link: ActionLink) -> HttpResponse:
    """What an adviser may and may not; yes or no, when one is posted."""
    at = timezone.now()
    found = queries.adviser_by(link)
    if found is None:
        raise PermissionDenied
    actor = queries.invited_by(found, timezone.localdate(at))
    if not policy.can_accept_advising(actor, found):
        raise PermissionDenied
    answer = request.POST.get("answer", "")
    context = {"link": link, "adviser": found, "case": found.case, "answer": answer}
    if answer not in {YES, NO}:
        return render(request, "disputes/advise.html", context)
    with links.used(link, actor=actor, at=at):
        if answer == YES:
            actions.accept_advising(found, actor=actor, at=at)
        else:
            actions.end_adviser(found, actor=actor, on=timezone.localdate(at), at=at)
    return render(request, "disputes/advise_done.html", context)


ADVISE = links.Purpose(show=_show, stands=_stands)
