"""The chain of events, its head, chains brought from elsewhere, and erasures that were asked for.
Triggers of the database hold the chains against change.
"""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from opencompact.base.areas.scoping import AreaModel

from .guards import Guard, append_only, never_removed


def kind(obj: models.Model) -> str:
    """How the chain names the model of an object: "disputes.Case"."""
    return obj._meta.label  # noqa: SLF001 - Django's own way to ask


class Event(models.Model):
    """One thing that happened: ids, names of fields, dates and keys, nothing confidential.

    Who did it is an id; the name is found when it is read, so that somebody can be erased.
    """

    id = models.BigIntegerField(primary_key=True)
    area = models.ForeignKey("areas.Area", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=80, blank=True)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_event_object"),
            models.Index(fields=["area", "verb"], name="audit_event_area_verb"),
            # The last event of an area is asked for at every page that is kept.
            models.Index(fields=["area", "-id", "verb"], name="audit_event_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.verb}"


class AuditHead(models.Model):
    """The one row that says how long the chain is; every record locks it and moves it on."""

    id = models.BigIntegerField(primary_key=True, default=1)
    count = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_head"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return f"{self.count} {self.hash}"


class ImportedChain(models.Model):
    """The history that an area brought from another installation, as it was there.

    `head_count` and `head_hash` are the other chain's when the area was exported; `digest` is over
    the hashes of the events that came, and stands in this installation's own chain.
    """

    id = models.BigAutoField(primary_key=True)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField()
    head_count = models.BigIntegerField()
    head_hash = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["area", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["area", "sequence"], name="one_chain_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.sequence}"


class ImportedEvent(models.Model):
    """One event of an imported chain: `number` was its id there, everything else is as it was."""

    id = models.BigAutoField(primary_key=True)
    chain = models.ForeignKey(ImportedChain, on_delete=models.PROTECT, related_name="events")
    number = models.BigIntegerField()
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=80, blank=True)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain", "number"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="one_imported_event_a_place"),
        ]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_imported_object"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"


class ImportedActor(models.Model):
    """Who an id in an imported chain is here: people are known again by their e-mail address."""

    id = models.BigAutoField(primary_key=True)
    chain = models.ForeignKey(ImportedChain, on_delete=models.PROTECT, related_name="actors")
    actor_id = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "actor_id"], name="one_actor_an_id"),
        ]

    def __str__(self) -> str:
        return str(self.actor_id)


class Erasure(AreaModel):
    """That an officer asked for somebody to be erased, and what became of it: it takes two.

    `asked_by` is empty when the person asked it of the officers themselves.
    """

    SIGNATURES: ClassVar = [
        ("keep", _("Keep the name under a signature in force, which is a public record")),
        ("pseudonymise", _("Take the name off every signature")),
    ]
    PAPERS: ClassVar = [
        ("keep", _("Keep papers of ended cases, which others may need for a legal claim")),
        ("remove", _("Remove every paper that names the person")),
    ]

    id: UUID
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    wished_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    signatures = models.CharField(max_length=12, choices=SIGNATURES, default="keep")
    papers = models.CharField(max_length=6, choices=PAPERS, default="keep")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    done = models.BooleanField(default=False)

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "person"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_erasure_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(done=False)
                | (
                    models.Q(asked_by__isnull=False, confirmed_by__isnull=False)
                    & ~models.Q(asked_by=models.F("confirmed_by"))
                ),
                name="erasure_takes_two_people",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


HEAD_MESSAGE = "audit_head only moves forward"
CHAIN_GUARDS = (
    *append_only("audit_event"),
    *never_removed("audit_head", HEAD_MESSAGE),
    Guard("audit_head", "UPDATE", HEAD_MESSAGE, when="NEW.count <= OLD.count"),
    Guard("audit_head", "INSERT", HEAD_MESSAGE, when="EXISTS (SELECT 1 FROM audit_head)"),
)
IMPORTED_GUARDS = (*append_only("audit_importedchain"), *append_only("audit_importedevent"))
GUARDS = (*CHAIN_GUARDS, *IMPORTED_GUARDS)
