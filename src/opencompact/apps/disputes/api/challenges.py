"""Operations that read challenges: one's own, and those that were sent to one's organisation."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Schema

from opencompact.apps.agreement.queries import editions
from opencompact.apps.disputes import policy, tables
from opencompact.apps.disputes.models import ChallengeEvent
from opencompact.apps.disputes.queries import challenges as queries
from opencompact.apps.disputes.queries.keeping import removed_of
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.areas.queries import calendar_for
from opencompact.base.areas.tokens import Scope
from opencompact.base.ui.api import AREA, Listed, Paging, listed, private
from opencompact.base.ui.phrases import listed as spoken_list
from opencompact.formats.letters import blocks

from .routing import routes


class ChallengeRow(Schema):
    """A challenge as the list shows it; the names are those of the download."""

    challenge: UUID = Field(description="What stands for it in addresses.")
    reference: str = Field(description="What letters call it.", examples=["C-3F09AA"])
    subject: str
    challengers: list[str]
    body: str = Field(description="The name of the organisation that it goes to.")
    commitments: list[str] = Field(description="The keys of the commitments it is about.")
    state: Literal["draft", "waiting", "slow", "answered", "outcome", "closed"]
    sent_on: date | None
    reply_usual_by: date | None
    outcome: str
    page: str


class HappenedOut(Schema):
    """Something that happened to a challenge after it was begun."""

    kind: str
    on: date
    organisation: str
    by: str = Field(description="Who noted it; for people of the same side.")
    how: str
    outcome: str
    text: str


class OccurrenceOut(Schema):
    """Something that happened on a day, as the challengers gathered it."""

    day: date
    text: str


class ChallengeOut(ChallengeRow):
    """A challenge for one of its sides, or for an officer who has a copy."""

    happened: list[HappenedOut]
    letter: str = Field(description="The words of the letter as it went; empty before.")
    timeline: list[OccurrenceOut] = Field(description="What was gathered; for its writers.")
    wanted: str = Field(description="What is wanted; for its writers.")
    enough: str = Field(description="With what they would be content; for its writers.")


@routes.get(
    f"{AREA}/challenges",
    **private(Scope.READ_CHALLENGES, Listed[ChallengeRow]),
    summary="Your challenges",
)
def challenges(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[Paging],
) -> Any:
    """Those of the person's organisations, and those sent to them, the newest first."""
    permit(request, policy.can_see_challenges(request.actor))
    calendar, on = calendar_for(request.area), timezone.localdate()
    known = list(editions(request.area))
    found = queries.visible_challenges(request.actor)
    rows = [queries.standing(one, calendar, on, known) for one in found]
    return listed(request, response, asked, rows, lambda one: _row(request, one))


@routes.get(
    f"{AREA}/challenges/{{uuid:challenge}}",
    **private(Scope.READ_CHALLENGES, ChallengeOut),
    summary="One challenge",
)
def challenge(request: AreaRequest, area: str, challenge: UUID) -> Any:  # noqa: ARG001
    """Where it stands and what happened; what was gathered for it only its writers get."""
    permit(request, request.actor.signed_in)
    found = queries.visible_challenge(request.actor, challenge)
    if found is None:
        raise Http404(_("There is no such challenge here. Look for it in the list."))
    permit(request, policy.can_see_challenge(request.actor, found))
    one = queries.standing(found, calendar_for(request.area), timezone.localdate())
    writes = policy.can_write_challenge(request.actor, found)
    return {
        **_row(request, one),
        "happened": [_happened(request, one, event) for event in one.newest_first],
        "letter": _letter(one),
        "timeline": [
            {"day": each.day, "text": each.text} for each in found.occurrences.all() if writes
        ],
        "wanted": found.wanted if writes else "",
        "enough": found.enough if writes else "",
    }


def _row(request: AreaRequest, one: queries.Standing) -> dict[str, Any]:
    page = request.build_absolute_uri(one.challenge.get_absolute_url())
    said = {name: read(one) for name, read in tables.CHALLENGES.items()}
    return {**said, "challenge": one.challenge.pk, "page": page}


def _happened(request: AreaRequest, one: queries.Standing, event: ChallengeEvent) -> dict[str, Any]:
    """An event as the page shows it: of the other side's people nobody is named."""
    theirs = event.organisation_id == one.challenge.body_id
    mine = policy.can_answer_challenge if theirs else policy.can_write_challenge
    senders = spoken_list(one.challenge.challengers.all())
    return {
        "kind": event.kind,
        "on": event.on,
        "organisation": str(event.organisation or senders),
        "by": event.actor_name if mine(request.actor, one.challenge) else "",
        "how": event.how,
        "outcome": event.outcome,
        "text": event.text,
    }


def _letter(one: queries.Standing) -> str:
    if not one.sent or not one.sent.letter or removed_of(one.challenge):
        return ""
    return "\n\n".join(each.text for each in blocks(queries.letter_sent(one.sent)))
