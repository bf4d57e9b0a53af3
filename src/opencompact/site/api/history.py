"""The operation that reads what happened in an area, for officers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Query, Schema

from opencompact.apps.disputes.queries import events_for
from opencompact.apps.organisations.policy import is_officer
from opencompact.base.accounts.models import User
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.areas.tokens import Scope
from opencompact.base.ui.api import AREA, Listed, Paging, Routes, Text, listed, private

routes = Routes(tags=["History"])


class EventsAsked(Paging):
    """Filters of the events; empty ones ask for nothing."""

    verb: Text = Field("", description="What was done.", examples=["organisations.sign"])
    object: Text = Field("", description="The id of what it was done to.")


class EventOut(Schema):
    """One link of the chain: who did what to which object. It holds nothing confidential."""

    id: int = Field(description="Its place in the chain of the whole installation.")
    at: datetime
    verb: str
    actor: UUID | None
    actor_name: str
    object_type: str
    object: str
    data: dict[str, Any]
    hash: str


@routes.get(
    f"{AREA}/history",
    **private(Scope.READ_HISTORY, Listed[EventOut]),
    summary="What happened in the area",
)
def history(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[EventsAsked],
) -> Any:
    """Events of the audit chain, newest first, without cases of others and sealed stages."""
    permit(request, is_officer(request.actor))
    found = events_for(request.actor, request.area, timezone.localdate())
    if asked.verb:
        found = found.filter(verb=asked.verb)
    if asked.object:
        found = found.filter(object_id=asked.object)
    return listed(request, response, asked, found.annotate(actor_name=NAME), _event)


# No event holds a name: it is found when it is read, so that somebody can be erased.
NAME = Coalesce(Subquery(User.objects.filter(pk=OuterRef("actor_id")).values("name")), Value(""))


def _event(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk,
        "at": one.at,
        "verb": one.verb,
        "actor": one.actor_id,
        "actor_name": one.actor_name,
        "object_type": one.object_type,
        "object": one.object_id,
        "data": one.data,
        "hash": one.hash,
    }
