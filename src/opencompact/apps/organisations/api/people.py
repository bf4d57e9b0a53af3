"""The operation that reads who holds which role, for officers."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query

from opencompact.apps.organisations import policy, queries
from opencompact.apps.organisations.models import Role
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.areas.tokens import Scope
from opencompact.base.ui.api import AREA, Listed, Paging, listed, private

from . import schemas
from .routing import routes


@routes.get(
    f"{AREA}/people",
    **private(Scope.READ_PEOPLE, Listed[schemas.PersonOut]),
    summary="Who holds which role",
)
def people(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[Paging],
) -> Any:
    """Everybody with a role today, with the address to write to. For officers."""
    permit(request, policy.can_see_people(request.actor))
    return listed(
        request, response, asked, queries.roles_at(request.area, timezone.localdate()), _person
    )


def _person(role: Role) -> dict[str, Any]:
    return {
        "name": role.user.name,
        "email": role.user.email,
        "role": role.kind,
        "organisation": role.organisation.slug if role.organisation else "",
        "may_sign": role.may_sign,
        "starts": role.starts,
        "ends": role.ends,
    }
