"""Operations about areas as such, and what a token is."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Field, Query, Schema

from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.areas.tokens import needs
from opencompact.base.ui.api import AREA, Listed, Paging, Routes, listed, private, public

routes = Routes(tags=["Areas"])


class AreaOut(Schema):
    """A place with one agreement."""

    area: str = Field(description="What stands for it in addresses.", examples=["leicester"])
    name: str = Field(examples=["Leicester"])
    nation: str = Field(description="Whose bank holidays it keeps.", examples=["england"])
    words: dict[str, str] = Field(description="The area's own words for things.")
    page: str = Field(description="Its home page.")


class TokenOut(Schema):
    """The token that was sent, and whose it is."""

    name: str = Field(description="What its owner called it.")
    person: str = Field(description="Whose it is.")
    scopes: list[str] = Field(description="What it was made for.")
    roles: list[str] = Field(description="The roles its person has here today.")
    expires_on: date = Field(description="The first day on which it opens nothing.")


@routes.get("/areas", **public(Listed[AreaOut]), summary="The areas of this installation")
@open_page
def areas(request: HttpRequest, response: HttpResponse, asked: Query[Paging]) -> Any:
    """Every area, by name."""
    return listed(
        request,
        response,
        asked,
        Area.objects.order_by("name", "pk"),
        lambda one: _area(request, one),
    )


@routes.get(AREA, **public(AreaOut), summary="One area")
@open_page
def area(request: AreaRequest, area: str) -> Any:  # noqa: ARG001 - the middleware has it
    """One area with its own words."""
    return _area(request, request.area)


@routes.get(f"{AREA}/token", **private(None, TokenOut), summary="The token that was sent")
def token(request: AreaRequest, area: str) -> Any:  # noqa: ARG001
    """Whose token this is and what it was made for: to try a token out."""
    permit(request, request.actor.signed_in)
    sent = needs(request)
    return {
        "name": sent.name,
        "person": request.actor.name,
        "scopes": sent.scopes,
        "roles": [role.kind.value for role in request.actor.roles],
        "expires_on": sent.expires_on,
    }


def _area(request: HttpRequest, one: Area) -> dict[str, Any]:
    return {
        "area": one.slug,
        "name": one.name,
        "nation": one.nation,
        "words": one.terms,
        "page": request.build_absolute_uri(reverse("site:home", args=[one.slug])),
    }
