"""A report as its reporter sees it: the same page signed in, and by the link in a mail."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opencompact.apps.disputes import actions
from opencompact.apps.disputes.actions import log
from opencompact.apps.disputes.forms.log import AddForm, JoinForm, WithdrawReportForm
from opencompact.apps.disputes.forms.log.following import Deed
from opencompact.apps.disputes.models import Report
from opencompact.apps.disputes.queries import log as queries
from opencompact.apps.disputes.queries.log.listing import voice
from opencompact.apps.disputes.queries.signposts import signs
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import AreaRequest
from opencompact.base.ui.dates import day
from opencompact.base.ui.pages import render
from opencompact.core.record import record

Done = Callable[[Report, Any, Actor, datetime], Report]


@record
class Way:
    """One thing that a reporter can do: its form, the action, and what is said afterwards."""

    form: type[Deed]
    act: Done
    says: Promise


def _add(report: Report, form: AddForm, actor: Actor, at: datetime) -> Report:
    return log.add(report, form.cleaned_data["text"], actor=actor, at=at)


def _withdraw(report: Report, _form: WithdrawReportForm, actor: Actor, at: datetime) -> Report:
    return log.withdraw(report, actor=actor, at=at)


def _join(report: Report, form: JoinForm, actor: Actor, at: datetime) -> Report:
    shows = form.cleaned_data["shows"]
    return log.answer_joining(report, joins=form.agrees, shows=shows, actor=actor, at=at)


WAYS: Final = {
    "add": Way(AddForm, _add, _("What you wrote was added.")),
    "join": Way(JoinForm, _join, _("Your answer was recorded.")),
    "withdraw": Way(WithdrawReportForm, _withdraw, _("Your report was withdrawn.")),
}


def page(request: AreaRequest, report: Report, actor: Actor, link: Any = None) -> HttpResponse:
    """Show one's own report, or do what was posted; `link` is the one from a mail, if any."""
    now = queries.standing(report)
    sent = request.POST.get("step", "") if request.method == "POST" else ""
    forms = {key: _form(request, report, now, key, sent) for key in _open(report, now)}
    if sent in forms and forms[sent].is_valid():
        try:
            after = WAYS[sent].act(report, forms[sent], actor, timezone.now())
        except actions.UnfitError as error:
            forms[sent].blame(error)
        else:
            return _done(request, after, sent, link)
    context = {**shown(report), **{f"{key}_form": form for key, form in forms.items()}}
    if queries.is_unread(report, timezone.localdate()):
        context["unread"] = True
        context["signs"] = signs(request.area, actor, "refused", timezone.localdate())
    context |= {"link": link, "sent_form": forms.get(sent), "now": now, **_others(report, now)}
    return render(request, "disputes/log/own.html", context)


def shown(report: Report) -> dict[str, Any]:
    """What every page shows of a report to whoever may read all of it."""
    when = day(report.happened_on)
    about = _("about {day}").format(day=when) if report.about_then else when
    rows = [
        (_("About"), report.body.name),
        (_("Commitments"), "\n".join(str(one.commitment) for one in report.citations.all())),
        (_("What it was about"), report.event),
        (_("When it happened"), about),
        (_("What happened"), report.what),
        (_("What came of it"), report.effect),
        (_("On behalf of"), voice(report)),
        (_("Who may learn of it"), report.get_treatment_display()),
        (_("Reported on"), day(report.sent_on)),
    ]
    return {
        "report": report,
        "rows": [row for row in rows if row[1]],
        "lines": queries.lines(report, for_keeper=False),
        "state": queries.state_of(report),
    }


def _open(report: Report, now: queries.Standing) -> list[str]:
    """What its reporter can do with a report as it stands."""
    asked = report.is_open and now.asked and not now.joined
    can = {
        "add": report.is_open,
        "join": asked,
        "withdraw": report.withdrawn_on is None and not now.begun,
    }
    return [key for key, possible in can.items() if possible]


def _form(request: AreaRequest, report: Report, now: queries.Standing, key: str, sent: str) -> Deed:
    initial = {"joins": now.joins, "shows": now.shows or report.what} if key == "join" else {}
    made: Deed = WAYS[key].form(request.POST if sent == key else None, initial=initial)
    return made


def _others(report: Report, now: queries.Standing) -> dict[str, Any]:
    """The others, once they were told of this one too."""
    offer = queries.offer_of(report) if now.joined else None
    if offer is None or report.withdrawn_on is not None:
        return {}
    members = queries.standing_members(offer)
    return {"offer": offer, "members": [one for one in members if one.report_id != report.pk]}


def _done(request: AreaRequest, report: Report, sent: str, link: Any) -> HttpResponse:
    if link is not None and report.withdrawn_on is not None:  # the link has gone with the address
        return render(request, "disputes/log/withdrawn.html", {"report": report})
    messages.success(request, str(WAYS[sent].says))
    return redirect(request.path)
