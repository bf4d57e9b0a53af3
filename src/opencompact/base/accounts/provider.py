"""The organisation of the settings as allauth's provider; allauth finds this module by its name."""

# mypy: disallow-subclassing-any=False
# ruff: noqa: ARG002 - the methods are as allauth calls them

import secrets
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from . import tokens

PROVIDER = "oidc"
WELL_KNOWN = "/.well-known/openid-configuration"
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


def told() -> dict[str, Any]:
    """What the settings say of the organisation; empty when there is none."""
    return settings.OIDC or {}


class Talk(OpenIDConnectOAuth2Adapter):
    """Talks to the organisation. `state` is what was noted when the person was sent there."""

    def __init__(self, request: HttpRequest, provider_id: str = PROVIDER) -> None:
        super().__init__(request, provider_id)
        self.state: dict[str, Any] = {}

    @property
    def openid_config(self) -> dict[str, Any]:
        """Its own description, which has to be of the issuer that we were told of."""
        if not hasattr(self, "_openid_config"):
            found = _asked(told()["issuer"].rstrip("/") + WELL_KNOWN)
            self._openid_config = _checked(found, told()["issuer"])
        return self._openid_config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return build_absolute_uri(request, reverse("oidc_callback"))

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Who it is, from the signed token; the rest of what we need from the page beside it."""
        ours, config = told(), self.openid_config
        try:
            claims = tokens.read(
                str(kwargs["response"].get("id_token") or ""),
                _asked(config["jwks_uri"]),
                issuer=ours["issuer"],
                audience=ours["client_id"],
                nonce=str(self.state.get("nonce") or ""),
            )
        except tokens.TokenError as error:
            raise OAuth2Error(str(error)) from error
        self.state["strong"] = tokens.is_strong(claims, ours["mfa"])
        return self.get_provider().sociallogin_from_response(request, self._filled(claims, token))

    def _filled(self, claims: dict[str, Any], token: SocialToken) -> dict[str, Any]:
        """The claims, with the address from the user's page where the token has none."""
        if claims.get("email") or "userinfo_endpoint" not in self.openid_config:
            return claims
        more = _asked(self.openid_config["userinfo_endpoint"], str(token.token))
        if more.get("sub") != claims["sub"]:
            raise OAuth2Error("The token and the user's page are about two people.")
        return {**more, **claims}


class Organisation(OpenIDConnectProvider):
    """One organisation, with addresses without its name: there is never a second one."""

    id = PROVIDER
    oauth2_adapter_class = Talk
    pkce_enabled_default = True
    supports_token_authentication = False
    kept: ClassVar[tuple[str, ...]] = ("sub", "email", "name")

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("oidc_login", query=kwargs or None)

    def get_callback_url(self) -> str:
        return reverse("oidc_callback")

    def get_oauth2_adapter(self, request: HttpRequest) -> Talk:
        return Talk(request)

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """Not from the address: whoever writes a link must not choose what we ask for."""
        return list(self.get_default_scope())

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        return {}

    def redirect(self, request: HttpRequest, process: str, **kwargs: Any) -> HttpResponse:
        """Send the person there, with a word that the token has to bring back."""
        nonce = secrets.token_urlsafe(24)
        auth_params = {**(kwargs.pop("auth_params", None) or {}), "nonce": nonce}
        return super().redirect(request, process, auth_params=auth_params, nonce=nonce, **kwargs)

    def extract_uid(self, data: Mapping[str, Any]) -> str:
        return str(data["sub"])

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Nothing is kept that is not shown."""
        return {"userinfo": {key: data[key] for key in self.kept if key in data}}

    def extract_common_fields(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {"email": data.get("email"), "name": data.get("name")}

    def extract_email_addresses(self, data: Mapping[str, Any]) -> list[EmailAddress]:
        email = str(data.get("email") or "")
        verified = tokens.is_verified(data, told()["emails"])
        return [EmailAddress(email=email, verified=verified, primary=True)] if email else []


def _asked(address: str, bearer: str = "") -> dict[str, Any]:
    """What an address of the organisation answers, as JSON."""
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    with get_adapter().get_requests_session() as session:
        answer = session.get(address, headers=headers)
        answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        raise OAuth2Error(f"{address} does not answer as it should.")
    return found


def _checked(found: dict[str, Any], issuer: str) -> dict[str, Any]:
    """The description, if it is of this issuer and leads only to addresses as safe as its own."""
    if found.get("issuer") != issuer:
        raise OAuth2Error(f"The description is of {found.get('issuer')}, not of {issuer}.")
    safe = {"https", urlsplit(issuer).scheme}
    unsafe = [key for key in NEEDED if urlsplit(str(found.get(key))).scheme not in safe]
    if unsafe:
        raise OAuth2Error(f"The description has no safe address for {', '.join(unsafe)}.")
    return found


provider_classes = [Organisation]
