"""The bar of a demonstration, with which a visitor becomes one of the invented people."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.base.accounts import sessions
from opencompact.base.accounts.models import User
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import open_page
from opencompact.base.ui.navigation import DemoBar, DemoPerson
from opencompact.base.ui.pages import render

from . import demo

VISITOR = "visitor"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def bar(request: HttpRequest) -> DemoBar | None:
    """The people to choose from, the present one marked; nothing outside a demonstration."""
    if not settings.DEMO:
        return None
    user = getattr(request, "user", None)
    present = getattr(user, "email", "") if user is not None and user.is_authenticated else None
    people = [
        DemoPerson(one.key, one.name, one.role, current=one.email == present)
        for one in demo.accounts()
    ]
    visitor = DemoPerson(VISITOR, _("A visitor"), _("not signed in"), current=present is None)
    return DemoBar(reverse("site:switch"), (visitor, *people))


@open_page
def switch(request: HttpRequest) -> HttpResponse:
    """Sign in as the person chosen in the bar, or sign out; without a choice, whom to become.

    There is no such page in service.
    """
    if not settings.DEMO:
        raise Http404("People are switched in a demonstration only.")
    if request.method in {"GET", "HEAD"}:
        return _guide(request)
    return _switched(request)


def _guide(request: HttpRequest) -> HttpResponse:
    """Whom to become in order to see what."""
    places = list(Area.objects.filter(slug=demo.SLUG))
    context = {"accounts": demo.accounts(), "visitor": VISITOR, "areas": places}
    return render(request, "site/guide.html", context)


@require_POST
def _switched(request: HttpRequest) -> HttpResponse:
    _become(request, request.POST.get("person", ""))
    return HttpResponseRedirect(_next(request))


def _become(request: HttpRequest, key: str) -> None:
    """Only people of the demo can be chosen, whoever else has an account here."""
    if key == VISITOR:
        logout(request)
        return
    emails = [one.email for one in demo.accounts() if one.key == key]
    login(request, get_object_or_404(User, email__in=emails, is_active=True), backend=BACKEND)
    sessions.begin(request, timezone.now())
    sessions.prove(request)


def _next(request: Any) -> str:
    """Back to the page the bar was on; pages about signing in make no sense to somebody else."""
    wanted = str(request.POST.get("next", ""))
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and not wanted.startswith("/account/") else reverse("site:areas")
