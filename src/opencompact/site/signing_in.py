"""Settings of signing in: what allauth is told, and the organisation that vouches for people."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_noop

ISSUER, CLIENT, SECRET = NEEDED = (
    "OPENCOMPACT_OIDC_ISSUER",
    "OPENCOMPACT_OIDC_CLIENT_ID",
    "OPENCOMPACT_OIDC_CLIENT_SECRET",
)
EMAILS, MFA_RULE = "OPENCOMPACT_OIDC_EMAILS", "OPENCOMPACT_OIDC_MFA"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
CHOICES = {EMAILS: ("verified", "all"), MFA_RULE: ("claim", "always", "never")}
OURS = "opencompact.base.ui.forms"
ACCOUNT = (
    "add_email", "change_password", "confirm_login_code", "login", "reauthenticate",
    "request_login_code", "reset_password", "reset_password_from_key", "set_password", "signup",
)  # fmt: skip
MFA = (
    "activate_totp", "add_webauthn", "authenticate", "authenticate_webauthn", "deactivate_totp",
    "edit_webauthn", "generate_recovery_codes", "login_webauthn", "reauthenticate",
    "reauthenticate_webauthn",
)  # fmt: skip


def provider(environ: Mapping[str, str]) -> dict[str, Any] | None:
    """The organisation whose accounts people may sign in with (OpenID Connect); None if not set."""
    given = {name: environ.get(name, "").strip() for name in NEEDED}
    if not any(given.values()):
        return None
    if missing := [name for name, value in given.items() if not value]:
        raise ImproperlyConfigured(f"Set {' and '.join(missing)} too, or none of the three.")
    return {
        "issuer": _secure(given[ISSUER]),
        "client_id": given[CLIENT],
        "secret": given[SECRET],
        "name": environ.get("OPENCOMPACT_OIDC_NAME", "").strip()
        or gettext_noop("your organisation"),
        "domains": _domains(environ.get("OPENCOMPACT_OIDC_DOMAINS", "")),
        "emails": _chosen(EMAILS, environ.get(EMAILS, "")),
        "mfa": _chosen(MFA_RULE, environ.get(MFA_RULE, "")),
    }


def _secure(issuer: str) -> str:
    parts = urlsplit(issuer)
    if parts.scheme == "https" or parts.hostname in LOOPBACK:
        return issuer
    raise ImproperlyConfigured(f"{ISSUER} is {issuer}. It must begin with https://.")


def _domains(text: str) -> tuple[str, ...]:
    return tuple(one.strip().lower().lstrip("@") for one in text.split(",") if one.strip())


def _chosen(name: str, given: str) -> str:
    known = CHOICES[name]
    if given.strip() and given.strip() not in known:
        raise ImproperlyConfigured(f"{name} is {given!r}. Choose one of {', '.join(known)}.")
    return given.strip() or known[0]


def rules(scheme: str, proxies: int) -> dict[str, Any]:
    """What allauth is told. Rates are guesses in a time, for one account (key) or address (ip)."""
    return {
        "LOGIN_URL": "/account/login/",
        "LOGIN_REDIRECT_URL": "/",
        "ACCOUNT_ADAPTER": "opencompact.base.accounts.adapter.Adapter",
        "ACCOUNT_SIGNUP_FORM_CLASS": "opencompact.base.accounts.forms.SignUp",
        "ACCOUNT_FORMS": _forms("account", ACCOUNT),
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*", "password2*"],
        "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": scheme,
        "ACCOUNT_LOGOUT_REDIRECT_URL": "/",
        "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
        "ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS": 3,
        "ACCOUNT_LOGIN_BY_CODE_TIMEOUT": 600,
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ACCOUNT_RATE_LIMITS": {
            "code_failed": "10/5m/ip",
            "login_failed": "10/5m/ip,5/5m/key",
            "reauthenticate": "10/5m/user",
            "answer": "20/1h/ip",
            "answer_mail": "5/1d/key",
            "report": "10/1h/ip",
            "report_mail": "5/1d/key",
            "request_login_code": "20/5m/ip,3/5m/key",
        },
        "ALLAUTH_TRUSTED_PROXY_COUNT": proxies,
        "MFA_ADAPTER": "opencompact.base.accounts.adapter.SecondStep",
        "MFA_FORMS": _forms("second_step", MFA),
        "MFA_SUPPORTED_TYPES": ["recovery_codes", "totp", "webauthn"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_RATE_LIMITS": {"webauthn_login": "20/5m/ip"},
        # A passkey stands for two factors here, so the device has to ask who holds it.
        "MFA_WEBAUTHN_USER_VERIFICATION": "required",
        "MFA_TOTP_TOLERANCE": 1,
        "SOCIALACCOUNT_ADAPTER": "opencompact.base.accounts.vouching.Vouching",
        "SOCIALACCOUNT_FORMS": _forms("second_step", ("disconnect",)),
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
        "SOCIALACCOUNT_EMAIL_VERIFICATION": "none",
        # A form of ours may not lead away from this site (CSP form-action), so a link does.
        "SOCIALACCOUNT_LOGIN_ON_GET": True,
        "SOCIALACCOUNT_REQUESTS_TIMEOUT": 5,
    }


def _forms(module: str, keys: tuple[str, ...]) -> dict[str, str]:
    return {key: f"{OURS}.{module}.{key.title().replace('_', '')}" for key in keys}
