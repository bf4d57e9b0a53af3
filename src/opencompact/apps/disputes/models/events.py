"""What happened in a case, in order, and the papers that came with it. Neither is ever changed."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models

from opencompact.apps.disputes.models.cases import Case, Party
from opencompact.base.areas.scoping import AreaModel
from opencompact.base.audit.guards import Guard
from opencompact.core.procedure import Event

KEY_LENGTH = 80


class CaseEvent(AreaModel):
    """A step that somebody took. `answers` holds what the step's needs asked for, by key.

    `role` is the key of a role of the procedure; `outcome` an ending chosen; `fixed` a date set;
    `override` why a date was fixed that the clocks do not allow; `named` whom it names as the
    mediator.
    """

    id: UUID
    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField()
    step = models.CharField(max_length=KEY_LENGTH)
    role = models.CharField(max_length=KEY_LENGTH)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="events")
    on = models.DateField()
    at = models.DateTimeField()
    received = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=KEY_LENGTH, blank=True)
    fixed = models.DateField(null=True, blank=True)
    override = models.TextField(blank=True)
    named = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answers = models.JSONField(default=dict, blank=True)
    actor_id = models.UUIDField(null=True, blank=True)
    actor_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["case", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["case", "sequence"], name="one_event_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.step}"

    def fact(self) -> Event:
        """The event as the core reads it."""
        return Event(
            step=self.step,
            on=self.on,
            by=self.role,
            party=str(self.party_id or ""),
            received=self.received,
            outcome=self.outcome,
            fixed=self.fixed,
            named=str(self.named_id or ""),
        )


class Document(AreaModel):
    """A file given with a step. Its content lies outside the web's reach, its hash is kept here.

    `room` is the stage's; `need` the key of the question that asked for it. What was given later
    than the step has `given_at` and who gave it; a new version also what it `replaces` and why.
    """

    ROOMS = [
        ("exchange", "Exchange"),
        ("mediation", "Mediation room"),
        ("panel", "Panel"),
        ("desk", "Support team"),
    ]

    id: UUID
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    event = models.ForeignKey(CaseEvent, models.PROTECT, related_name="documents")
    need = models.CharField(max_length=KEY_LENGTH)
    room = models.CharField(max_length=20, choices=ROOMS)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=5)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    actor_id = models.UUIDField(null=True, blank=True)
    actor_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["event__sequence", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(replaces=None)
                | (models.Q(given_at__isnull=False) & ~models.Q(reason="")),
                name="a_new_version_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=models.Q(replaces=None) | ~models.Q(replaces=models.F("id")),
                name="no_paper_replaces_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the content lies among the installation's files."""
        return f"disputes/{self.case_id}/{self.pk}"

    def said(self) -> dict[str, Any]:
        """What the audit may know of it: no name, no content."""
        return {"id": str(self.pk), "kind": self.kind, "size": self.size, "sha256": self.sha256}


EVENT_GUARDS = (
    Guard("disputes_caseevent", "UPDATE", "an event of a case is never changed"),
    Guard("disputes_document", "UPDATE", "a paper of a case is never changed"),
)
