"""Makes accounts for people who are named by somebody else, or by the demo."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from .models import User, normal


@transaction.atomic
def enrol(*, email: str, name: str = "", password: str | None = None, proven: bool = False) -> User:
    """The account of this address, made when there is none; an existing account keeps its name.

    `proven` marks the address as confirmed. Otherwise its owner proves it by the first sign-in code.
    """
    user = User.objects.filter(email=normal(email)).first()
    if user is None:
        user = User.objects.create_user(email, password, name=" ".join(name.split()))
    if proven:
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
    return user
