"""Makes accounts for people who are named by somebody else, or by the demo."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

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
