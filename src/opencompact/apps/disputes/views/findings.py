"""The findings that everybody may read, and the page on which a second person publishes one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes import actions, api, policy, queries, tables
from opencompact.apps.disputes.forms import FindingFilterForm
from opencompact.apps.disputes.views.desk import opened
from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.ui import listing
from opencompact.base.ui.pages import render
from opencompact.base.ui.tables import Copy, answer
from opencompact.formats import atom

FEED_LENGTH = 50


@open_page
def findings(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Every published finding, the latest first."""
    form = FindingFilterForm(request.GET, endings=queries.endings_used())
    found = queries.searched_findings(*form.wanted)
    context = {
        "form": form,
        "page": listing.page(request, found, per_page=20),
        "filtered": any(form.wanted),
        "query": request.GET.urlencode(),
    }
    return render(request, "disputes/findings.html", context)


@open_page
def finding(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """One published finding at its own address."""
    found = queries.published_finding(number)
    if found is None:
        raise Http404("There is no such finding here.")
    return render(request, "disputes/finding.html", {"finding": found})


@open_page
def findings_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """The published findings, filtered as on the page, as a file."""
    form = FindingFilterForm(request.GET, endings=queries.endings_used())
    found = queries.searched_findings(*form.wanted)
    copy = Copy(tables.PUBLISHED, request.area, timezone.now())
    return answer(kind, copy, tables.FINDINGS, found)


@open_page
def findings_atom(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """The latest published findings as a feed."""
    found = queries.published_findings().select_related("area")[:FEED_LENGTH]
    return HttpResponse(api.feed(request.area, found), content_type=atom.KIND)


def waiting_finding(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """A finding before the public reads it: for the people of the case, and to be published."""
    desk = opened(request, number)
    permit(request, policy.can_see_waiting_finding(request.actor, desk.case))
    found = getattr(desk.case, "finding", None)
    if found is None:
        raise Http404("The case has no finding.")
    may = policy.can_publish_finding(request.actor, desk.case, found)
    if request.method == "POST":
        permit(request, may)
        actions.publish_finding(found, actor=request.actor, on=desk.on, at=timezone.now())
        messages.success(request, _("The finding is published. Everybody can read it now."))
        return redirect("disputes:finding", area, number)
    context = {
        "finding": found,
        "may_publish": may and found.published_on is None,
        "made_it": found.made_by == request.actor.user_id,
    }
    return desk.show("waiting_finding", context)
