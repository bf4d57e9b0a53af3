"""The pages of what is past its time: the list, and the step that removes something for good."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes import policy, tables
from opencompact.apps.disputes.queries.keeping import WORDS
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.pages import render
from opencompact.base.ui.tables import Copy, answer
from opencompact.core.keeping import Kept

from . import clearing, past


def shelf(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """What is past its time, as far as somebody may have it removed."""
    permit(request, policy.can_see_past(request.actor))
    found = past.shelf(request.area, request.actor, timezone.localdate())
    keeping = past.keeping_of(request.area)
    context = {
        "rows": [(one, WORDS[one.due.kept]) for one in found.due],
        "next": found.next,
        "next_words": WORDS[found.next.due.kept] if found.next else None,
        "spans": [(words.name, keeping.months(kept)) for kept, words in WORDS.items()],
    }
    return render(request, "site/archive/shelf.html", context)


def shelf_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """The same list as a file."""
    permit(request, policy.can_see_past(request.actor))
    found = past.shelf(request.area, request.actor, timezone.localdate())
    copy = Copy(tables.PAST, request.area, timezone.now())
    return answer(kind, copy, tables.PAST_COLUMNS, found.due)


def removal(request: AreaRequest, area: str, kept: str, number: str) -> HttpResponse:  # noqa: ARG001
    """What exactly would go and what stays: one proposes it here, another confirms."""
    permit(request, policy.can_see_past(request.actor))
    if kept not in set(Kept):
        raise Http404("There is no such class.")
    found = past.one_past(request.area, request.actor, Kept(kept), number, timezone.localdate())
    if found is None:
        raise Http404("Nothing of this is past its time, for this person.")
    if request.method == "POST" and (done := _done(request, found)):
        messages.success(request, done)
        return redirect("site:shelf", request.area.slug)
    context = {
        "one": found,
        "words": WORDS[found.due.kept],
        "confirms": policy.is_second(request.actor, found.waiting),
    }
    return render(request, "site/archive/removal.html", context)


def _done(request: AreaRequest, found: past.Past) -> str:
    """Do what was asked for, and say so; empty when nothing was asked."""
    do, at = request.POST.get("do"), timezone.now()
    if do == "propose":
        kept, number = found.due.kept, found.number
        if clearing.propose(request.area, kept, number, actor=request.actor, at=at):
            return _("Another person has to confirm now. Everybody who can was sent a message.")
        return _("Proposed. Nobody else here can confirm it now, so it waits until somebody can.")
    if do == "keep":
        clearing.take_back(request.area, found.due.kept, found.number, actor=request.actor, at=at)
        return _("Nothing was removed.")
    if do == "confirm":
        clearing.confirm(request.area, found.due.kept, found.number, actor=request.actor, at=at)
        return _("It was removed for good.")
    return ""
