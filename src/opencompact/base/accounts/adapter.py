"""What allauth asks us about signing in and signing up, and what it says, in our words."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from . import actions, queries, sessions
from .models import User

# allauth tells of these changes after it has made them. Whoever is signed in elsewhere has to come
# again: it may be the very person who made the change necessary.
ADDED = frozenset({"mfa/email/totp_activated", "mfa/email/webauthn_added"})
REMOVED = frozenset({"mfa/email/totp_deactivated", "mfa/email/webauthn_removed"})
OTHERS = frozenset(
    {
        "mfa/email/recovery_codes_generated",
        "account/email/password_changed",
        "account/email/password_set",
        "account/email/password_reset",
        "account/email/email_changed",
        "account/email/email_deleted",
        "socialaccount/email/account_connected",
        "socialaccount/email/account_disconnected",
    }
)
TELLING = ADDED | REMOVED | OTHERS
WAYS = {
    "reauthenticate": gettext_noop("Use your password"),
    "mfa_reauthenticate": gettext_noop("Use a code of your app, or a recovery code"),
    "mfa_reauthenticate:webauthn": gettext_noop("Use your passkey"),
}
TOO_MANY = gettext_lazy("Too many attempts. Wait five minutes, then try again")
WRONG_CODE = gettext_lazy("The code is not right: check it and type it again")


class Adapter(DefaultAccountAdapter):
    """Anybody may make an account by proving an e-mail address; an account alone gives no role."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy(
            "This account is closed. Ask the people who look after this site"
        ),
        "cannot_remove_primary_email": gettext_lazy(
            "Choose another address for us to write to first"
        ),
        "duplicate_email": gettext_lazy("This address belongs to your account already"),
        "email_password_mismatch": gettext_lazy("The email address or the password is not right"),
        "email_taken": gettext_lazy("There is an account with this address already: sign in to it"),
        "enter_current_password": gettext_lazy("Enter your current password"),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": gettext_lazy("The password is not right"),
        "too_many_login_attempts": TOO_MANY,
        "unknown_email": gettext_lazy("There is no account with this address"),
        "unverified_primary_email": gettext_lazy("Confirm the address first"),
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - as allauth calls it
        return True

    def login(self, request: HttpRequest, user: User) -> None:
        """Begin the session; in a demonstration nobody is asked for a second step."""
        super().login(request, user)
        sessions.begin(request, timezone.now())  # noqa: TID251 - this is the moment
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if not user.language and chosen in settings.SPOKEN:
            actions.keep_language(user, chosen)
        if settings.DEMO:
            sessions.prove(request)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """The word of an organisation counts when it says that it asked for a second factor."""
        vouched = (kwargs.get("signal_kwargs") or {}).get("sociallogin")
        if vouched is not None and vouched.state.get("strong"):
            sessions.prove(request)
        return super().post_login(request, user, **kwargs)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """How somebody may show that it is them: the safest way first."""
        return [_said(way) for way in reversed(super().get_reauthentication_methods(user))]

    def send_notification_mail(
        self, template_prefix: str, user: User, *args: Any, **kwargs: Any
    ) -> None:
        """allauth comes here after every change that touches the safety of an account."""
        super().send_notification_mail(template_prefix, user, *args, **kwargs)
        if template_prefix not in TELLING:
            return
        if template_prefix in ADDED:
            # Whoever has just set it up has shown it; they need not show it again to go on.
            record_authentication(self.request, user, "mfa", reauthenticated=True)
            sessions.prove(self.request)
        elif template_prefix in REMOVED and not queries.is_protected(user):
            sessions.unprove(self.request)
        actions.end_other_sessions(self.request, user)


def _said(way: dict[str, Any]) -> dict[str, Any]:
    known = WAYS.get(way["id"])
    return {**way, "description": gettext(known) if known else way["description"]}


class SecondStep(DefaultMFAAdapter):
    """Passkeys, authenticator apps and recovery codes."""

    error_messages: ClassVar[dict[str, Any]] = {
        "add_email_blocked": gettext_lazy(
            "Remove your passkeys and your authenticator app first. "
            "Add the address, confirm it, then protect your account again"
        ),
        "cannot_delete_authenticator": gettext_lazy("This cannot be removed"),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Add a passkey or an authenticator app first"
        ),
        "incorrect_code": WRONG_CODE,
        "unverified_email": gettext_lazy(
            "Confirm your email addresses first, or remove those you do not use"
        ),
    }

    def get_totp_issuer(self) -> str:
        """What an authenticator app shows beside the code."""
        return f"OpenCompact {self._get_site_name()}"

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        """A name to begin with: the person can change it."""
        known = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey {number}").format(number=known + 1)
