"""A document that people read before they answer."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.urls import reverse

from opencompact.base.areas.scoping import AreaModel

from .register import TITLE_LENGTH, Consultation


class Document(AreaModel):
    """A file that was looked at: what it is called on the page, and its content by hash."""

    id: UUID
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="documents")
    title = models.CharField(max_length=TITLE_LENGTH)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_on = models.DateField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["added_on", "title", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        where = [self.area.slug, self.consultation.number, self.pk]
        return reverse("consultations:document", args=where)

    @property
    def path(self) -> str:
        """Where its content lies among the installation's files."""
        return f"consultations/{self.consultation_id}/{self.pk}"
