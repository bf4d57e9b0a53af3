"""What is held about a person: a page for the person, and one for the officers of an area."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opencompact.base.accounts.models import User
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.pages import render

from . import asking, erasing, policy, subject
from .forms import ErasureForm


def own(request: HttpRequest) -> HttpResponse:
    """Download what is held about oneself; ask to be erased."""
    actor = request.actor  # type: ignore[attr-defined]
    permit(request, policy.can_see_own(actor))
    person = User.objects.get(pk=actor.user_id)
    if request.method == "POST" and request.POST.get("do") == "download":
        with transaction.atomic():
            found = subject.subject_access(person, by=actor, at=timezone.now())
        return _zip(found)
    if request.method == "POST" and request.POST.get("do") == "erase":
        if asking.wish(person, actor=actor, at=timezone.now()):
            messages.success(request, _("The officers know that you ask to be erased."))
        return redirect("site:own-data")
    context = {
        "areas": asking.areas_of(person),
        "wished_on": asking.wished_on(person),
        "reasons": _reasons(person),
    }
    return render(request, "site/archive/own.html", context)


def person(request: AreaRequest, area: str, person: UUID) -> HttpResponse:  # noqa: ARG001
    """What officers can do about a person's data: download it, ask for an erasure, confirm one."""
    permit(request, policy.can_keep(request.actor))
    found = asking.person_of(request.area, person)
    if found is None:
        raise Http404("Nobody of this area has this page.")
    form = ErasureForm(None, initial={"signatures": "keep", "papers": "keep"})
    if request.method == "POST":
        if request.POST.get("do") == "ask":
            form = ErasureForm(request.POST)
        done = _done(request, found, form)
        if done is not None:
            return done
    return render(request, "site/archive/person.html", _context(request, found, form))


def _done(request: AreaRequest, found: User, form: ErasureForm) -> HttpResponse | None:
    """Do what was asked for; None when the form is wrong or nothing was asked."""
    do, at, actor = request.POST.get("do", ""), timezone.now(), request.actor
    asked = asking.waiting(request.area, found)
    if do == "download":
        with transaction.atomic():
            held = subject.subject_access(found, area=request.area, sealed=True, by=actor, at=at)
        return _zip(held)
    if do == "ask" and form.is_valid():
        asking.ask(request.area, found, form.choices, actor=actor, at=at)
        messages.success(request, _("Another officer has to confirm now. A message tells them so."))
    elif do == "take-back" and asked is not None:
        asking.take_back(asked, actor=actor, at=at)
        messages.success(request, _("The request has ended, and nobody was erased."))
    elif do == "confirm" and asked is not None:
        kept = asking.confirm(asked, actor=actor, at=at).papers_kept
        said = [_("The person was erased.")]
        if kept:
            note = ngettext(
                "{number} paper that names them was kept.",
                "{number} papers that name them were kept.",
                len(kept),
            )
            said.append(note.format(number=len(kept)))
        messages.success(request, " ".join(said))
    else:
        return None
    return redirect("site:person-data", request.area.slug, found.pk)


def _context(request: AreaRequest, found: User, form: ErasureForm) -> dict[str, Any]:
    asked, actor = asking.waiting(request.area, found), request.actor
    on = timezone.localdate()
    return {
        "person": found,
        "erased": erasing.is_erased(found),
        "asked": asked,
        "form": form,
        "reasons": list(asking.obstacles(request.area, found, actor, on)),
        "mine": asked is not None and asked.asked_by_id == actor.user_id,
        "confirms": asked is not None and policy.can_confirm(actor, asked.asked_by_id),
    }


def _reasons(person: User) -> list[str]:
    """Why somebody cannot be erased yet, in words for themselves."""
    return list(erasing.refusals(person, timezone.localdate(), own=True))


def _zip(found: subject.Subject) -> HttpResponse:
    response = HttpResponse(subject.zipped(found), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="your-data.zip"'
    return response
