"""An import of grants: what was handed in, how far it got, and what came of it."""

from django.db import models
from django.urls import reverse

from opencompact.base.tasks import imports


class GrantRun(imports.Run):
    """One import of a 360Giving file. `total` moves with the counts."""

    key = models.CharField(max_length=64, help_text="Of the text.")
    total = models.DecimalField(max_digits=16, decimal_places=2, default=0)

    class Meta(imports.Run.Meta):
        constraints = [imports.one_running("one_running_import_a_grant_file")]

    def get_absolute_url(self) -> str:
        """One address from the draft to the report."""
        return reverse("funding:import-run", args=[self.area.slug, self.pk])
