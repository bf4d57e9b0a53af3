"""The chain of events and its head. Triggers of the database hold both against change."""

from django.db import models

from .guards import Guard, append_only, never_removed


def kind(obj: models.Model) -> str:
    """How the chain names the model of an object: "disputes.Case"."""
    return obj._meta.label  # noqa: SLF001 - Django's own way to ask


class Event(models.Model):
    """One thing that happened: ids, names of fields, dates and keys, nothing confidential."""

    id = models.BigIntegerField(primary_key=True)
    area = models.ForeignKey("areas.Area", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=150, blank=True)
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


HEAD_MESSAGE = "audit_head only moves forward"
GUARDS = (
    *append_only("audit_event"),
    *never_removed("audit_head", HEAD_MESSAGE),
    Guard("audit_head", "UPDATE", HEAD_MESSAGE, when="NEW.count <= OLD.count"),
    Guard("audit_head", "INSERT", HEAD_MESSAGE, when="EXISTS (SELECT 1 FROM audit_head)"),
)
