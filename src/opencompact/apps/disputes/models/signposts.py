"""Signposts of an area: places to turn to that are no part of the agreement, with an owner."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from opencompact.base.areas.scoping import AreaModel

NAME_LENGTH, PHONE_LENGTH, WEB_LENGTH = 120, 40, 200


class Point(models.TextChoices):
    """Where on the way somebody stands when a signpost fits."""

    DIAGNOSIS = "diagnosis", _("Finding where to turn")
    REFUSED = "refused", _("The procedure cannot be used")
    CHALLENGE = "challenge", _("Challenging in a letter")
    ENDED = "ended", _("A case has ended")


class Signpost(AreaModel):
    """A place to turn to. From `expires_on` on it is not shown until somebody has checked it.

    `sectors` are those of organisations and `points` where on the way it fits; empty is everybody
    and everywhere. Its owner is a role of the register, or somebody who is named.
    """

    id: UUID
    name = models.CharField(max_length=NAME_LENGTH)
    about = models.TextField()
    when = models.TextField(blank=True)
    sectors: list[str] = models.JSONField(default=list, blank=True)  # type: ignore[assignment]
    points: list[str] = models.JSONField(default=list, blank=True)  # type: ignore[assignment]
    address = models.TextField(blank=True)
    phone = models.CharField(max_length=PHONE_LENGTH, blank=True)
    email = models.EmailField(blank=True)
    web = models.CharField(max_length=WEB_LENGTH, blank=True)
    owner_role = models.ForeignKey(
        "organisations.Role", models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner = models.CharField(max_length=NAME_LENGTH, blank=True)
    checked_on = models.DateField()
    expires_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="signpost_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(expires_on__gt=models.F("checked_on")),
                name="signpost_expires_after_it_was_checked",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def keeper(self) -> str:
        """Who sees to it that it stays right."""
        return str(self.owner_role.user) if self.owner_role else self.owner
