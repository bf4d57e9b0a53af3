"""Bundles of a case: what was put where, how each side sees a paper, and every bundle made."""

from typing import Any
from uuid import UUID

from django.db import models

from opencompact.apps.disputes.models.cases import Case, Party
from opencompact.apps.disputes.models.events import Document
from opencompact.apps.disputes.models.signed import Signed
from opencompact.base.areas.scoping import AreaModel
from opencompact.base.audit.guards import Guard

# The key of a piece: what it is, and the id of the first version of the paper or of the event.
PIECE_LENGTH = 60
HEADING_LENGTH = 120


class BundlePlace(AreaModel):
    """Where somebody put a piece of the bundle, and the heading and the name it has there."""

    id: UUID
    case = models.ForeignKey(Case, models.PROTECT, related_name="bundle_places")
    piece = models.CharField(max_length=PIECE_LENGTH)
    place = models.PositiveIntegerField()
    heading = models.CharField(max_length=HEADING_LENGTH, blank=True)
    name = models.CharField(max_length=HEADING_LENGTH, blank=True)

    class Meta:
        ordering = ["case", "place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "piece"], name="one_place_a_piece"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.piece}"


class BundleMark(Signed):
    """A side agrees a version of a paper, or disputes it; the history keeps what it said before."""

    id: UUID
    document = models.ForeignKey(Document, models.PROTECT, related_name="marks")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    agreed = models.BooleanField()

    class Meta:
        ordering = ["document", "party"]
        constraints = [
            models.UniqueConstraint(fields=["document", "party"], name="one_mark_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.party}: {self.agreed}"


class BundleState(models.TextChoices):
    """Where the work on a bundle stands; `REMOVED` is one whose content was removed."""

    WAITING = "waiting", "Waiting"
    BUILDING = "building", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Failed"
    REMOVED = "removed", "Removed"


class Bundle(Signed):
    """One bundle that was asked for. `digest` stands for all that goes in; ready, it is frozen.

    One that `closes` ends the marks and the ordering, until a later paper comes.
    """

    id: UUID
    case = models.ForeignKey(Case, models.PROTECT, related_name="bundles")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=BundleState.choices, default=BundleState.WAITING
    )
    closes = models.BooleanField(default=False)
    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    parts = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    pages = models.PositiveIntegerField(default=0)
    first_pages: dict[str, Any] = models.JSONField(default=dict, blank=True)  # type: ignore[assignment]
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_bundle_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.number}"

    @property
    def path(self) -> str:
        """Where the file lies among the installation's files; empty while there is none."""
        return f"disputes/{self.case_id}/{self.pk}" if self.sha256 else ""

    @property
    def is_ready(self) -> bool:
        return self.state == BundleState.READY

    @property
    def is_under_way(self) -> bool:
        return self.state in {BundleState.WAITING, BundleState.BUILDING}


BUNDLE_GUARDS = (
    Guard(
        "disputes_bundle",
        "UPDATE",
        "a bundle that was made is never changed",
        when="OLD.state = 'ready'",
    ),
)
