"""An organisation on the register of an area, with what it is and how it is found."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opencompact.base.areas.scoping import AreaModel

from . import identifiers, websites
from .naming import match_key, searchable
from .saying import spoken

# Addresses below /{area}/organisations/ that are pages of the register itself.
RESERVED_SLUGS = frozenset({"add", "import", "imports"})
NAME_LENGTH, ADDRESS_LENGTH, LOCALITY_LENGTH, POSTCODE_LENGTH, SLUG_LENGTH = 200, 500, 100, 16, 80


class Sector(models.TextChoices):
    """The part of public life an organisation belongs to."""

    PUBLIC = "public", _("Public body")
    VCS = "vcs", _("Voluntary and community")
    SOCIAL_ENTERPRISE = "social-enterprise", _("Social enterprise")
    FAITH = "faith", _("Faith")
    PRIVATE = "private", _("Private")
    FUNDER = "funder", _("Funder")
    OTHER = "other", _("Other")


class Kind(models.TextChoices):
    """What seats and constituencies ask about an organisation."""

    PUBLICLY_FUNDED = "publicly-funded", _("Publicly funded")
    UNFUNDED = "unfunded", _("Not publicly funded")
    BME = "bme", _("Black and minority ethnic")
    EQUALITY = "equality", _("Equality and diversity")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure body")
    COMMUNITY_OF_INTEREST = "community-of-interest", _("Community of interest")


class Size(models.TextChoices):
    """How large an organisation is, where it has told."""

    SMALL = "small", _("Small")
    MEDIUM = "medium", _("Medium")
    LARGE = "large", _("Large")


def check_kinds(kinds: Any) -> None:
    """Refuse anything but a list of kinds we know, each once."""
    known = isinstance(kinds, list) and set(kinds) <= set(Kind.values)
    if not known or len(set(kinds)) != len(kinds):
        said = gettext("Use a list of {values}, each at most once.")
        raise ValidationError(said.format(values=", ".join(Kind.values)))


def check_identifier(text: str) -> None:
    """Refuse an identifier that is not in the form in which we store it."""
    try:
        written = identifiers.parse(text)
    except identifiers.IdentifierError as error:
        raise ValidationError(spoken(error.said)) from error
    if written != text:
        raise ValidationError(
            gettext("Write the identifier as {identifier}.").format(identifier=written)
        )


def check_website(text: str) -> None:
    """Refuse what is not a web address; a website is shown as a link."""
    try:
        websites.parse(text)
    except ValueError as error:
        raise ValidationError(
            gettext("Enter a web address, like https://www.example.org")
        ) from error


class Organisation(AreaModel):
    """An organisation. `match_key` and `search` follow from the other fields when it is saved."""

    id: UUID
    name = models.CharField(max_length=NAME_LENGTH)
    slug = models.SlugField(max_length=SLUG_LENGTH)
    sector = models.CharField(max_length=20, choices=Sector.choices, default=Sector.VCS)
    kinds = models.JSONField(default=list, blank=True, validators=[check_kinds])
    size = models.CharField(max_length=10, choices=Size.choices, blank=True)
    identifier = models.CharField(
        max_length=identifiers.MAX_LENGTH, blank=True, validators=[check_identifier]
    )
    other_identifiers = models.JSONField(default=list, blank=True)
    address = models.TextField(max_length=ADDRESS_LENGTH, blank=True)
    locality = models.CharField("town or city", max_length=LOCALITY_LENGTH, blank=True)
    postcode = models.CharField(max_length=POSTCODE_LENGTH, blank=True)
    website = models.CharField(
        max_length=websites.MAX_LENGTH, blank=True, validators=[check_website]
    )
    match_key = models.CharField(max_length=260, editable=False)
    search = models.TextField(editable=False)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["match_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="one_organisation_an_address"),
            models.UniqueConstraint(
                fields=["area", "identifier"],
                condition=~models.Q(identifier=""),
                name="one_organisation_an_identifier",
            ),
            models.CheckConstraint(
                condition=models.Q(sector__in=Sector.values), name="organisation_sector_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="organisation_has_a_name"),
        ]
        indexes = [
            models.Index(fields=["area", "match_key", "id"], name="organisation_by_name"),
            models.Index(fields=["area", "-created_at"], name="organisation_by_age"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> None:
        """Set what follows from the other fields; call it before a bulk write."""
        self.match_key = match_key(self.name, self.postcode)
        self.search = searchable(
            self.name,
            self.address,
            self.locality,
            self.postcode,
            self.postcode.replace(" ", ""),
            *self.all_identifiers,
        )

    @property
    def all_identifiers(self) -> tuple[str, ...]:
        """The main identifier first, then the others."""
        return tuple(filter(None, (self.identifier, *self.other_identifiers)))

    @property
    def kind_labels(self) -> tuple[str, ...]:
        """The kinds in words, in the order of `Kind`."""
        return tuple(str(kind.label) for kind in Kind if kind in self.kinds)

    @property
    def place(self) -> str:
        """Town and postcode on one line."""
        return ", ".join(filter(None, (self.locality, self.postcode)))
