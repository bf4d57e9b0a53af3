"""Tokens that let a script act for a person: what they may open, how they are made and found."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_noop

from .models import ApiToken
from .permission import SignInNeeded
from .scoping import unscoped

# A beginning of its own lets people, and programs that look for leaked secrets, recognise one.
PREFIX: Final = "oc_"
RANDOM_BYTES: Final = 32
SHOWN: Final = 8


class Scope(StrEnum):
    """What a token can be made for. The list is closed; each operation names the one it needs."""

    READ_CASES = "read:cases"
    WRITE_CASES = "write:cases"
    READ_LOG = "read:log"
    READ_CHALLENGES = "read:challenges"
    READ_PEOPLE = "read:people"
    READ_HISTORY = "read:history"
    WRITE_REGISTER = "write:register"
    WRITE_SIGNATURES = "write:signatures"


SAYS: Final[Mapping[Scope, str]] = {
    Scope.READ_CASES: gettext_noop("Read the cases you have a part in"),
    Scope.WRITE_CASES: gettext_noop("Take steps in these cases for you"),
    Scope.READ_LOG: gettext_noop("Read the reports of concerns that you keep, made or answer"),
    Scope.READ_CHALLENGES: gettext_noop("Read the challenges of your organisation and to it"),
    Scope.READ_PEOPLE: gettext_noop("Read who holds which role"),
    Scope.READ_HISTORY: gettext_noop("Read what happened in the area"),
    Scope.WRITE_REGISTER: gettext_noop("Add and change organisations, and import them"),
    Scope.WRITE_SIGNATURES: gettext_noop("Sign for an organisation"),
}


class TokenRefused(Exception):  # noqa: N818 - an outcome, not a fault
    """The token sent opens nothing any more, or never did; becomes a 401 that says why."""


def fresh() -> str:
    """A new secret. 32 random bytes cannot be guessed, so that a plain hash keeps it safe."""
    return PREFIX + secrets.token_urlsafe(RANDOM_BYTES)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def bearer(header: str) -> str:
    """The secret in `Authorization: Bearer …`; empty without the header.

    TokenRefused for anything else, so that a mistake in a script is not taken for a visitor.
    """
    if not header:
        return ""
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise TokenRefused("Send the token as “Authorization: Bearer oc_…”.")
    return secret.strip()


def token_of(secret: str, on: date) -> ApiToken:
    """The token with this secret, with its person and area; TokenRefused when it opens nothing."""
    with unscoped():  # the secret names the token, and the token its area
        found = ApiToken.objects.select_related("user", "area")
        token = found.filter(secret_hash=digest(secret)).first()
    if token is None:
        raise TokenRefused("Nobody knows this token. Check it, or make a new one.")
    if token.revoked_at is not None:
        raise TokenRefused("This token was revoked. Make a new one.")
    if token.expires_on <= on:
        raise TokenRefused("This token has expired. Make a new one.")
    if not token.user.is_active:
        raise TokenRefused("The account of this token is closed.")
    return token


def note_use(token: ApiToken, on: date) -> None:
    """Keep the last day on which a token was used; written once a day. Call it inside its area."""
    if token.last_used_on is None or token.last_used_on < on:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=on)


def needs(request: Any, scope: Scope | None = None) -> ApiToken:
    """The token of a request, once it may open `scope`; the policy has its say afterwards.

    SignInNeeded without a token, PermissionDenied when it was made for other things.
    """
    token: ApiToken | None = getattr(request, "api_token", None)
    if token is None:
        raise SignInNeeded
    if not request.actor.roles:
        raise TokenRefused("The person of this token has no role here any more.")
    if scope is not None and scope not in token.scopes:
        raise PermissionDenied(
            f"This token was not made for “{scope.value}”. Make one that has this scope."
        )
    return token
