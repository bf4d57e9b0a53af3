"""Addresses and views of a little site, to see what the middleware makes of them."""

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import include, path

from opencompact.base.areas.models import LocalHoliday
from opencompact.base.areas.permission import NotNow, open_page, permit, public
from opencompact.base.areas.scoping import current

NAMES = engines["django"].from_string("{% for row in rows %}{{ row.name }};{% endfor %}")


def undecided(request, area=""):
    return HttpResponse("secret")


def undecided_move(request, area):
    return HttpResponse(status=302, headers={"Location": "/"})


def refused_undecided(request, area):
    return HttpResponse(status=400)


@open_page
def opened(request, area=""):
    """Say who is asking, and where."""
    where = request.area.name if request.area else "-"
    return HttpResponse(f"{where} {request.actor.name} {current()}")


def members(request, area=""):
    permit(request, request.actor.signed_in)
    return HttpResponse("for members")


def nobody(request, area=""):
    permit(request, False)
    return HttpResponse("never")


def allowed(request, area):
    permit(request, True)
    return HttpResponse("for you")


def mistaken(request, area):
    permit(request, members)
    return HttpResponse("never")


def missing(request, area):
    raise Http404


def not_now(request, area):
    permit(request, request.actor.signed_in)
    raise NotNow("The case is closed.", ["Ask for it to be reopened"])


def late(request, area):
    """Rows are read only while the template is rendered."""
    public(request)
    return TemplateResponse(request, NAMES, {"rows": LocalHoliday.objects.all()})


def streamed(request, area):
    """Rows are read only while the server sends them."""
    public(request)
    return StreamingHttpResponse(row.name for _ in "x" for row in LocalHoliday.objects.all())


def file(request, area):
    public(request)
    return FileResponse(iter([b"one ", b"two"]))


def broken(request, area):
    raise RuntimeError("broken")


in_area = [
    path(f"{view.__name__}/", view)
    for view in (
        undecided, undecided_move, refused_undecided, opened, members, nobody, allowed, mistaken,
        missing, not_now, late, streamed, file, broken,
    )
]  # fmt: skip
urlpatterns = [
    path("account/", include("opencompact.base.accounts.urls")),
    path("undecided/", undecided),
    path("opened/", opened),
    path("members/", members),
    path("", include("opencompact.base.ui.urls")),
    path("<slug:area>/", include(in_area)),
]
