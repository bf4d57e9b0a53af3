"""An import of grants: what was handed in, how far it got, and what came of it."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opencompact.base.areas.scoping import AreaModel


class RunState(models.TextChoices):
    """Where an import stands. A draft changes nothing until a person starts it."""

    DRAFT = "draft", _("Not started")
    RUNNING = "running", _("Under way")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Stopped")


class GrantRun(AreaModel):
    """One import of a 360Giving file. `rows_done` and the counts move in the transaction that
    writes the rows. `text` is emptied when the run is finished; `report` keeps what is of use.
    """

    id: UUID
    file_name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    key = models.CharField(max_length=64, help_text="Of the text.")
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.DRAFT)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    total = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    report = models.JSONField(default=dict)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "key"],
                condition=models.Q(state=RunState.RUNNING),
                name="one_running_import_a_grant_file",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """One address from the draft to the report."""
        return reverse("funding:import-run", args=[self.area.slug, self.pk])

    @property
    def rejected(self) -> int:
        """How many rows were left out so far."""
        return len(self.report.get("rejected", ()))

    @property
    def used(self) -> int:
        """How many of its grants are kept here now."""
        return self.created + self.updated + self.unchanged

    @property
    def per_cent(self) -> int:
        """How much of the file is done, for the progress page."""
        return self.rows_done * 100 // self.rows_total if self.rows_total else 0
