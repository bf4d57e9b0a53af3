"""Makes accounts for people who are named by somebody else, and keeps accounts safe."""

from secrets import token_hex

from allauth.account.models import EmailAddress
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest

from .models import User, normal


@transaction.atomic
def enrol(*, email: str, name: str = "", password: str | None = None, proven: bool = False) -> User:
    """The account of this address, made when there is none; an existing one keeps its name, if any.

    `proven` marks the address as confirmed; otherwise its owner proves it by the first code.
    """
    name = " ".join(name.split())
    user = User.objects.filter(email=normal(email)).first()
    if user is None:
        user = User.objects.create_user(email, password, name=name)
    elif name and not user.name:
        user.name = name
        user.save(update_fields=["name"])
    if proven:
        EmailAddress.objects.filter(user=user, email=user.email).update(verified=True)
    return user


@transaction.atomic
def confirm(user: User, email: str) -> None:
    """Somebody whom we trust says that this address is the person's.

    A password that was set before anybody had proved the address may be a stranger's, and goes.
    """
    waiting = EmailAddress.objects.filter(user=user, email__iexact=email, verified=False)
    if waiting.update(verified=True) and user.has_usable_password():
        user.set_unusable_password()
        user.save(update_fields=["password"])


@transaction.atomic
def end_sessions(user: User) -> None:
    """End every session of this person, wherever it is."""
    from allauth.usersessions.models import UserSession  # noqa: PLC0415 - its models load after ours

    user.stamp = token_hex(16)
    user.save(update_fields=["stamp"])
    for place in UserSession.objects.filter(user=user):
        place.end()


def end_other_sessions(request: HttpRequest, user: User) -> None:
    """End every session of this person but the one of this request, which gets a new key."""
    from allauth.usersessions.models import UserSession  # noqa: PLC0415 - its models load after ours

    mine = request.user.is_authenticated and request.user.pk == user.pk
    end_sessions(user)
    if mine:
        update_session_auth_hash(request, user)
        request.user = user
        UserSession.objects.create_from_request(request)


@transaction.atomic
def unprotect(user: User) -> int:
    """Take every authenticator from somebody who has lost them, and end their sessions."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 - its models load after ours

    removed, _ = Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    return removed
