"""The outbox: each message to each address once, with what became of it; and links that act."""

from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from opencompact.base.areas.scoping import AreaModel


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


class ActionLink(AreaModel):
    """A link in a mail with which its reader does one thing. Of its secret only a hash is kept.

    `says` completes “With this link you can …”; `data` holds what the purpose needs, in short.
    `user` is empty for somebody without an account.
    """

    id: UUID
    purpose = models.CharField(max_length=80)
    to_address = models.EmailField()
    to_name = models.CharField(max_length=150, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=80)
    says = models.CharField(max_length=300)
    data = models.JSONField(default=dict, blank=True)
    secret = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(revoked_at=None), name="link_used_or_revoked"
            ),
        ]
        indexes = [models.Index(fields=["object_type", "object_id"], name="link_by_object")]

    def __str__(self) -> str:
        return f"{self.purpose} for {self.to_address}"
