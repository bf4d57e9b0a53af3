"""Answering a consultation on its page: asked, checked, put by, sent; and by a link later on."""

from datetime import date
from typing import Final

from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.consultations import actions, queries
from opencompact.apps.consultations.forms import RespondForm
from opencompact.apps.consultations.models import Consultation, Response
from opencompact.base.accounts.models import normal
from opencompact.base.areas.permission import AreaRequest, NotNow, open_page
from opencompact.base.notify import links
from opencompact.base.notify.models import ActionLink
from opencompact.base.ui.pages import render

from .reading import find

SENT: Final = "consultations.sent"
TOO_MANY: Final = 429
SEND, SAVE, EDIT = "send", "save", "edit"


@open_page
def respond(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """Everything that is asked, for everybody, with or without an account."""
    return _page(request, find(request, number), None)


@open_page
def sent(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """The reference of what one has just sent, and what happens now."""
    found = find(request, number)
    slug, own, reference, told = request.session.get(SENT) or ("", "", "", False)
    if (slug, own) != (area, number):
        return redirect(found)
    context = {"consultation": found, "reference": reference, "told": told}
    response = render(request, "consultations/sent.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(request: AreaRequest, found: Consultation, begun: Response | None) -> HttpResponse:
    """Ask, show what was given to be checked, keep it for later, or send it."""
    if not found.online or queries.open_window(found, timezone.localdate()) is None:
        raise actions.too_late(found)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    form = RespondForm(
        request.POST if request.method == "POST" else None,
        questions=queries.questions(found),
        saving=step == SAVE,
        initial=RespondForm.initial_of(begun) if begun else {},
    )
    if step == EDIT or not form.is_valid():
        return _asked(request, found, form)
    if step not in {SEND, SAVE}:
        context = {"consultation": found, "form": form}
        return _kept_nowhere(render(request, "consultations/check.html", context))
    if not _may(request, form):
        form.add_error(None, _("Too many answers came from here lately. Try again in an hour"))
        return _asked(request, found, form, TOO_MANY)
    return (_send if step == SEND else _put_by)(request, found, form, begun)


def _asked(
    request: AreaRequest, found: Consultation, form: RespondForm, status: int = 200
) -> HttpResponse:
    window = queries.open_window(found, timezone.localdate())
    context = {
        "consultation": found,
        "form": form,
        "window": window,
        "documents": list(found.documents.all()),
    }
    return _kept_nowhere(render(request, "consultations/respond.html", context, status))


def _send(
    request: AreaRequest, found: Consultation, form: RespondForm, begun: Response | None
) -> HttpResponse:
    made = actions.send(found, form.given, begun=begun, actor=request.actor, at=timezone.now())
    told = [found.area.slug, found.number, made.reference, made.wants_feedback]
    request.session[SENT] = told
    return redirect("consultations:sent", found.area.slug, found.number)


def _put_by(
    request: AreaRequest, found: Consultation, form: RespondForm, begun: Response | None
) -> HttpResponse:
    offered = actions.put_by(found, form.given, begun=begun, actor=request.actor, at=timezone.now())
    context = {
        "consultation": found,
        "window": queries.open_window(found, timezone.localdate()),
        "email": offered.link.to_address,
        "address": "" if offered.link.to_address else offered.address,
    }
    return _kept_nowhere(render(request, "consultations/put_by.html", context))


def _may(request: AreaRequest, form: RespondForm) -> bool:
    """Count what comes from one place, and what would write to one address."""
    address = normal(form.cleaned_data.get("email") or "")
    here = ratelimit.consume(request, action="answer")
    return bool(
        here and (not address or ratelimit.consume(request, action="answer_mail", key=address))
    )


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    """What somebody types stays in no cache."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _stands(link: ActionLink, on: date) -> str:
    begun = queries.begun_by(link)
    if begun is None:
        return _("The answer was sent already, or it was removed.")
    found = queries.consultations(link.area).get(pk=begun.consultation_id)
    if queries.open_window(found, on) is None or not found.online:
        return str(actions.too_late(found))
    return ""


def _continue(request: AreaRequest, link: ActionLink) -> HttpResponse:
    """Go on with an answer; the link is not used up by putting it by again: a new one comes."""
    begun = queries.begun_by(link)
    if begun is None:
        raise NotNow(_("The answer was sent already, or it was removed."))
    found = queries.consultations(link.area).get(pk=begun.consultation_id)
    return _page(request, found, begun)


CONTINUE: Final = links.Purpose(show=_continue, stands=_stands)
