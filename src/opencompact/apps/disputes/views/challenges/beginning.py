"""Beginning a challenge: what it is for everybody, who and about what for whoever may."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.disputes import policy
from opencompact.apps.disputes.actions import UnfitError, edition_in_force
from opencompact.apps.disputes.actions import challenges as actions
from opencompact.apps.disputes.forms.challenges import BeginForm
from opencompact.apps.disputes.views.challenges.sheet import told, writing
from opencompact.apps.disputes.views.raising.sides import Sides
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.ui.pages import render


@open_page
def begin(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """What a challenge is; for a representative, from whom and to whom it goes."""
    edition_in_force(request.area)
    may = policy.can_challenge(request.actor)
    if request.method == "POST":
        permit(request, may)
    if not may:
        return render(request, "disputes/challenge/begin.html", {"may": False})
    sides = Sides(request, timezone.localdate(), request.POST or None)
    if request.method == "POST" and "search" not in request.POST:
        form = _form(sides, request)
        if form.is_valid() and (made := _begun(request, form)):
            return made
    else:
        form = _form(sides)
    return _page(request, sides, form)


def _page(request: AreaRequest, sides: Sides, form: BeginForm) -> HttpResponse:
    context = {
        "may": True,
        "form": form,
        "words": sides.words(),
        "unsigned": sides.unsigned(),
        "found": bool(form.fields["body"].choices),  # type: ignore[attr-defined]
    }
    return render(request, "disputes/challenge/begin.html", context)


def _form(sides: Sides, request: AreaRequest | None = None) -> BeginForm:
    """The form; one in which somebody only looked for an organisation has no faults yet."""
    own = [(str(one.pk), one.name) for one in sides.own()]
    found = [(str(one.pk), _placed(one)) for one in sides.offered("body")]
    if request:
        return BeginForm(request.POST, own=own, found=found)
    names = ("organisation", "subject", "q", "body")
    kept = {name: sides.posted[name] for name in names if name in sides.posted}
    return BeginForm(own=own, found=found, initial=kept)


def _begun(request: AreaRequest, form: BeginForm) -> HttpResponseRedirect | None:
    given = form.cleaned_data
    try:
        made = actions.begin_challenge(
            request.area,
            organisations=[Organisation.objects.get(pk=given["organisation"])],
            body=Organisation.objects.get(pk=given["body"]),
            subject=given["subject"],
            actor=request.actor,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except UnfitError as error:
        told(form, error)
        return None
    return redirect("disputes:challenge_timeline", request.area.slug, made.pk)


@require_POST
def cancel(request: AreaRequest, area: str, challenge: UUID) -> HttpResponse:
    """Drop a challenge that was not sent."""
    sheet = writing(request, challenge)
    actions.discard_challenge(sheet.challenge, actor=request.actor, at=timezone.now())
    messages.success(request, _("The challenge was dropped. Nothing of it is kept."))
    return redirect("disputes:challenges", area)


def _placed(one: Organisation) -> str:
    return f"{one.name}, {one.place}" if one.place else one.name
