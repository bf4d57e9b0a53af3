"""Answering for a side from a mail: a plain yes or no, through the same action as signed in."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.forms import AnswerForm
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import AreaRequest
from opencompact.base.notify import links
from opencompact.base.notify.models import ActionLink
from opencompact.base.ui.pages import render
from opencompact.core.procedure import Step


def _stands(link: ActionLink, on: date) -> str:
    asked = queries.asked_by(link, on)
    if asked is None or not policy.can_see_case(_speaker(link, asked, on), asked.now.case):
        return _("You no longer speak for an organisation in this case.")
    if asked.steps:
        return ""
    return _("Your side has answered already, or the case has moved on.")


def _show(request: AreaRequest, link: ActionLink) -> HttpResponse:
    """What the side can answer and what follows; the answer, when one is posted."""
    at = timezone.now()
    asked = queries.asked_by(link, timezone.localdate(at))
    if asked is None:
        raise PermissionDenied
    speaker = _speaker(link, asked, asked.now.on)
    hold = queries.side(asked.now, asked.party)
    can = [step for step in asked.steps if policy.can_take(speaker, asked.now.case, step)]
    if not can:
        raise PermissionDenied
    then = {step.key: queries.then(asked.now, step, hold) for step in can}
    form = AnswerForm(request.POST if request.method == "POST" else None, steps=can, then=then)
    if form.is_valid():
        step = next(one for one in can if one.key == form.cleaned_data["answer"])
        return _answered(request, link, asked, step, speaker, at)
    context = {**_words(link, asked), "form": form}
    return render(request, "disputes/answer.html", context)


def _answered(
    request: AreaRequest,
    link: ActionLink,
    asked: queries.Asked,
    step: Step,
    speaker: Actor,
    at: datetime,
) -> HttpResponse:
    case = asked.now.case
    with links.used(link, actor=speaker, at=at):
        actions.take(case, step.key, actor=speaker, party=asked.party, on=asked.now.on, at=at)
    after = queries.asked_by(link, asked.now.on)
    context = {**_words(link, after or asked), "step": step}
    return render(request, "disputes/answered.html", context)


def _speaker(link: ActionLink, asked: queries.Asked, on: date) -> Actor:
    return queries.speaker_by(link, asked.party, on)


def _words(link: ActionLink, asked: queries.Asked) -> dict[str, object]:
    """What both pages show of the case: which it is and between whom, nothing that was written."""
    now = asked.now
    sides = [str(party) for party in now.case.parties.all() if party.pk != asked.party.pk]
    turn = next((one for one in queries.turns(now) if asked.party.key in one.parties), None)
    return {
        "link": link,
        "case": now.case,
        "party": asked.party,
        "others": queries.listed(sides),
        "place": queries.place_name(now.procedure, now.at.ending or now.at.stage),
        "turn": turn,
    }


ANSWER = links.Purpose(show=_show, stands=_stands)
