"""The outbox: each message to each address once, with what became of it."""

from uuid import uuid4

from django.db import models
from django.db.models import Q


class Message(models.Model):
    """A message to one person. `key` says what it is about; a key reaches an address only once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey("areas.Area", null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    to_address = models.EmailField()
    to_name = models.CharField(max_length=150, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "to_address"], name="one_message_a_key_address"),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="notify_message_waiting",
                condition=Q(sent_at=None, failed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to_address}"
