"""The forms of signing in, in our words; settings.ACCOUNT_FORMS names them by their key."""

# mypy: disallow-subclassing-any=False

from typing import Any, ClassVar

from allauth.account import forms as theirs
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from opencompact.base.ui.forms.base import Speaking


class Account(Speaking):
    """What all of them call their fields, as labels and inside a sentence."""

    labels: ClassVar[dict[str, Any]] = {
        "login": _("Email address"),
        "email": _("Email address"),
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("New password again"),
        "remember": _("Keep me signed in on this device"),
    }
    names: ClassVar[dict[str, Any]] = {
        "login": _("your email address"),
        "email": _("your email address"),
        "password": _("your password"),
        "oldpassword": _("your current password"),
        "password1": _("a new password"),
        "password2": _("the new password again"),
        "code": _("the code that we sent you"),
    }


class Login(Account, theirs.LoginForm):
    """Sign in with a password."""


class Signup(Account, theirs.SignupForm):
    """Make an account."""

    labels: ClassVar[dict[str, Any]] = {
        **Account.labels,
        "password1": _("Password"),
        "password2": _("Password again"),
    }


class RequestLoginCode(Account, theirs.RequestLoginCodeForm):
    """Ask for a code instead of using a password."""


class ConfirmLoginCode(Account, theirs.ConfirmLoginCodeForm):
    """Type the code. Wrong ones are counted for the network address, whosever code it is."""

    def clean_code(self) -> str:
        request = context.request
        try:
            code = str(super().clean_code())
        except ValidationError:
            ratelimit.consume(request, action="code_failed")
            raise
        if not ratelimit.consume(request, action="code_failed", dry_run=True):
            raise get_adapter().validation_error("too_many_login_attempts")
        return code


class AddEmail(Account, theirs.AddEmailForm):
    """Add an email address."""


class ChangePassword(Account, theirs.ChangePasswordForm):
    """Change the password."""


class SetPassword(Account, theirs.SetPasswordForm):
    """Set the first password."""


class ResetPassword(Account, theirs.ResetPasswordForm):
    """Ask for a link to set a new password."""


class ResetPasswordFromKey(Account, theirs.ResetPasswordKeyForm):
    """Set the new password."""


class Reauthenticate(Account, theirs.ReauthenticateForm):
    """Give the password once more."""
