"""An area with its own agreement, words and colour, the days off only it keeps, and its tokens."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import colour as colours
from . import languages as spoken
from .scoping import AreaModel
from .wording import faults, words

# Addresses that the installation itself uses; an area of this name could never be reached.
RESERVED = frozenset(
    {
        "about", "accessibility", "account", "act", "admin", "api", "health", "media", "privacy",
        "static", "switch",
    }
)  # fmt: skip


def check_slug(slug: str) -> None:
    if slug in RESERVED:
        raise ValidationError(f"“{slug}” is kept for the software itself. Choose another address.")


def check_colour(colour: str) -> None:
    """Refuse what is not a colour, and a colour that fails WCAG AA against white."""
    try:
        readable = colours.passes(colour)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    if not readable:
        better = colours.nearest(colour)
        raise ValidationError(
            f"White words on {colour} are hard to read. The nearest colour that passes is {better}."
        )


def check_wording(wording: Any) -> None:
    if problems := faults(wording):
        raise ValidationError(problems)


def check_languages(keys: Any) -> None:
    if problems := spoken.faults(keys):
        raise ValidationError(problems)


def english() -> list[str]:
    return [spoken.ENGLISH.key]


class Nation(models.TextChoices):
    """The nation whose bank holidays the area keeps."""

    ENGLAND = "england", _("England")
    WALES = "wales", _("Wales")
    SCOTLAND = "scotland", _("Scotland")
    NORTHERN_IRELAND = "northern-ireland", _("Northern Ireland")


class Area(models.Model):
    """A place with one agreement. Not scoped itself: the list of areas is public."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.CharField(
        "address",
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*\Z", "Use lower-case letters, figures and single hyphens."
            ),
            check_slug,
        ],
    )
    name = models.CharField(max_length=120)
    nation = models.CharField(max_length=20, choices=Nation.choices, default=Nation.ENGLAND)
    tagline = models.CharField(max_length=200, blank=True)
    wording = models.JSONField(default=dict, blank=True, validators=[check_wording])
    languages = models.JSONField(default=english, validators=[check_languages])
    colour = models.CharField(max_length=7, default="#0b5c5c", validators=[check_colour])
    pack_key = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def term(self, key: str) -> str:
        """The area's own word for a thing ("agreement": "Compact") in the language of the page;
        KeyError for an unknown key."""
        return words(self.wording)[key]

    @property
    def terms(self) -> dict[str, str]:
        """Every word of the area in the language of the page, defaults filled in."""
        return words(self.wording)


class LocalHoliday(AreaModel):
    """A day that the area keeps as a holiday, or (`working`) works though its nation does not."""

    day = models.DateField()
    name = models.CharField(max_length=120)
    working = models.BooleanField(default=False)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["area", "day"], name="one_local_holiday_a_day"),
        ]

    def __str__(self) -> str:
        return self.name


class ApiToken(AreaModel):
    """A script's way in for one person in one area. Of the secret only its hash is kept.

    It opens what `scopes` names, never more than the person may do on the day; from `expires_on` on
    it opens nothing.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=80)
    scopes = models.JSONField()
    secret_hash = models.CharField(max_length=64, unique=True)
    beginning = models.CharField(max_length=12, help_text="To tell one token from another.")
    made_at = models.DateTimeField()
    expires_on = models.DateField(help_text="The first day on which it opens nothing.")
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "id"]

    def __str__(self) -> str:
        return self.name
