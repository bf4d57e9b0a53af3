"""An area with its own agreement, words and colour, and the days off that only it keeps."""

from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from . import colour as colours
from .scoping import AreaModel
from .wording import WORDING, faults

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


class Nation(models.TextChoices):
    """The nation whose bank holidays the area keeps."""

    ENGLAND = "england", "England"
    WALES = "wales", "Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"


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
    colour = models.CharField(max_length=7, default="#0b5c5c", validators=[check_colour])
    pack_key = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def term(self, key: str) -> str:
        """The area's own word for a thing ("agreement": "Compact"); KeyError for an unknown key."""
        return self.wording.get(key) or WORDING[key]

    @property
    def terms(self) -> dict[str, str]:
        """Every word of the area, defaults filled in."""
        return {key: self.term(key) for key in WORDING}


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
