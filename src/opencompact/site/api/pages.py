"""The page for programmers, the description of the API, and the pages of a person's tokens."""

from functools import cache
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from opencompact.base.areas.models import ApiToken, Area
from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.areas.tokens import SAYS, Scope
from opencompact.base.ui.pages import render

from . import actions, policy
from .assembly import api
from .forms import TokenForm
from .reading import sections


@open_page
def programmers(request: HttpRequest) -> HttpResponse:
    """Every operation, read from the same description that programs read."""
    context = {
        "sections": sections(description()),
        "scopes": [(scope, _(says)) for scope, says in SAYS.items()],
        "areas": list(Area.objects.all()),
        "start": request.build_absolute_uri("/api/v1/"),
    }
    return render(request, "site/api/programmers.html", context)


@require_GET
@open_page
def openapi(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """The description of the API in OpenAPI 3.1."""
    return JsonResponse(description(), json_dumps_params={"ensure_ascii": False})


@cache
def description() -> dict[str, Any]:
    """What the API can do, the same for everybody: putting it together takes half a second."""
    return dict(api.get_openapi_schema(path_prefix="/api/v1/"))


def tokens(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """One's own tokens; for officers, those of everybody else too."""
    permit(request, policy.can_have_tokens(request.actor))
    everybody = policy.can_see_every_token(request.actor)
    found = list(ApiToken.objects.select_related("user"))
    mine = [one for one in found if one.user_id == request.actor.user_id]
    context = {
        "mine": mine,
        "others": [one for one in found if one not in mine] if everybody else [],
        "everybody": everybody,
        "today": timezone.localdate(),
    }
    return render(request, "site/api/tokens.html", context)


def make_token(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Make a token. Its secret is on the answer to this one post and nowhere else."""
    permit(request, policy.can_have_tokens(request.actor))
    form = TokenForm(request.POST or None, scopes=policy.useful(request.actor))
    if request.method == "POST" and form.is_valid():
        token, secret = actions.make(
            request.area, *form.given, actor=request.actor, at=timezone.now()
        )
        return render(request, "site/api/made.html", _made(request, token, secret))
    return render(request, "site/api/make.html", {"form": form})


def _made(request: AreaRequest, token: ApiToken, secret: str) -> dict[str, Any]:
    address = request.build_absolute_uri(f"/api/v1/areas/{request.area.slug}/token")
    says = [_(SAYS[Scope(one)]) for one in token.scopes]
    return {"token": token, "secret": secret, "address": address, "says": says}


def revoke_token(request: AreaRequest, area: str, token: UUID) -> HttpResponse:
    """Ask, then close a token for good."""
    permit(request, policy.can_have_tokens(request.actor))
    found = get_object_or_404(_seen(request), pk=token)
    permit(request, policy.can_revoke(request.actor, found))
    if request.method == "POST":
        actions.revoke(found, actor=request.actor, at=timezone.now())
        said = _("The token “{name}” opens nothing any more.").format(name=found.name)
        messages.success(request, said)
        return redirect("site:tokens", area)
    return render(request, "site/api/revoke.html", {"token": found})


def _seen(request: AreaRequest) -> Any:
    """The tokens that this person may know of."""
    found = ApiToken.objects.select_related("user")
    if policy.can_see_every_token(request.actor):
        return found
    return found.filter(user_id=request.actor.user_id)
