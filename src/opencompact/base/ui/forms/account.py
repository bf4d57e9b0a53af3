"""The forms of signing in, in our words; settings.ACCOUNT_FORMS names them by their key."""

# mypy: disallow-subclassing-any=False

from typing import ClassVar

from allauth.account import forms as theirs
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from django.core.exceptions import ValidationError

from opencompact.base.ui.forms.base import Speaking


class Account(Speaking):
    """What all of them call their fields, as labels and inside a sentence."""

    labels: ClassVar[dict[str, str]] = {
        "login": "Email address",
        "email": "Email address",
        "oldpassword": "Current password",
        "password1": "New password",
        "password2": "New password again",
        "remember": "Keep me signed in on this device",
    }
    names: ClassVar[dict[str, str]] = {
        "login": "your email address",
        "email": "your email address",
        "password": "your password",
        "oldpassword": "your current password",
        "password1": "a new password",
        "password2": "the new password again",
        "code": "the code that we sent you",
    }


class Login(Account, theirs.LoginForm):
    """Sign in with a password."""


class Signup(Account, theirs.SignupForm):
    """Make an account."""

    labels: ClassVar[dict[str, str]] = {
        **Account.labels,
        "password1": "Password",
        "password2": "Password again",
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
