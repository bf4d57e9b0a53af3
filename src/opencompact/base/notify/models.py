"""The outbox, what people chose to get, an area's own words for its mail, and links that act."""

from urllib.parse import urljoin
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from opencompact.base.areas.languages import ENGLISH
from opencompact.base.areas.scoping import AreaModel

from .topics import NEEDED

# What has not left, is not given up, was not withdrawn and went into no digest.
WAITING = Q(sent_at=None, failed_at=None, cancelled_at=None, digest=None)


class Message(models.Model):
    """A message to one person. `key` says what it is about; a key reaches an address only once.

    `says` is what happened, `do` what is asked of the person and `due` by when; `about` is what the
    check of its kind looks at before it leaves. It stays in the `language` it was written in.
    `rhythm` is empty until it was decided how it goes.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey("areas.Area", null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    topic = models.CharField(max_length=20, default=NEEDED)
    language = models.CharField(max_length=5, default=ENGLISH.key)
    kind = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=300, blank=True)
    to_address = models.EmailField()
    to_name = models.CharField(max_length=150, blank=True)
    subject = models.CharField(max_length=200)
    says = models.TextField(blank=True)
    do = models.TextField(blank=True)
    due = models.DateField(null=True)
    link = models.TextField(blank=True)
    why = models.TextField(blank=True)
    message_id = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    rhythm = models.CharField(max_length=10, blank=True)
    sorted_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    digest = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="items")
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "to_address"], name="one_message_a_key_address"),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], name="notify_message_waiting", condition=WAITING),
            models.Index(fields=["to_address", "sorted_at"], name="notify_message_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to_address}"

    @property
    def body(self) -> str:
        """Everything that this message alone has to say, as plain text."""
        return closed([self.says, self.do, self.link], self.why)


def closed(paragraphs: list[str], why: str) -> str:
    """The paragraphs that are not empty, and below a line why the person gets the message."""
    text = "\n\n".join(part.strip() for part in paragraphs if part.strip())
    return f"{text}\n\n-- \n{why}\n" if why else f"{text}\n"


def full(link: str) -> str:
    """The full address of a path, as it can be followed from a mail."""
    return urljoin(settings.BASE_URL, link or "/")


class Preference(AreaModel):
    """How often one person wants the mail of one topic in one area; without a row, as usual."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=20)
    rhythm = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "user", "topic"], name="one_preference_a_topic"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.rhythm}"


class MailText(AreaModel):
    """An area's own words for one kind of mail in one language; without `own` they are kept but
    not in use.
    """

    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=5, default=ENGLISH.key)
    subject = models.CharField(max_length=200)
    says = models.TextField(blank=True)
    do = models.TextField(blank=True)
    own = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "language"], name="one_text_a_kind_and_language"
            ),
        ]

    def __str__(self) -> str:
        return self.kind


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
