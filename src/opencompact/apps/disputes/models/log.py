"""A report that a promise may not have been kept, and what became of it, entry by entry."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opencompact.base.areas.scoping import AreaModel
from opencompact.base.audit.guards import Guard

EVENT_LENGTH, NAME_LENGTH, KEY_LENGTH = 120, 200, 80
TEXT_LENGTH = 4000


class Treatment(models.TextChoices):
    """Who may learn of a report, as its reporter wants it."""

    CONFIDENTIAL = "confidential", _("Confidential")
    ANONYMOUS = "anonymous", _("Without a name")
    COLLECTIVE = "collective", _("Only together with others")
    OPEN = "open", _("Open")


class Route(models.TextChoices):
    """What a report is about, as whoever keeps it decided."""

    AGREEMENT = "agreement", _("The agreement")
    CONTRACT = "contract", _("A contract")
    COMPLAINT = "complaint", _("How one body treated somebody")
    NOTHING = "nothing", _("None of these")


class EntryKind(models.TextChoices):
    """What happened to a report."""

    SENT = "sent", _("Reported")
    ADDED = "added", _("Something was added")
    TRIAGED = "triaged", _("Looked at")
    CAUSE = "cause", _("The cause was noted")
    TOLD = "told", _("The organisation was told")
    ANSWERED = "answered", _("The organisation answered")
    OUTCOME = "outcome", _("The outcome was noted")
    ASKED = "asked", _("Asked whether to join others")
    YES = "yes", _("Agreed to join others")
    NO = "no", _("Declined to join others")
    JOINED = "joined", _("Told of the others")
    BEGUN = "begun", _("Raised together with others")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Report(AreaModel):
    """A concern about one body. What was reported never changes; what came of it is its entries.

    `number` says nothing of how many there are. `behalf` is the organisation that the reporter is
    known to speak for, `behalf_name` what they typed. `route`, `cause`, `closed_on` and
    `withdrawn_on` are copies for lists; whoever withdraws leaves neither name nor address.
    """

    id: UUID
    number = models.CharField(max_length=9)
    body = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="reports_about"
    )
    edition = models.ForeignKey("agreement.Edition", models.PROTECT, related_name="+")
    event = models.CharField(max_length=EVENT_LENGTH)
    happened_on = models.DateField()
    about_then = models.BooleanField(default=False)
    what = models.TextField(max_length=TEXT_LENGTH)
    effect = models.TextField(max_length=TEXT_LENGTH, blank=True)
    treatment = models.CharField(max_length=12, choices=Treatment.choices)
    behalf = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    behalf_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    email = models.EmailField(blank=True)
    sent_on = models.DateField()
    route = models.CharField(max_length=10, choices=Route.choices, blank=True)
    cause = models.CharField(max_length=KEY_LENGTH, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["sent_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="one_report_a_number"),
            models.CheckConstraint(
                condition=Q(behalf=None) | ~Q(behalf=models.F("body")),
                name="no_body_reports_itself",
            ),
            models.CheckConstraint(condition=~Q(what=""), name="a_report_says_what"),
            models.CheckConstraint(
                condition=Q(happened_on__lte=models.F("sent_on")), name="reported_afterwards"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(name="", email=""),
                name="a_withdrawn_report_names_nobody",
            ),
        ]
        indexes = [models.Index(fields=["area", "body", "route"], name="report_by_body")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("disputes:log_report", args=[self.area.slug, self.number])

    @property
    def is_open(self) -> bool:
        """Whether something can still come of it."""
        return self.closed_on is None and self.withdrawn_on is None


class ReportCitation(AreaModel):
    """A commitment that a report is about, of the edition that was in force."""

    id: UUID
    report = models.ForeignKey(Report, models.PROTECT, related_name="citations")
    commitment = models.ForeignKey("agreement.Commitment", models.PROTECT, related_name="reports")

    class Meta:
        ordering = ["commitment__order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "commitment"], name="one_citation_a_report"),
        ]

    def __str__(self) -> str:
        return str(self.commitment)


class ReportEntry(AreaModel):
    """Something that happened to a report: a deed, a choice by its key, and words.

    `text` is for those concerned with the deed; `learning` is a sentence for everybody.
    """

    id: UUID
    report = models.ForeignKey(Report, models.PROTECT, related_name="entries")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    on = models.DateField()
    at = models.DateTimeField()
    choice = models.CharField(max_length=KEY_LENGTH, blank=True)
    text = models.TextField(max_length=TEXT_LENGTH, blank=True)
    learning = models.TextField(max_length=TEXT_LENGTH, blank=True)
    actor_id = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["report", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["report", "sequence"], name="one_entry_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind}"


class JointOffer(AreaModel):
    """What those who agreed to join are offered: to raise it together. `case` is what came of it.

    Nobody but its members, and whoever keeps their reports, can know that it exists.
    """

    id: UUID
    body = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    made_on = models.DateField()
    case = models.OneToOneField(
        "disputes.Case", models.PROTECT, null=True, blank=True, related_name="joint_offer"
    )

    class Meta:
        ordering = ["-made_on", "id"]

    def __str__(self) -> str:
        return f"{self.made_on.isoformat()}"

    def get_absolute_url(self) -> str:
        return reverse("disputes:log_joint", args=[self.area.slug, self.pk])


class JointMember(AreaModel):
    """A report in a joint offer. `says` is what its reporter agreed to show the other members.

    `confirmed_by` is the representative who said that the organisation takes part.
    """

    id: UUID
    offer = models.ForeignKey(JointOffer, models.PROTECT, related_name="members")
    report = models.OneToOneField(Report, models.PROTECT, related_name="joined")
    says = models.TextField(max_length=TEXT_LENGTH)
    joined_on = models.DateField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["joined_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_on=None)
                | Q(confirmed_by__isnull=False, confirmed_on__isnull=False),
                name="whoever_confirmed_did_so_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.report)


KEPT = (
    "number", "area_id", "body_id", "edition_id", "event", "happened_on", "what", "effect",
    "treatment", "behalf_name", "sent_on",
)  # fmt: skip
LOG_GUARDS = (
    Guard(
        "disputes_report",
        "UPDATE",
        "what was reported is never changed",
        when=" OR ".join(f"NEW.{column} <> OLD.{column}" for column in KEPT),
    ),
    Guard("disputes_reportentry", "UPDATE", "an entry of a report is never changed"),
)
