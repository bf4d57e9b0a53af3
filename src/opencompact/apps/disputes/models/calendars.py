"""The private calendars that people made for their own programs. Of an address a hash is kept."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from opencompact.apps.disputes.models.cases import SEAT_LABELS
from opencompact.base.areas.scoping import AreaModel
from opencompact.core.procedure import Holder

PART_LABELS = {Holder.PARTY: _("Representative"), **SEAT_LABELS}
HASH_LENGTH = 64


class PrivateCalendar(AreaModel):
    """The dates of one part that somebody has in cases, at an address that only they know.

    What stands in it is worked out at each request from the roles of that day; nothing is kept.
    """

    id: UUID
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    part = models.CharField(max_length=10, choices=[(p.value, PART_LABELS[p]) for p in Holder])
    token_hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["part", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "user", "part"], name="one_private_calendar_a_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}, from {self.made_at.date().isoformat()}"
