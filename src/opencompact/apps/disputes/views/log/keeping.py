"""A report for those who keep it, and what they do with it, one thing a page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.disputes import actions, policy
from opencompact.apps.disputes.actions import log
from opencompact.apps.disputes.forms.log import (
    CauseForm,
    CloseForm,
    OutcomeForm,
    TellForm,
    TriageForm,
)
from opencompact.apps.disputes.models import JointOffer, Report, Route
from opencompact.apps.disputes.queries import log as queries
from opencompact.apps.disputes.queries.keeping import removed_of
from opencompact.apps.disputes.views.log import following
from opencompact.base.areas.permission import AreaRequest, NotNow, permit
from opencompact.base.ui.pages import render
from opencompact.core.record import record

Given = dict[str, Any]
Done = Callable[[Report, Given, Any, datetime], Report]


@record
class Deed:
    """One thing to do with a report. `says` is what follows; `done` is said afterwards."""

    key: str
    title: Promise
    says: Promise
    form: type[Any]
    act: Done
    done: Promise


def _triage(report: Report, given: Given, actor: Any, at: datetime) -> Report:
    route, behalf = Route(given["route"]), given["behalf"]
    return log.triage(report, route, given["text"], behalf=behalf, actor=actor, at=at)


def _cause(report: Report, given: Given, actor: Any, at: datetime) -> Report:
    return log.note_cause(report, given["cause"], given["text"], actor=actor, at=at)


def _tell(report: Report, given: Given, actor: Any, at: datetime) -> Report:
    return log.tell_body(report, given["text"], actor=actor, at=at)


def _outcome(report: Report, given: Given, actor: Any, at: datetime) -> Report:
    return log.note_outcome(report, given["text"], given["learning"], actor=actor, at=at)


def _close(report: Report, given: Given, actor: Any, at: datetime) -> Report:
    return log.close(report, given["text"], actor=actor, at=at)


DEEDS: Final = (
    Deed(
        "triage",
        gettext_lazy("Say what it is about"),
        gettext_lazy(
            "The reporter gets your words. A report about the agreement is then compared with"
            " others about the same organisation."
        ),
        TriageForm,
        _triage,
        gettext_lazy("Recorded. The reporter can read your words."),
    ),
    Deed(
        "cause",
        gettext_lazy("Note the cause"),
        gettext_lazy("Each cause calls for something else. It counts in the figures."),
        CauseForm,
        _cause,
        gettext_lazy("The cause was noted."),
    ),
    Deed(
        "tell",
        gettext_lazy("Tell the organisation"),
        gettext_lazy("Its lead and its champions get a message, and can answer."),
        TellForm,
        _tell,
        gettext_lazy("The organisation has been told."),
    ),
    Deed(
        "outcome",
        gettext_lazy("Note what came of it"),
        gettext_lazy("The reporter reads the outcome. What can be learnt may be published."),
        OutcomeForm,
        _outcome,
        gettext_lazy("The outcome was noted."),
    ),
    Deed(
        "close",
        gettext_lazy("Close the report"),
        gettext_lazy("Nothing more is done with it, and nothing more can be added."),
        CloseForm,
        _close,
        gettext_lazy("The report is closed."),
    ),
)


def report(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """A report for its reporter, or for those who keep it; for anybody else there is none."""
    permit(request, request.actor.signed_in)
    own = queries.own_report(request.actor, number)
    if own is not None:
        return following.page(request, own, request.actor)
    found = _kept(request, number)
    context = {
        **following.shown(found),
        "lines": queries.lines(found, for_keeper=True),
        "now": queries.standing(found),
        "deeds": _possible(found),
        "again": found.route and found.is_open,
        "contact": queries.whoever_has(found),
        "reporter": str(found.reporter or found.name),
        "offer": _offer(request, found),
        "removed": removed_of(found),
        "reasons": [one for one in queries.causes(found.edition) if one.key == found.cause],
    }
    return render(request, "disputes/log/kept.html", context)


def deed(request: AreaRequest, area: str, number: str, deed: str) -> HttpResponse:
    """One thing to do with a report: its form, and the doing."""
    permit(request, request.actor.signed_in)
    found = _kept(request, number)
    one = next((one for one in DEEDS if one.key == deed), None)
    if one is None:
        raise Http404("There is no such thing to do with a report.")
    permit(request, deed != "tell" or policy.can_be_told(found))
    _now(found, one)
    form = one.form(request.POST if request.method == "POST" else None, report=found)
    if form.is_valid():
        try:
            one.act(found, form.cleaned_data, request.actor, timezone.now())
        except actions.UnfitError as error:
            form.blame(error)
        else:
            messages.success(request, str(one.done))
            return redirect("disputes:log_report", area, number)
    context = {**following.shown(found), "deed": one, "form": form}
    return render(request, "disputes/log/deed.html", context)


def _kept(request: AreaRequest, number: str) -> Report:
    found = queries.kept_report(request.actor, request.area, number, timezone.localdate())
    if found is None:
        raise Http404("There is no such report here.")
    return found


def _offer(request: AreaRequest, report: Report) -> JointOffer | None:
    """The joint offer that a report is in, for somebody who may open it."""
    offer = queries.offer_of(report)
    if offer and queries.seen_offer(request.actor, offer.pk, timezone.localdate()):
        return offer
    return None


def _possible(report: Report) -> list[Deed]:
    """What can be done with a report now, what comes first standing first."""
    if not report.is_open:
        return []
    now = queries.standing(report)
    wanted = ["triage"] if not report.route else ["close"]
    if report.route == Route.AGREEMENT:
        tell = policy.can_be_told(report) and not now.told
        wanted = ["cause", *(["tell"] if tell else []), "outcome", "close"]
    return [one for one in DEEDS if one.key in wanted]


def _now(report: Report, one: Deed) -> None:
    """NotNow for a deed that cannot be done now; what a report is about can be said again."""
    possible = _possible(report)
    if one in possible or (one.key == "triage" and report.is_open):
        return
    names = [str(can.title) for can in possible] or [_("read the report")]
    raise NotNow(_("“{deed}” cannot be done now.").format(deed=one.title), names)
