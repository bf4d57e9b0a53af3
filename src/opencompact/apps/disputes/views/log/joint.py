"""Acting together: who agreed, who takes part, and the way into raising it together."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.disputes import actions, policy
from opencompact.apps.disputes.actions import log
from opencompact.apps.disputes.actions.log.jointly import enough
from opencompact.apps.disputes.models import JointMember, JointOffer
from opencompact.apps.disputes.queries import log as queries
from opencompact.apps.disputes.views.raising.draft import Draft, start_jointly
from opencompact.base.areas.permission import AreaRequest, NotNow, permit
from opencompact.base.ui.pages import render


def joint(request: AreaRequest, area: str, offer: UUID) -> HttpResponse:  # noqa: ARG001
    """The organisations that agreed, what each showed the others, and what can be done now."""
    found, members = _seen(request, offer)
    mine = [one for one in members if policy.can_take_part(request.actor, one)]
    cited = {
        str(one.commitment): one.commitment for m in members for one in m.report.citations.all()
    }
    context = {
        "offer": found,
        "members": members,
        "mine": mine,
        "taking": any(one.confirmed_on for one in mine),
        "enough": enough(found, members),
        "follows": any(policy.can_follow_report(request.actor, one.report) for one in members),
        "commitments": list(cited.values()),
        "case": found.case,
    }
    return render(request, "disputes/log/joint.html", context)


@require_POST
def take_part(request: AreaRequest, area: str, offer: UUID) -> HttpResponse:
    """Say that one's organisation takes part."""
    found, members = _seen(request, offer)
    permit(request, any(policy.can_take_part(request.actor, one) for one in members))
    log.take_part(found, actor=request.actor, at=timezone.now())
    messages.success(request, _("Your organisation takes part."))
    return redirect("disputes:log_joint", area, offer)


@require_POST
def begin(request: AreaRequest, area: str, offer: UUID) -> HttpResponse:
    """Go to the questions of raising it, with what all reports have in common filled in."""
    found, members = _seen(request, offer)
    mine = [one for one in members if policy.can_take_part(request.actor, one)]
    permit(request, bool(mine))
    part = [one for one in members if one.confirmed_on]
    if found.case is not None or not enough(found, part) or not set(mine) & set(part):
        raise NotNow(
            _("It cannot be raised now."),
            [_("say that your organisation takes part"), _("wait until enough others do")],
        )
    draft = Draft(request, actions.edition_in_force(request.area))
    own = next(one for one in mine if one in part)
    start_jointly(draft, found.pk, str(own.report.behalf_id), str(found.body_id), _keys(part))
    return redirect("disputes:raise_page", area, draft.pages[0])


def _keys(members: Sequence[JointMember]) -> list[str]:
    return list({one.commitment.key: 1 for m in members for one in m.report.citations.all()})


def _seen(request: AreaRequest, offer: UUID) -> tuple[JointOffer, Sequence[JointMember]]:
    permit(request, request.actor.signed_in)
    found = queries.seen_offer(request.actor, offer, timezone.localdate())
    if found is None:
        raise Http404("There is no such offer here.")
    return found
