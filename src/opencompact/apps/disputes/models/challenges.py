"""A challenge: a letter of one organisation, or several, to another, before any disagreement."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opencompact.apps.disputes.models.cases import SUBJECT_LENGTH
from opencompact.base.areas.scoping import AreaModel
from opencompact.base.audit.guards import Guard

LINE_LENGTH, POSITION_LENGTH = 500, 120
TEXT_LENGTH = 20_000
REFERENCE_LETTERS = 6


class Route(models.TextChoices):
    """To whom in the other organisation a challenge goes."""

    ROLE = "role", _("Somebody with a public role there")
    VOICES = "voices", _("Everybody who speaks for it here")
    NAMED = "named", _("Somebody I name")


class How(models.TextChoices):
    """How a letter went."""

    MAIL = "mail", _("By mail from here")
    POST = "post", _("By post")
    HAND = "hand", _("Handed over")
    OWN = "own", _("By your own mail")


class Happened(models.TextChoices):
    """What can happen to a challenge after it was begun."""

    SENT = "sent", _("Sent")
    REPLY = "reply", _("Reply")
    FOLLOW_UP = "follow-up", _("Followed up")
    OUTCOME = "outcome", _("Outcome")
    CLOSED = "closed", _("Closed")


class Outcome(models.TextChoices):
    """What came of it."""

    RIGHT = "right", _("Put right")
    PARTLY = "partly", _("Partly put right")
    NOT = "not", _("Not put right")
    FURTHER = "further", _("Taken further")


class Challenge(AreaModel):
    """What is known before and about a letter. `version` rises with every change.

    `letter` are words of the writer's own; while it is empty the letter is drafted from the facts,
    and `letter_of` tells from which facts it was drafted when it was written over.
    """

    id: UUID
    body = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="challenges_to_it"
    )
    subject = models.CharField(max_length=SUBJECT_LENGTH)
    wanted = models.TextField(blank=True)
    enough = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    known_on = models.DateField(null=True, blank=True)
    route = models.CharField(max_length=10, choices=Route.choices, blank=True)
    to_role = models.ForeignKey(
        "organisations.Role", models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_name = models.CharField(max_length=POSITION_LENGTH, blank=True)
    to_position = models.CharField(max_length=POSITION_LENGTH, blank=True)
    to_email = models.EmailField(blank=True)
    to_address = models.TextField(blank=True)
    copied = models.BooleanField(default=False)
    signed_by = models.CharField(max_length=POSITION_LENGTH, blank=True)
    signed_as = models.CharField(max_length=POSITION_LENGTH, blank=True)
    letter = models.TextField(blank=True)
    letter_of = models.CharField(max_length=64, blank=True)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    begun_on = models.DateField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-begun_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(subject=""), name="challenge_has_a_subject"),
            models.CheckConstraint(
                condition=~models.Q(route="role") | models.Q(to_role__isnull=False),
                name="challenge_to_a_role_has_one",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def reference(self) -> str:
        """What letters call it. It counts nothing: nobody learns from it how many there are."""
        return f"C-{self.pk.hex[:REFERENCE_LETTERS].upper()}"

    def get_absolute_url(self) -> str:
        return reverse("disputes:challenge", args=[self.area.slug, self.pk])


class Challenger(AreaModel):
    """An organisation that challenges, alone or with others."""

    id: UUID
    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="challengers")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="challenges"
    )

    class Meta:
        ordering = ["organisation__match_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "organisation"], name="one_challenger_a_challenge"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Occurrence(AreaModel):
    """Something that happened on a day, as the challengers tell it."""

    id: UUID
    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="occurrences")
    day = models.DateField()
    text = models.TextField()

    class Meta:
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return self.day.isoformat()


class Broken(AreaModel):
    """A commitment that was not kept, of an edition that was in force when something happened."""

    id: UUID
    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="broken")
    commitment = models.ForeignKey(
        "agreement.Commitment", models.PROTECT, related_name="challenges"
    )

    class Meta:
        verbose_name = "broken commitment"
        ordering = ["commitment__edition__adopted_on", "commitment__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "commitment"], name="one_broken_commitment_a_challenge"
            ),
        ]

    def __str__(self) -> str:
        return str(self.commitment)


class ChallengeEvent(AreaModel):
    """What happened to a challenge, in order; with the sending goes the letter, whole."""

    id: UUID
    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Happened.choices)
    on = models.DateField()
    at = models.DateTimeField()
    how = models.CharField(max_length=10, choices=How.choices, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    text = models.TextField(blank=True)
    letter: dict[str, Any] = models.JSONField(default=dict, blank=True)  # type: ignore[assignment]
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    actor_id = models.UUIDField(null=True, blank=True)
    actor_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["challenge", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "sequence"], name="one_challenge_event_a_place"
            ),
            models.UniqueConstraint(
                fields=["challenge"],
                condition=models.Q(kind="sent"),
                name="a_challenge_is_sent_once",
            ),
        ]
        indexes = [models.Index(fields=["area", "kind", "on"], name="challenge_event_by_kind")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind}"


CHALLENGE_GUARDS = (
    Guard("disputes_challengeevent", "UPDATE", "what happened to a challenge is never changed"),
    Guard("disputes_challengeevent", "DELETE", "what happened to a challenge is never removed"),
)
