"""The forms of passkeys, authenticator apps and recovery codes, in our words; see MFA_FORMS."""

# mypy: disallow-subclassing-any=False

from typing import Any, ClassVar

from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as social
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from opencompact.base.accounts.adapter import WRONG_CODE
from opencompact.base.ui.forms.base import Speaking

# Longer than a code of an authenticator app can be right, in seconds.
REMEMBERED = 300
WITHOUT_SCRIPT = _(
    "The passkey was not used. It needs JavaScript: turn it on, or choose another way"
)


class Step(Speaking):
    """What all of them call their fields."""

    labels: ClassVar[dict[str, Any]] = {"name": _("Name of this passkey"), "code": _("Code")}
    names: ClassVar[dict[str, Any]] = {"name": _("a name for the passkey"), "code": _("the code")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "credential" in self.fields:
            said = dict.fromkeys(("required", "invalid"), WITHOUT_SCRIPT)
            self.fields["credential"].error_messages.update(said)
        if "code" in self.fields:
            self.fields["code"].widget.attrs.update(
                {"inputmode": "numeric", "spellcheck": "false", "class": "govuk-input--width-10"}
            )


class Once(Step):
    """A code of an app is right for a minute or so; it opens the door once."""

    def clean_code(self) -> str:
        code = str(super().clean_code())  # type: ignore[misc]
        found: Authenticator = self.authenticator  # type: ignore[attr-defined]
        used = f"totp:{found.pk}:{''.join(code.split())}"
        if found.type == Authenticator.Type.TOTP and not cache.add(used, "used", REMEMBERED):
            raise ValidationError(WRONG_CODE, code="incorrect_code")
        return code


class Authenticate(Once, base.AuthenticateForm):
    """The second step of signing in."""


class Reauthenticate(Once, base.ReauthenticateForm):
    """Show that it is you, with a code."""


class ActivateTotp(Step, totp.ActivateTOTPForm):
    """Type the first code of the app."""


class DeactivateTotp(Step, totp.DeactivateTOTPForm):
    """Remove the app."""


class GenerateRecoveryCodes(Step, recovery.GenerateRecoveryCodesForm):
    """Make new codes."""


class AddWebauthn(Step, webauthn.AddWebAuthnForm):
    """Make a passkey: always one that can sign in alone, so nobody has to choose."""

    passwordless = None


class EditWebauthn(Step, webauthn.EditWebAuthnForm):
    """Give a passkey another name."""


class AuthenticateWebauthn(Step, webauthn.AuthenticateWebAuthnForm):
    """The second step of signing in, with a passkey."""


class ReauthenticateWebauthn(Step, webauthn.ReauthenticateWebAuthnForm):
    """Show that it is you, with a passkey."""


class LoginWebauthn(Step, webauthn.LoginWebAuthnForm):
    """Sign in with a passkey alone."""


class Disconnect(Speaking, social.DisconnectForm):
    """Stop signing in with an organisation's account."""

    names: ClassVar[dict[str, Any]] = {"account": "the account to disconnect"}
