"""The challenges that somebody may know of, and the people on the side they are sent to."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, prefetch_related_objects

from opencompact.apps.disputes.models import Challenge
from opencompact.apps.disputes.models.challenges import Happened
from opencompact.apps.disputes.policy import ANSWERING, can_see_challenge
from opencompact.apps.organisations.models import Organisation, Role
from opencompact.apps.organisations.queries import roles_at
from opencompact.base.areas.actor import Actor, RoleKind

# By what the policy decides who may know of a challenge, and what else its pages need.
PEOPLE = ("challengers", "events")
PAGES = (
    "challengers__organisation",
    "occurrences",
    "broken__commitment__edition",
    "events__organisation",
)


def challenges() -> QuerySet[Challenge]:
    """Challenges with everything that their pages need, in a fixed number of queries."""
    return _bare().prefetch_related(*PAGES)


def _bare() -> QuerySet[Challenge]:
    found: QuerySet[Challenge] = Challenge.objects.select_related("area", "body", "to_role__user")
    return found


def visible_challenges(actor: Actor) -> list[Challenge]:
    """Those that somebody may see, the newest first. The policy has the last word on each."""
    if not actor.signed_in:
        return []
    near = Q(challengers__organisation__in=actor.organisations(RoleKind.REPRESENTATIVE))
    sent = Q(events__kind=Happened.SENT)
    near |= sent & Q(body__in=actor.organisations())
    if actor.is_(RoleKind.OFFICER):
        near |= sent & Q(copied=True)
    return [one for one in challenges().filter(near).distinct() if can_see_challenge(actor, one)]


def visible_challenge(actor: Actor, pk: UUID) -> Challenge | None:
    """The challenge with this id, or None for somebody who may not know of it.

    Who is refused costs no more than the question whether they are.
    """
    found = _bare().filter(pk=pk).prefetch_related(*PEOPLE).first()
    if found is None or not can_see_challenge(actor, found):
        return None
    prefetch_related_objects([found], *PAGES)
    return found


def challenge_at(pk: UUID | str) -> Challenge | None:
    """The challenge with this id in the current area; whoever asks has to look at the policy."""
    return challenges().filter(pk=pk).first()


def silent_challenges() -> list[Challenge]:
    """Those that were sent and have no reply, no outcome and no end; for the clock."""
    over = (Happened.REPLY, Happened.OUTCOME, Happened.CLOSED)
    sent = challenges().filter(events__kind=Happened.SENT)
    return list(sent.exclude(events__kind__in=over).distinct())


def public_roles(body: Organisation, on: date) -> list[Role]:
    """Who answers in public for an organisation: its leads first, then its champions."""
    kinds = (RoleKind.LEAD, RoleKind.CHAMPION)
    held = roles_at(body.area, on).filter(organisation=body, kind__in=kinds)
    return sorted(held, key=lambda role: role.kind != RoleKind.LEAD)


def answering(body: Organisation, on: date) -> list[Role]:
    """Everybody whose role lets them read what was sent to an organisation."""
    return list(roles_at(body.area, on).filter(organisation=body, kind__in=ANSWERING))
