"""Letters that went with a step of a case, and what is known of each: sent to whom, opened when."""

from typing import Final
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from opencompact.apps.disputes.models.cases import Case, Party
from opencompact.apps.disputes.models.challenges import How
from opencompact.apps.disputes.models.events import CaseEvent, Document
from opencompact.base.areas.scoping import AreaModel
from opencompact.base.audit.guards import Guard

LETTER: Final = "letter"
"""What a paper that is a letter of ours answers to; no step of a pack asks for it."""


class StepLetter(AreaModel):
    """A letter about a step, kept in the case as a Word file and a PDF, in the room of the step.

    Who may read the step may read it. `party` is empty where it goes to every side.
    """

    id: UUID
    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    event = models.ForeignKey(CaseEvent, models.PROTECT, related_name="letters")
    word = models.OneToOneField(Document, models.PROTECT, related_name="+")
    pdf = models.OneToOneField(Document, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    made_on = models.DateField()
    actor_id = models.UUIDField(null=True, blank=True)
    actor_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["event__sequence", "made_on", "id"]

    def __str__(self) -> str:
        return f"{self.event_id}, {self.made_on.isoformat()}"


class Passed(models.TextChoices):
    """What can become of a letter."""

    SENT = "sent", _("Sent")
    OPENED = "opened", _("Opened")


class LetterPassed(AreaModel):
    """A letter was sent to a party, or somebody of a party first opened it here."""

    id: UUID
    letter = models.ForeignKey(StepLetter, models.PROTECT, related_name="passed")
    kind = models.CharField(max_length=10, choices=Passed.choices)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=How.choices, blank=True)
    on = models.DateField()
    actor_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "letters sent and opened"
        ordering = ["on", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "party", "kind"],
                condition=models.Q(kind="opened"),
                name="a_letter_is_first_opened_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="sent") | ~models.Q(how=""),
                name="a_letter_is_sent_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.on.isoformat()}"


LETTER_GUARDS = (
    Guard("disputes_stepletter", "UPDATE", "a letter of a case is never changed"),
    Guard("disputes_letterpassed", "UPDATE", "what became of a letter is never changed"),
)
