"""The pages that belong to no app: the list of areas, the home of an area, and about the site."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from opencompact.apps.agreement.queries import current_edition
from opencompact.apps.organisations.queries import holders
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.pages import render

from .desk import desk
from .home import front


@open_page
def areas(request: HttpRequest) -> HttpResponse:
    """Every area of the installation, and what all this is."""
    return render(request, "site/areas.html", {"areas": list(Area.objects.all())})


@open_page
def home(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """The front page for everybody; the desk for somebody with a role. Each sees only their own."""
    on = timezone.localdate()
    if request.actor.roles:
        context = {"desk": desk(request.area, request.actor, on), "today": on}
        response = render(request, "site/desk.html", context)
        response["Cache-Control"] = "no-store"
        return response
    return render(request, "site/front.html", {"front": front(request.area, on)})


@open_page
def about(request: HttpRequest) -> HttpResponse:
    """What OpenCompact is, who runs this installation and where the software comes from."""
    return render(request, "site/about.html", {"areas": list(Area.objects.all())})


@open_page
def accessibility(request: HttpRequest, area: str = "") -> HttpResponse:
    """The accessibility statement: what was tested, how, and whom to tell of a problem."""
    return render(request, "site/accessibility.html", _contacts(request, area))


@open_page
def privacy(request: HttpRequest, area: str = "") -> HttpResponse:
    """The privacy notice: what is kept of whom, why, for how long and who may see it."""
    return render(request, "site/privacy.html", {**_contacts(request, area), "settings": settings})


def _contacts(request: HttpRequest, area: str) -> dict[str, object]:
    """Whom to ask in this area; outside an area the pages say so in general words."""
    if not area:
        return {"officers": []}
    found = holders(request.area, RoleKind.OFFICER, timezone.localdate())
    return {"officers": [role.user for role in found], "edition": current_edition(request.area)}
