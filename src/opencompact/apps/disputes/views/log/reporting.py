"""The public form of a report, and the page that gives its number."""

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import commitments, spoken_pack
from opencompact.apps.disputes import actions
from opencompact.apps.disputes.actions import log
from opencompact.apps.disputes.forms.log import ReportForm
from opencompact.apps.disputes.queries.log import is_unread
from opencompact.apps.disputes.queries.signposts import signs
from opencompact.apps.disputes.views.raising import checking
from opencompact.apps.disputes.views.raising.sides import SHORT_LIST
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries import organisations_of, search, signatories
from opencompact.base.accounts.models import normal
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.pages import render

SENT = "disputes.reported"
TOO_MANY = 429


@open_page
def report_form(request: AreaRequest, area: str) -> HttpResponse:
    """Everything that is asked of whoever reports, with or without an account."""
    edition = actions.edition_in_force(request.area)
    form = _form(request, edition)
    if _looking(request):
        form.unjudged()
    elif request.method == "POST" and form.is_valid():
        if not _may_send(request, form):
            form.add_error(None, _("Too many reports came from here lately. Try again in an hour"))
            return _page(request, edition, form, TOO_MANY)
        try:
            made = log.report(
                request.area, _reported(form, edition), actor=request.actor, at=timezone.now()
            )
        except actions.UnfitError as error:
            form.blame(error)
        else:
            unread = is_unread(made, timezone.localdate())
            request.session[SENT] = [area, made.number, bool(made.email), unread]
            return redirect("disputes:log_sent", area)
    return _page(request, edition, form)


@open_page
def sent(request: AreaRequest, area: str) -> HttpResponse:
    """The number of what one has just reported, and what happens now."""
    slug, number, by_mail, unread = request.session.get(SENT) or ("", "", False, False)
    if slug != area:
        return redirect("disputes:log", area)
    context = {"number": number, "by_mail": by_mail, "unread": unread}
    if unread:
        context["signs"] = signs(request.area, request.actor, "refused", timezone.localdate())
    response = render(request, "disputes/log/sent.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _form(request: AreaRequest, edition: Edition) -> ReportForm:
    posted = request.POST if request.method == "POST" else None
    own = organisations_of(request.actor, RoleKind.REPRESENTATIVE)
    return ReportForm(
        posted,
        bodies=[(str(one.pk), one.name) for one in _bodies(request)],
        known=[(one.key, str(one)) for one in commitments(edition)],
        own=[(str(one.pk), one.name) for one in own],
        signed_in=request.actor.signed_in,
        today=timezone.localdate(),
        initial={"commitments": request.GET.getlist("commitment"), "behalf": ""},
    )


def _looking(request: AreaRequest) -> bool:
    """Say whether somebody looks for an organisation: by the button, or by Enter in its field."""
    posted = request.POST
    return "search" in posted or bool(posted.get("q", "").strip() and not posted.get("body"))


def _bodies(request: AreaRequest) -> list[Organisation]:
    """Signatories to choose from: the one chosen, and those that the words find.

    Without words everybody is shown where they are few, and nobody where they are many.
    """
    bound = signatories(request.area, timezone.localdate())
    chosen = bound.filter(pk__in=_ids(request.POST.get("body", "")))
    words = request.POST.get("q", "").strip()
    if not words and bound.count() > SHORT_LIST:
        return list(chosen)
    found = search(request.area, words).filter(pk__in=bound.values("pk"))
    return list(dict.fromkeys([*chosen, *found[:SHORT_LIST]]))


def _ids(text: str) -> list[UUID]:
    try:
        return [UUID(text)]
    except ValueError:
        return []


def _may_send(request: AreaRequest, form: ReportForm) -> bool:
    """Count what comes from one place, and what would write to one address."""
    address = normal(form.cleaned_data.get("email") or request.actor.email or "")
    here = ratelimit.consume(request, action="report")
    return bool(
        here and (not address or ratelimit.consume(request, action="report_mail", key=address))
    )


def _reported(form: ReportForm, edition: Edition) -> log.Reported:
    given: dict[str, Any] = form.cleaned_data
    behalf = Organisation.objects.filter(pk__in=_ids(given.get("behalf", ""))).first()
    return log.Reported(
        body=Organisation.objects.get(pk=given["body"]),
        commitments=list(commitments(edition).filter(key__in=given["commitments"])),
        event=given["event"],
        happened_on=given["happened_on"],
        about_then=given["about_then"],
        what=given["what"],
        effect=given["effect"],
        treatment=given["treatment"],
        behalf=behalf,
        behalf_name=given.get("behalf_name", ""),
        name=given.get("name", ""),
        email=given.get("email", ""),
    )


def _page(
    request: AreaRequest, edition: Edition, form: ReportForm, status: int = 200
) -> HttpResponse:
    chosen = set(form["commitments"].value() or ())
    context = {
        "form": form,
        "parts": checking.boxes(spoken_pack(edition), chosen),
        "words": (form["q"].value() or "").strip(),
    }
    return render(request, "disputes/log/report_form.html", context, status)
