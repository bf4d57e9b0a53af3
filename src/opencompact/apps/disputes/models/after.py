"""What follows the end of a case: promises, where it was referred, what sides say of it."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from opencompact.apps.disputes.models.cases import Case, Party
from opencompact.base.areas.scoping import AreaModel

WHAT_LENGTH, WHO_LENGTH = 500, 200


class Undertaking(AreaModel):
    """Something that was agreed at the end: `party`, or somebody named in `who`, does it by `due`.

    A `sealed` one comes out of mediation: the sides alone know of it.
    """

    id: UUID
    case = models.ForeignKey(Case, models.PROTECT, related_name="undertakings")
    what = models.CharField(max_length=WHAT_LENGTH)
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="undertakings", null=True, blank=True
    )
    who = models.CharField(max_length=WHO_LENGTH, blank=True)
    due = models.DateField()
    sealed = models.BooleanField(default=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    noted_on = models.DateField()
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(party__isnull=False, who="") | (Q(party__isnull=True) & ~Q(who="")),
                name="undertaking_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("noted_on")),
                name="undertaking_done_after_it_was_noted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}, by {self.due.isoformat()}"

    @property
    def owner(self) -> str:
        """Who is to do it, by name."""
        return str(self.party) if self.party_id else self.who


class Referral(AreaModel):
    """To whom a case was passed on when another body is the right one, and what came of it."""

    id: UUID
    case = models.OneToOneField(Case, models.PROTECT, related_name="referral")
    to = models.CharField(max_length=WHO_LENGTH)
    on = models.DateField()
    remind_on = models.DateField()
    outcome = models.CharField(max_length=WHAT_LENGTH, blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ["-on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on__isnull=True)
                | (~Q(outcome="") & Q(outcome_on__gte=F("on"))),
                name="referral_has_an_outcome_and_its_day",
            ),
            models.CheckConstraint(
                condition=Q(remind_on__gte=F("on")), name="referral_reminds_after_it_was_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}, {self.on.isoformat()}"


class Feedback(AreaModel):
    """What somebody who was a side of some case said of it. Neither who, nor when, nor which case.

    `marks` are from 1 to 5 by the key of the question. It is shown only once enough others lie
    beside it, all of them at once.
    """

    id: UUID
    marks: dict[str, int] = models.JSONField()  # type: ignore[assignment]
    words = models.TextField(blank=True)
    shown = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "shown" if self.shown else "not shown"
