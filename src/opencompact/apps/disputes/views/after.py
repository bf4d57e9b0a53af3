"""What follows the end of a case: promises and how they are kept, a referral, what is learnt."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.forms import (
    ASK_AFTER,
    LearningForm,
    OutcomeForm,
    PromiseForm,
    ReferralForm,
)
from opencompact.apps.disputes.views.desk import Desk, opened
from opencompact.base.areas.permission import AreaRequest, NotNow, permit
from opencompact.core.procedure import Follow

DONE = "done"


def after(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """Everything that was agreed at the end, with who does it by when; more is noted here."""
    desk = opened(request, number)
    _ended(desk)
    sealed = queries.ended_sealed(desk.story)
    may = policy.can_note_undertaking(request.actor, desk.case, sealed=sealed)
    sides = list(desk.case.parties.all())
    form = PromiseForm(request.POST if request.method == "POST" else None, sides=sides)
    if request.method == "POST":
        permit(request, may)
        if form.is_valid():
            actions.note_undertaking(
                desk.story, form.promise, actor=request.actor, at=timezone.now()
            )
            messages.success(request, _("It is noted. Whoever is to do it is reminded in time."))
            return redirect("disputes:after", area, number)
    return desk.show("after", {**following(desk), "form": form, "may_note": may, "sealed": sealed})


def following(desk: Desk) -> dict[str, object]:
    """What follows from an ended case, as far as the visitor may know of it."""
    keeps = policy.can_refer(desk.request.actor, desk.case)
    referral = queries.referral_of(desk.case)
    finding = getattr(desk.case, "finding", None)
    return {
        "undertakings": queries.undertakings(desk.story, desk.held),
        "referral": referral,
        "refers": queries.follows(desk.story, Follow.REFER) or referral is not None,
        "finding": finding,
        "may_refer": keeps,
        "may_learn": finding is not None and keeps,
    }


@require_POST
def mark_undertaking(request: AreaRequest, area: str, number: str, one: UUID) -> HttpResponse:
    """Say that something agreed is done, or that it is not after all."""
    desk = opened(request, number)
    known = queries.undertakings(desk.story, desk.held)
    found = next((two.one for two in known if two.one.pk == one), None)
    if found is None:
        raise Http404("Nothing of this kind was agreed here.")
    permit(request, policy.can_note_undertaking(request.actor, desk.case, sealed=found.sealed))
    done = request.POST.get("state") == DONE
    actions.mark_undertaking(found, done=done, actor=request.actor, on=desk.on, at=timezone.now())
    messages.success(request, _("It is done.") if done else _("It is open again."))
    return redirect("disputes:after", area, number)


def referral(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """To whom the case was passed on; afterwards what came of it."""
    desk = opened(request, number)
    permit(request, policy.can_refer(request.actor, desk.case))
    _ended(desk)
    known = queries.referral_of(desk.case)
    posted = request.POST if request.method == "POST" else None
    outcome = request.POST.get("step") == "outcome"
    first = {
        "to": known.to if known else "",
        "on": known.on if known else desk.case.closed_on,
        "remind_on": known.remind_on if known else desk.on + ASK_AFTER,
    }
    form = ReferralForm(None if outcome else posted, today=desk.on, initial=first)
    since = known.on if known else desk.on - timedelta(days=1)
    came = OutcomeForm(
        posted if outcome else None,
        since=since,
        today=desk.on,
        initial={
            "outcome": known.outcome if known else "",
            "outcome_on": (known.outcome_on if known else None) or desk.on,
        },
    )
    if form.is_valid():
        return _referred(desk, form)
    if known and came.is_valid():
        cleaned = came.cleaned_data
        at = timezone.now()
        actions.note_outcome(
            known, cleaned["outcome"], cleaned["outcome_on"], actor=request.actor, at=at
        )
        messages.success(request, _("The outcome is noted."))
        return redirect("disputes:after", area, number)
    return desk.show("referral", {"form": form, "came": came, "referral": known})


def _referred(desk: Desk, form: ReferralForm) -> HttpResponse:
    cleaned = form.cleaned_data
    actions.refer_case(
        desk.case,
        cleaned["to"],
        cleaned["on"],
        cleaned["remind_on"],
        actor=desk.request.actor,
        at=timezone.now(),
    )
    messages.success(desk.request, _("The referral is noted."))
    return redirect("disputes:after", desk.request.area.slug, desk.case.number)


def learning(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """What others can learn from the case, to stand beside its finding."""
    desk = opened(request, number)
    permit(request, policy.can_write_learning(request.actor, desk.case))
    found = getattr(desk.case, "finding", None)
    if found is None:
        raise Http404("The case has no finding.")
    posted = request.POST if request.method == "POST" else None
    form = LearningForm(posted, initial={"learning": found.learning})
    if form.is_valid():
        text = form.cleaned_data["learning"]
        actions.write_learning(found, text, actor=request.actor, on=desk.on, at=timezone.now())
        messages.success(request, _("What can be learnt is kept with the finding."))
        return redirect("disputes:after", area, number)
    return desk.show("learning", {"form": form, "finding": found})


def _ended(desk: Desk) -> None:
    if not desk.story.at.closed:
        says = _("The case has not ended, so nothing follows from it yet.")
        raise NotNow(says, [_("read the case")])
