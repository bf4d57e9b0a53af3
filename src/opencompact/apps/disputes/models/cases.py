"""A case, who is on which side of it, who else has a seat in it, and who looked at it."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opencompact.base.areas.scoping import AreaModel
from opencompact.base.audit.guards import Guard
from opencompact.core.procedure import Holder

SUBJECT_LENGTH = 120
# What a seat can be; a party's people come from the register of organisations instead.
SEATS = (Holder.CHAIR, Holder.PANEL, Holder.MEDIATOR, Holder.OFFICER)
SEAT_LABELS = {
    Holder.CHAIR: _("Chair"),
    Holder.PANEL: _("Panel member"),
    Holder.MEDIATOR: _("Mediator"),
    Holder.OFFICER: _("Support team"),
}


class Case(AreaModel):
    """One disagreement. Where it stands follows from its events; `next_due` is a copy for lists.

    `asked_on` is the day on which the sides were asked how the procedure was for them.
    `version` rises with every event, so that of two people who act at once one is told.
    """

    id: UUID
    number = models.CharField(max_length=20)
    edition = models.ForeignKey("agreement.Edition", models.PROTECT, related_name="cases")
    subject = models.CharField(max_length=SUBJECT_LENGTH)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    raised_on = models.DateField()
    next_due = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="one_case_a_number"),
        ]
        indexes = [models.Index(fields=["area", "closed_on", "next_due"], name="case_by_due")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("disputes:case", args=[self.area.slug, self.number])


class Side(models.TextChoices):
    """Where a party stands."""

    CLAIMANT = "claimant", _("Raised it")
    RESPONDENT = "respondent", _("Asked to answer")


class Party(AreaModel):
    """An organisation in the disagreement; its representatives act for it."""

    id: UUID
    case = models.ForeignKey(Case, models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="disputes"
    )
    side = models.CharField(max_length=10, choices=Side.choices)

    class Meta:
        ordering = ["side", "organisation__match_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "organisation"], name="one_party_a_case"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def key(self) -> str:
        """How the events of the case name this party."""
        return str(self.pk)


class Citation(AreaModel):
    """A commitment that the case is about, of the edition the case began under."""

    id: UUID
    case = models.ForeignKey(Case, models.PROTECT, related_name="citations")
    commitment = models.ForeignKey("agreement.Commitment", models.PROTECT, related_name="disputes")

    class Meta:
        ordering = ["commitment__order"]
        constraints = [
            models.UniqueConstraint(fields=["case", "commitment"], name="one_citation_a_case"),
        ]

    def __str__(self) -> str:
        return str(self.commitment)


class Seat(AreaModel):
    """Somebody's place in a case, from `seated_on` up to, not including, `ended_on`.

    It is never removed: who once was the mediator may not judge the case later.
    """

    id: UUID
    case = models.ForeignKey(Case, models.PROTECT, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    holder = models.CharField(
        max_length=10, choices=[(holder.value, SEAT_LABELS[holder]) for holder in SEATS]
    )
    seated_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["holder", "seated_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user", "holder"],
                condition=models.Q(ended_on__isnull=True),
                name="one_open_seat_a_holder",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True)
                | models.Q(ended_on__gte=models.F("seated_on")),
                name="seat_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_holder_display()}"


class Access(AreaModel):
    """Somebody opened the case on that day; noted once a day."""

    id: UUID
    case = models.ForeignKey(Case, models.PROTECT, related_name="accesses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["-on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "user", "on"], name="one_access_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.on.isoformat()}"


CASE_GUARDS = (
    Guard(
        "disputes_case",
        "UPDATE",
        "a case keeps its number, its edition and its area for life",
        when=(
            "NEW.number <> OLD.number OR NEW.edition_id <> OLD.edition_id "
            "OR NEW.area_id <> OLD.area_id OR NEW.version < OLD.version"
        ),
    ),
)
