"""What the public may know of how a case ended; a copy, so that public pages read no case."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse

from opencompact.apps.disputes.models.cases import Case
from opencompact.base.areas.scoping import AreaModel

LEARNING_LENGTH = 500


class Finding(AreaModel):
    """A public ending with its statement. Nobody outside the case sees it before `published_on`.

    `parties` are names, `commitments` {key, number, title}, all as they stood on the day.
    `learning` is what others can learn from the case, in a sentence or two.
    """

    id: UUID
    case = models.OneToOneField(Case, models.PROTECT, related_name="finding")
    number = models.CharField(max_length=20)
    edition = models.ForeignKey("agreement.Edition", models.PROTECT, related_name="findings")
    ending = models.CharField(max_length=80)
    name = models.CharField("finding", max_length=200)
    says = models.TextField(blank=True)
    then = models.CharField(max_length=10)
    statement = models.TextField()
    parties = models.JSONField(default=list)
    commitments = models.JSONField(default=list)
    made_on = models.DateField()
    made_by = models.UUIDField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    learning = models.CharField(max_length=LEARNING_LENGTH, blank=True)
    learnt_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-published_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="one_finding_a_number"),
            models.CheckConstraint(
                condition=Q(learning="", learnt_on__isnull=True)
                | (~Q(learning="") & Q(learnt_on__isnull=False)),
                name="learning_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["area", "-published_on"], name="finding_by_day")]

    def __str__(self) -> str:
        return f"{self.number}: {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("disputes:finding", args=[self.area.slug, self.number])


class Occasion(AreaModel):
    """A published finding that showed words of the agreement which need another look."""

    id: UUID
    task = models.ForeignKey("agreement.DraftingTask", models.PROTECT, related_name="occasions")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="occasions")

    class Meta:
        ordering = ["finding__published_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["task", "finding"], name="one_occasion_a_finding"),
        ]

    def __str__(self) -> str:
        return f"{self.finding.number}: {self.task}"
