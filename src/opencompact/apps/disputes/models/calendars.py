"""The private calendars that people made for their own programs. Of an address a hash is kept."""

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from opencompact.apps.disputes.models.cases import SEAT_LABELS
from opencompact.base.areas.scoping import AreaModel
from opencompact.core.procedure import Holder

# A part beside those in cases: what concerns the organisation whose champion somebody is.
CHAMPION: Final = "champion"
PART_LABELS: Final[dict[str, Any]] = {
    Holder.PARTY.value: _("Representative"),
    **{holder.value: label for holder, label in SEAT_LABELS.items()},
    CHAMPION: _("Champion"),
}
HASH_LENGTH = 64


class PrivateCalendar(AreaModel):
    """The dates of one part that somebody has, at an address that only they know.

    That is a part in cases, or that of the champion of an organisation.
    What stands in it is worked out at each request from the roles of that day; nothing is kept.
    """

    id: UUID
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    part = models.CharField(max_length=10, choices=list(PART_LABELS.items()))
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
