"""Who gets money, as files name them, and which organisation of the register that is."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opencompact.base.areas.scoping import AreaModel
from opencompact.core import payees

NAME_LENGTH, IDENTIFIER_LENGTH, KEY_LENGTH = 200, 60, 255


class Standing(models.TextChoices):
    """Whether it is known which organisation a payee is."""

    WAITING = "waiting", _("To be decided")
    MATCHED = "matched", _("Matched")
    CONFIRMED = "confirmed", _("Confirmed")
    NONE = "none", _("None of ours")


class How(models.TextChoices):
    """What a match, or a suggestion of one, rests on."""

    IDENTIFIER = "identifier", _("The same identifier")
    NAME = "name", _("The same name")
    OTHER_IDENTIFIER = "other-identifier", _("The same name, another identifier")
    SEVERAL = "several", _("Several have this name")
    CLOSE = "close", _("A name like it")
    PERSON = "person", _("Somebody decided")


SETTLED = (Standing.MATCHED, Standing.CONFIRMED)


class Payee(AreaModel):
    """Somebody a file names as getting money. `organisation` is set only where it is settled.

    Until then it counts neither for nor against anybody; `suggested` is what it may be. One row
    an area for each identifier, or for each name where a file gives none: `key` says which.
    """

    id: UUID
    name = models.CharField(max_length=NAME_LENGTH)
    identifier = models.CharField(max_length=IDENTIFIER_LENGTH, blank=True)
    key = models.CharField(max_length=KEY_LENGTH, editable=False)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.WAITING)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="payees"
    )
    suggested = models.ForeignKey(
        "organisations.Organisation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confidence = models.PositiveSmallIntegerField(default=0)
    how = models.CharField(max_length=20, choices=How.choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    search = models.CharField(max_length=300, editable=False)
    created_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["search", "id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "key"], name="one_payee_a_key"),
            models.CheckConstraint(condition=~Q(name=""), name="payee_has_a_name"),
            models.CheckConstraint(
                condition=Q(standing__in=[str(one) for one in SETTLED], organisation__isnull=False)
                | Q(
                    standing__in=[str(Standing.WAITING), str(Standing.NONE)],
                    organisation__isnull=True,
                ),
                name="settled_payee_is_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(confidence__lte=100), name="confidence_is_at_most_100"
            ),
        ]
        indexes = [
            models.Index(fields=["area", "standing", "-confidence"], name="payee_by_standing"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("funding:payee", args=[self.area.slug, self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> None:
        """Set what follows from the other fields; call it before a bulk write."""
        self.key = key_of(self.name, self.identifier)
        self.search = f" {payees.plain(f'{self.name} {self.identifier}')}"[:300]

    @property
    def is_settled(self) -> bool:
        """Whether what it got may be counted."""
        return self.organisation_id is not None


def key_of(name: str, identifier: str) -> str:
    """Return what two mentions of one payee share: an identifier, else the name as it is read."""
    return payees.key(name, identifier)[:KEY_LENGTH]
