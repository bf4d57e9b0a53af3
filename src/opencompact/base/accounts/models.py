"""A person who can sign in, known by an e-mail address. What a person may do lives in roles."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


def normal(email: str) -> str:
    """The form in which an address is stored and compared: no spaces round it, lower case."""
    return email.strip().lower()


def keep_address(user: "User") -> None:
    """Note the address as not yet proven: allauth proves only addresses that it knows of."""
    from allauth.account.models import EmailAddress  # noqa: PLC0415 - its models load after ours

    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)


class UserManager(BaseUserManager["User"]):
    """Makes and finds people by e-mail address, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Save a new person; without a password they sign in with a code sent to the address."""
        if not normal(email):
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=normal(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        keep_address(user)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=normal(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The same person may hold different roles in different areas."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("full name"), max_length=150, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # The key of the language last chosen on a page; mail is written in it. Empty: none was chosen.
    language = models.CharField(max_length=5, default="", blank=True)
    # Part of the hash that every session holds: a new stamp ends them all.
    stamp = models.CharField(max_length=32, default="", blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_per_email_address"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = normal(self.email)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = normal(self.email)
        super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What Django compares in each session; without a stamp it is Django's own."""
        theirs = str(super()._get_session_auth_hash(secret))  # type: ignore[misc]
        if not self.stamp:
            return theirs
        return salted_hmac("accounts.stamp", theirs + self.stamp, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email
