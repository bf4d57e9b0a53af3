"""A paper of the exchange: handed out, all its versions, and a new one in its place."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.actions.letters import note_opened
from opencompact.apps.disputes.forms import RenewForm
from opencompact.apps.disputes.models import Document, RoomPaper
from opencompact.apps.disputes.queries.letters import letter_in
from opencompact.apps.disputes.views.desk import Desk, opened
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui import uploads


def document(request: AreaRequest, area: str, number: str, document: UUID) -> HttpResponse:  # noqa: ARG001
    """Hand out a paper to somebody who may read it now; anybody else finds nothing."""
    desk = opened(request, number)
    found, _told = _found(desk, document)
    if letter := letter_in(desk.story, found):
        note_opened(letter, desk.held, request.actor, desk.on)
    return attachment(found)


def versions(request: AreaRequest, area: str, number: str, document: UUID) -> HttpResponse:  # noqa: ARG001
    """Every version of a paper with its hash, and what a hash is good for."""
    desk = opened(request, number)
    found, told = _found(desk, document)
    paper = queries.versions_with(desk.story, told, found)
    may = policy.can_renew(request.actor, desk.case, found)
    return desk.show(
        "versions",
        {
            "paper": paper,
            "told": told,
            "who": _who(desk, told),
            "may_renew": may and queries.takes_papers(desk.story, told),
            "readers": queries.role_names(desk.story.procedure, told.open_to),
        },
    )


def renew(request: AreaRequest, area: str, number: str, document: UUID) -> HttpResponse:
    """Give a new version of a paper; 409 when papers are no longer exchanged."""
    desk = opened(request, number)
    found, told = _found(desk, document)
    permit(request, policy.can_renew(request.actor, desk.case, found))
    if not queries.takes_papers(desk.story, told):
        raise actions.closed()
    posted = request.method == "POST"
    form = RenewForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        given = form.cleaned_data
        actions.renew_paper(
            found, given["file"], given["reason"],
            actor=request.actor, on=desk.on, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("The new version is there. Everybody who can read it is told."))
        return redirect("disputes:versions", area, number, found.pk)
    names = queries.role_names(desk.story.procedure, told.open_to)
    return desk.show("renew", {"form": form, "paper": found, "readers": names})


def attachment(found: Document | RoomPaper) -> HttpResponse:
    """A paper to be saved under its name; what is confidential stays in no cache."""
    response = uploads.attachment(found)
    response.headers["Cache-Control"] = "no-store"
    return response


def _found(desk: Desk, pk: UUID) -> tuple[Document, queries.Told]:
    found = next((one for one in desk.case.documents.all() if one.pk == pk), None)
    told = queries.told_of(desk.story, found) if found else None
    if found is None or told is None or not queries.may_read(told, desk.held):
        raise Http404("There is no such document here.")
    return found, told


def _who(desk: Desk, told: queries.Told) -> str:
    side = desk.story.party_name(str(told.event.party_id or ""))
    return side or desk.story.procedure.role(told.event.role).name
