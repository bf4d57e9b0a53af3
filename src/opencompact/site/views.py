"""The pages that belong to no app: the list of areas, the home of an area, and about the site."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from opencompact.apps.organisations.queries import holders
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.ui.pages import render

from .home import desk, front, induction
from .statement import statement


@open_page
def areas(request: HttpRequest) -> HttpResponse:
    """Every area of the installation, and what all this is."""
    return render(request, "site/areas.html", {"areas": list(Area.objects.all())})


@open_page
def home(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """The front page for everybody; the desk for somebody with a role. Each sees only their own."""
    on = timezone.localdate()
    if request.actor.roles:
        return render(request, "site/desk.html", {"desk": desk(request.area, request.actor, on)})
    return render(request, "site/front.html", {"front": front(request.area, on)})


def induction_page(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """What each role of this person asks, and where to begin; without a role, what to do next."""
    permit(request, request.actor.signed_in)
    chapters = induction(request.area, request.actor, timezone.localdate())
    return render(request, "site/induction.html", {"chapters": chapters})


@open_page
def about(request: HttpRequest) -> HttpResponse:
    """What OpenCompact is, who runs this installation and where the software comes from."""
    return render(request, "site/about.html", {"areas": list(Area.objects.all())})


@open_page
def accessibility(request: HttpRequest, area: str = "") -> HttpResponse:
    """The accessibility statement: what was tested, how, and whom to tell of a problem."""
    context = {**_contacts(request, area), "run": statement()}
    return render(request, "site/accessibility.html", context)


@open_page
def privacy(request: HttpRequest, area: str = "") -> HttpResponse:
    """The privacy notice: what is kept of whom, why, for how long and who may see it."""
    return render(request, "site/privacy.html", _contacts(request, area))


def _contacts(request: Any, area: str) -> dict[str, object]:
    """Whom to ask in this area; outside an area the pages say so in general words."""
    if not area:
        return {"officers": []}
    found = holders(request.area, RoleKind.OFFICER, timezone.localdate())
    return {"officers": [role.user for role in found]}
