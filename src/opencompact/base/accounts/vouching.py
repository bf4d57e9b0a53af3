"""Signing in with an account of one's organisation (OpenID Connect): whom we believe, and what."""

# ruff: noqa: ARG002 - the methods are as allauth calls them

from collections.abc import Mapping
from typing import Any, NoReturn

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount import app_settings
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy

from . import actions
from .models import User, normal
from .provider import PROVIDER, Organisation, told


class Vouching(DefaultSocialAccountAdapter):
    """What allauth asks us about such sign-ins."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "disconnect_last": gettext_lazy("This is your only way in, so it cannot be removed"),
        "no_password": gettext_lazy("Set a password first, so that you can still sign in"),
        "no_verified_email": gettext_lazy(
            "Confirm an email address first, so that you can still sign in"
        ),
        "connected_other": gettext_lazy("That account belongs to somebody else here"),
        "invalid_token": gettext_lazy("The answer of your organisation could not be read"),
    }

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The one of the settings, or none; never one from the database."""
        fits = provider in (None, PROVIDER) and client_id in (None, _app().client_id)
        return [_app()] if told() and fits else []

    def get_provider(self, request: HttpRequest, *_names: Any, **_more: Any) -> Any:
        """The only one there is; also when it was taken out of the settings again."""
        return Organisation(request, app=_app())

    def list_providers(self, request: HttpRequest) -> list[Any]:
        return [self.get_provider(request)] if told() else []

    def get_requests_session(self) -> requests.Session:
        return Direct()

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: Mapping[str, Any]
    ) -> User:
        user: User = sociallogin.user
        user.email = normal(str(data.get("email") or ""))
        user.name = " ".join(str(data.get("name") or "").split())[:150]
        return user

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        return believed(email)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Known people come in; somebody new only with an address that we believe.

        Whoever connects the account while signed in here has shown both and needs no address.
        """
        if sociallogin.account.pk or sociallogin.state.get("process") == "connect":
            return
        proven = [one.email for one in sociallogin.email_addresses if one.verified]
        if not any(believed(email) for email in proven):
            _refuse(request, sociallogin)
        if sociallogin.is_existing:
            actions.confirm(sociallogin.user, proven[0])


def _app() -> SocialApp:
    return SocialApp(
        provider=PROVIDER,
        provider_id=PROVIDER,
        name=gettext(told().get("name", "your organisation")),
        client_id=told().get("client_id", ""),
        secret=told().get("secret", ""),
    )


class Direct(requests.Session):
    """Asks only the address it was given, and not for long."""

    def request(self, method: str, url: str, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        given = {"timeout": app_settings.REQUESTS_TIMEOUT, "allow_redirects": False}
        answer = super().request(method, url, **{**kwargs, **given})
        if answer.is_redirect:
            raise requests.TooManyRedirects(f"{url} leads elsewhere.", response=answer)
        return answer


def believed(email: str) -> bool:
    """Whether the organisation's word counts for addresses of this domain."""
    return normal(email).partition("@")[2] in told()["domains"]


def _refuse(request: HttpRequest, sociallogin: SocialLogin) -> NoReturn:
    emails = [one.email for one in sociallogin.email_addresses]
    context = {"name": gettext(told()["name"]), "email": emails[0] if emails else ""}
    page = render(request, "socialaccount/refused.html", context, status=403)
    raise ImmediateHttpResponse(page)
