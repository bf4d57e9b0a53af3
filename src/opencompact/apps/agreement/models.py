"""Editions of an area's agreement and their commitments, and words of them to be looked at.

What was adopted never changes.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opencompact.base.areas.scoping import AreaModel


class AdoptedTextError(ValueError):
    """Somebody tried to change or delete adopted text. The message says what to do instead."""

    def __init__(self, what: object) -> None:
        super().__init__(
            gettext(
                "Adopted text never changes, so {what} stays as it is. To change a word, adopt a"
                " new edition under a key of its own."
            ).format(what=what)
        )


class Status(models.TextChoices):
    """Where an edition stands; it only ever moves on to the next."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("In force")
    SUPERSEDED = "superseded", _("Replaced")


MOVES = {
    (Status.ADOPTED, Status.ADOPTED),
    (Status.ADOPTED, Status.SUPERSEDED),
    (Status.SUPERSEDED, Status.SUPERSEDED),
}
"""From and to which status an edition may go once it is adopted."""


class Edition(AreaModel):
    """One edition, adopted as a whole. `source` is the whole pack as data, `digest` its SHA-256.

    `dated` and `label` are the text's own date and name; `adopted_on` is when this area took it on.
    """

    KEPT = ("area_id", "key", "title", "label", "dated", "adopted_on", "source", "digest")

    key = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    label = models.CharField(max_length=200)
    dated = models.DateField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    adopted_on = models.DateField(null=True, blank=True)
    superseded_on = models.DateField(null=True, blank=True)
    source = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-adopted_on", "-dated"]
        constraints = [
            models.UniqueConstraint(fields=["area", "key"], name="one_edition_a_key"),
            models.UniqueConstraint(
                fields=["area"], condition=Q(status="adopted"), name="one_edition_in_force"
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(adopted_on__isnull=False),
                name="adopted_edition_has_date",
            ),
            models.CheckConstraint(
                condition=Q(status="superseded", superseded_on__isnull=False)
                | (~Q(status="superseded") & Q(superseded_on__isnull=True)),
                name="superseded_edition_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("agreement:edition", args=[self.area.slug, self.key])

    @property
    def in_force(self) -> bool:
        return self.status == Status.ADOPTED

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self._keep()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.status != Status.DRAFT:
            raise AdoptedTextError(f"“{self}”")
        return super().delete(*args, **kwargs)

    def _keep(self) -> None:
        """Raise when this would change what was adopted, whatever the fields to be saved."""
        stored = Edition.objects.filter(pk=self.pk).values("status", *self.KEPT).first()
        if stored is None or stored["status"] == Status.DRAFT:
            return
        moved = (stored["status"], self.status) not in MOVES
        if moved or any(getattr(self, name) != stored[name] for name in self.KEPT):
            raise AdoptedTextError(f"“{self}”")


class Commitment(AreaModel):
    """One promise of an edition, for records to cite: written with it and never touched again."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="commitments")
    key = models.SlugField(max_length=80)
    number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=120)
    text = models.TextField()
    clause = models.CharField(max_length=80, blank=True)
    binds = models.JSONField()
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ["edition", "order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="one_commitment_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        """Its own page, or its place in the whole text once the edition is out of force."""
        if self.edition.in_force:
            return reverse("agreement:commitment", args=[self.area.slug, self.key])
        return f"{self.edition.get_absolute_url()}#{self.key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding or self.edition.status != Status.DRAFT:
            raise AdoptedTextError(f"“{self}”")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AdoptedTextError(f"“{self}”")


class DraftingTask(AreaModel):
    """Words of the agreement that a finding showed to need another look; everybody reads it.

    `commitment` is empty where no commitment says anything on the matter. It is closed by the
    edition that changes the words, or by people who say why they stay (`reason`).
    """

    commitment = models.ForeignKey(
        Commitment,
        on_delete=models.PROTECT,
        related_name="drafting_tasks",
        null=True,
        blank=True,
    )
    key = models.SlugField(max_length=80, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="closed_tasks", null=True, blank=True
    )
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["closed_on", "opened_on", "key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "key"],
                condition=Q(closed_on__isnull=True),
                name="one_open_task_a_commitment",
            ),
            models.CheckConstraint(
                condition=Q(commitment__isnull=False) | Q(key=""),
                name="task_has_the_key_of_its_commitment",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True, reason="")
                | Q(closed_on__isnull=False, closed_by__isnull=False, reason="")
                | (Q(closed_on__isnull=False, closed_by__isnull=True) & ~Q(reason="")),
                name="closed_task_says_what_closed_it",
            ),
        ]

    def __str__(self) -> str:
        return str(self.commitment or gettext("The agreement as a whole"))
