"""The pages of one's own account that are ours; the sign-in package has the others."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import requests
from allauth.account.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from . import actions, queries, sessions
from .provider import Talk

# Where somebody wanted to go before they had to protect their account.
WANTED = "wanted"
NO_PASSWORD = (gettext_noop("None: you sign in with a code"), "account_set_password")
SAFE = gettext_noop("By a passkey or an authenticator app")
UNSAFE = gettext_noop("By your email address alone")
View = Callable[..., HttpResponse]


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Everything that a person can look after in their own account."""
    user: Any = request.user
    safe = queries.is_protected(user)
    password = (
        (gettext_noop("Set"), "account_change_password")
        if user.has_usable_password()
        else NO_PASSWORD
    )
    rows = [
        (_("Name"), str(user)),
        (_("Email address"), user.email, reverse("account_email")),
        (_("Password"), _(password[0]), reverse(password[1])),
        (_("Protection"), _(SAFE if safe else UNSAFE), reverse("mfa_index")),
        (_("Signed in"), queries.count(user, request.session), reverse("account_places")),
    ]
    if settings.OIDC:
        rows += [
            (_("Other accounts"), _(settings.OIDC["name"]), reverse("socialaccount_connections"))
        ]
    return render(request, "account/overview.html", {"protected": safe, "rows": rows})


@login_required
def protect(request: HttpRequest) -> HttpResponse:
    """Choose a passkey or an authenticator app; whoever has shown one goes on."""
    if "next" in request.GET:
        request.session[WANTED] = _safe(request, request.GET["next"])
    if sessions.proven(request):
        return HttpResponseRedirect(reverse("account_protected"))
    context = {
        "known": queries.is_protected(request.user),
        "oidc": settings.OIDC,
        "oidc_name": _(settings.OIDC["name"]) if settings.OIDC else "",
    }
    return render(request, "account/protect.html", context)


def fresh(view: View) -> View:
    """A page to set up the first protection: whoever has no other way to show it signs in again.

    The package asks those who have a password or an authenticator; a code by mail it cannot ask.
    """

    @login_required
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ways = get_adapter(request).get_reauthentication_methods(request.user)
        if ways or sessions.is_fresh(request, timezone.now()):
            return view(request, *args, **kwargs)
        sessions.end(request)
        messages.info(request, _("Please sign in once more, so that we know that it is you."))
        return redirect_to_login(request.get_full_path())

    return opened


@login_required
def protected(request: HttpRequest) -> HttpResponse:
    """On to where the person wanted to go in the first place."""
    return HttpResponseRedirect(request.session.pop(WANTED, "") or reverse("account"))


def _safe(request: HttpRequest, wanted: str) -> str:
    """The address, if it is one of this site."""
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=hosts, require_https=request.is_secure()
    )
    return wanted if safe else ""


@login_required
def places(request: HttpRequest) -> HttpResponse:
    """Where the person is signed in, each with a way to end it."""
    found = queries.places(request.user, request.session)
    return render(request, "account/places.html", {"places": found})


@require_POST
@login_required
def end_place(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions; the present one is ended by signing out."""
    place = get_object_or_404(UserSession, pk=pk, user=request.user)
    if place.session_key == request.session.session_key:
        return HttpResponseRedirect(reverse("account_logout"))
    place.end()
    messages.success(request, _("You are signed out there."))
    return HttpResponseRedirect(reverse("account_places"))


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session but this one, those that are not listed too."""
    actions.end_other_sessions(request, request.user)  # type: ignore[arg-type]
    messages.success(request, _("You are signed out everywhere else."))
    return HttpResponseRedirect(reverse("account_places"))


class Callback(OAuth2CallbackView):
    """Where the organisation sends the person back."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, refusal = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, refusal


def oidc_login(request: HttpRequest) -> HttpResponse:
    """Send somebody to the organisation that vouches for them."""
    return _talking(request, OAuth2LoginView)


def oidc_callback(request: HttpRequest) -> HttpResponse:
    """Take in what the organisation says."""
    return _talking(request, Callback)


def _talking(request: HttpRequest, view: type[Any]) -> HttpResponse:
    """Run a view of allauth; an organisation that does not answer gives a page, not an error."""
    talk = Talk(request)
    if not settings.OIDC:
        raise Http404("No organisation vouches for people here.")
    try:
        return view.adapter_view(talk)(request)
    except (requests.RequestException, OAuth2Error, ValueError) as error:
        return render_authentication_error(request, talk.get_provider(), exception=error)
