"""Makes accounts for people who are named by somebody else, and keeps accounts safe."""

from secrets import token_hex

from allauth.account.models import EmailAddress
from django.contrib.auth import update_session_auth_hash
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from .models import User, normal


@transaction.atomic
def enrol(*, email: str, name: str = "", password: str | None = None, proven: bool = False) -> User:
    """The account of this address, made when there is none; an existing one keeps its name, if any.

    `proven` marks the address as confirmed; otherwise its owner proves it by the first code. The
    account is held to the end of the transaction: of two who name a person at once one waits.
    """
    name = " ".join(name.split())
    user = _held(email) or _made(email, password, name)
    if name and not user.name:
        user.name = name
        user.save(update_fields=["name"])
    if proven:
        prove(user)
    return user


def prove(user: User) -> None:
    """Mark the address of an account as its owner's: they have used a secret sent to it."""
    EmailAddress.objects.filter(user=user, email=user.email).update(verified=True)


def _held(email: str) -> User | None:
    return User.objects.select_for_update().filter(email=normal(email)).first()


def _made(email: str, password: str | None, name: str) -> User:
    """A new account, or the one that somebody else made in this very moment."""
    try:
        with transaction.atomic():
            return User.objects.create_user(email, password, name=name)
    except IntegrityError:
        return User.objects.select_for_update().get(email=normal(email))


def keep_language(user: User, key: str) -> None:
    """Remember the language that somebody chose: their mail is in it from now on."""
    if user.language != key:
        user.language = key
        User.objects.filter(pk=user.pk).update(language=key)


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
