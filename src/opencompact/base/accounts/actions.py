"""Makes accounts for people who are named by somebody else, or by the demo."""

from allauth.account.models import EmailAddress
from django.db import transaction

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
        prove(user)
    return user


def prove(user: User) -> None:
    """Mark the address of an account as its owner's: they have used a secret sent to it."""
    EmailAddress.objects.filter(user=user, email=user.email).update(verified=True)
