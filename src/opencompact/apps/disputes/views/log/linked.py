"""What the links in mail about a report do: follow it, and say whether to join others."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes import actions
from opencompact.apps.disputes.actions import log
from opencompact.apps.disputes.forms.log import JoinForm
from opencompact.apps.disputes.models import Report
from opencompact.apps.disputes.queries import log as queries
from opencompact.apps.disputes.views.log import following
from opencompact.base.areas.permission import AreaRequest
from opencompact.base.notify import links
from opencompact.base.notify.models import ActionLink
from opencompact.base.ui.pages import render


def _stands(link: ActionLink, _on: date) -> str:
    return "" if queries.followed(link) else _("The report was withdrawn.")


def _follow(request: AreaRequest, link: ActionLink) -> HttpResponse:
    """One's own report; the link is not used up by reading it, or by adding to it."""
    return following.page(request, _found(link), queries.by_link(link), link)


def _join_stands(link: ActionLink, on: date) -> str:
    if why := _stands(link, on):
        return why
    report = _found(link)
    if not report.is_open or queries.standing(report).joins:
        return _("You have answered already, or the report is closed.")
    return ""


def _join(request: AreaRequest, link: ActionLink) -> HttpResponse:
    """The question, and what the others would read; the answer, when one is posted."""
    report, actor = _found(link), queries.by_link(link)
    posted = request.POST if request.method == "POST" else None
    form = JoinForm(posted, initial={"shows": report.what})
    if form.is_valid():
        at = timezone.now()
        shows = form.cleaned_data["shows"]
        try:
            with links.used(link, actor=actor, at=at):
                log.answer_joining(report, joins=form.agrees, shows=shows, actor=actor, at=at)
        except actions.UnfitError as error:
            form.blame(error)
        else:
            context = {"report": report, "agrees": form.agrees}
            return render(request, "disputes/log/join_answered.html", context)
    context = {**following.shown(report), "form": form, "link": link}
    return render(request, "disputes/log/join.html", context)


def _found(link: ActionLink) -> Report:
    report = queries.followed(link)
    if report is None:
        raise PermissionDenied
    return report


FOLLOW = links.Purpose(show=_follow, stands=_stands)
JOIN = links.Purpose(show=_join, stands=_join_stands)
