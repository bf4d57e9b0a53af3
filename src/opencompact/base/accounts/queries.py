"""Reads about accounts: how they are protected, and where their owners are signed in."""

from typing import Any

from django.utils.translation import gettext

from opencompact.core.record import record

from . import devices


def is_protected(user: Any) -> bool:
    """Whether this person has a passkey or an authenticator app. One query."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 - its models load after ours

    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user_id=user.pk, type__in=kinds).exists()


@record
class SignedIn:
    """One place where a person is signed in."""

    pk: int
    device: str
    address: str
    since: Any
    current: bool


def places(user: Any, session: Any) -> list[SignedIn]:
    """Where the person is signed in, this place first, then the newest; what has ended goes."""
    from allauth.usersessions.models import UserSession  # noqa: PLC0415 - as above

    found = UserSession.objects.purge_and_list(user)
    listed = [
        SignedIn(
            pk=one.pk,
            device=devices.named(one.user_agent),
            address=one.ip,
            since=one.created_at,
            current=one.session_key == session.session_key,
        )
        for one in found
    ]
    return sorted(listed, key=lambda one: (not one.current, -one.since.timestamp()))


def count(user: Any, session: Any) -> str:
    """In how many places the person is signed in, in words."""
    found = len(places(user, session))
    if found < 2:  # noqa: PLR2004 - more than here
        return gettext("Here only")
    return gettext("In {number} places").format(number=found)
