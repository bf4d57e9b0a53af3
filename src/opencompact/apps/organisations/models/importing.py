"""An import of organisations or people: what was handed in, how far it got, and what came of it."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opencompact.base.tasks import imports

from .register import Sector


class Subject(models.TextChoices):
    """What the rows of a file are."""

    ORGANISATIONS = "organisations", _("Organisations")
    PEOPLE = "people", _("People")


class ImportRun(imports.Run):
    """One import of organisations, or of people."""

    subject = models.CharField(
        max_length=20, choices=Subject.choices, default=Subject.ORGANISATIONS
    )
    mapping = models.JSONField(default=dict)
    sector = models.CharField(max_length=20, choices=Sector.choices, default=Sector.VCS)
    key = models.CharField(max_length=64, help_text="Of the text, the mapping and the sector.")

    class Meta(imports.Run.Meta):
        constraints = [imports.one_running("one_running_import_a_file")]

    def get_absolute_url(self) -> str:
        """One address from the draft to the report."""
        page = "import-people-run" if self.subject == Subject.PEOPLE else "import-run"
        return reverse(f"organisations:{page}", args=[self.area.slug, self.pk])
