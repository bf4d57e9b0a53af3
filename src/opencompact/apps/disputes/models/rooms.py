"""What is kept in the closed rooms of a case: papers, what was said about showing them, notes."""

from uuid import UUID

from django.db import models

from opencompact.apps.disputes.models.cases import Case, Party
from opencompact.apps.disputes.models.signed import Signed
from opencompact.base.areas.scoping import AreaModel
from opencompact.base.audit.guards import Guard
from opencompact.core.rooms import Given, Said, Shown, Word, stands

ROOMS = [("mediation", "Mediation room"), ("panel", "Panel room"), ("desk", "Officers' desk")]


class RoomPaper(Signed):
    """A paper put into a room, not with a step. Its content is kept as that of other papers.

    In the mediation room `party` gave it (none: the mediator), and `to_all` says that it was given
    for everybody there; otherwise it is with the mediator alone until it is shown.
    """

    id: UUID
    case = models.ForeignKey(Case, models.PROTECT, related_name="room_papers")
    room = models.CharField(max_length=10, choices=ROOMS)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="room_papers"
    )
    to_all = models.BooleanField(default=True)
    on = models.DateField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=5)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["at", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(room="mediation") | models.Q(party=None, to_all=True),
                name="only_mediation_has_sides",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the content lies among the installation's files."""
        return f"disputes/{self.case_id}/{self.pk}"

    @property
    def given(self) -> Given:
        """How it was given, as the core reads it."""
        concerns = tuple(sorted(str(one.party_id) for one in self.concerns.all()))
        return Given(str(self.party_id or ""), self.to_all, concerns)

    @property
    def shown(self) -> Shown:
        """Whether everybody in the room sees it, and whose word is still awaited."""
        words = sorted(self.words.all(), key=lambda one: one.sequence)
        return stands(self.given, [one.said for one in words if one.sort != PaperWord.CARRIED])


class Concern(AreaModel):
    """A side that a mediator's paper tells of: nobody sees it before that side has consented."""

    id: UUID
    paper = models.ForeignKey(RoomPaper, models.PROTECT, related_name="concerns")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["paper", "party"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "party"], name="one_concern_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.paper}, {self.party}"


class PaperWord(Signed):
    """What was said of a paper in the mediation room. `text` is the mediator's, when asking."""

    CARRIED = "carried"
    SORTS = [
        (Word.ASK.value, "Asked whether it may be shown"),
        (Word.YES.value, "Consented"),
        (Word.NO.value, "Refused"),
        (CARRIED, "Carried over into the exchange"),
    ]

    id: UUID
    paper = models.ForeignKey(RoomPaper, models.PROTECT, related_name="words")
    sort = models.CharField(max_length=10, choices=SORTS)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    sequence = models.PositiveIntegerField()

    class Meta:
        ordering = ["paper", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "sequence"], name="one_word_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.paper}: {self.get_sort_display()}"

    @property
    def said(self) -> Said:
        """The word as the core reads it."""
        return Said(Word(self.sort), str(self.party_id or ""))


class RoomNote(Signed):
    """A note in the panel room or on the officers' desk. It is never changed."""

    id: UUID
    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    room = models.CharField(max_length=10, choices=ROOMS[1:])
    text = models.TextField()

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return f"{self.get_room_display()}, {self.at.date().isoformat()}"


ROOM_GUARDS = (
    Guard("disputes_roompaper", "UPDATE", "a paper of a room is never changed"),
    Guard("disputes_concern", "UPDATE", "whom a paper tells of is never changed"),
    Guard("disputes_paperword", "UPDATE", "what was said of a paper is never changed"),
    Guard("disputes_paperword", "DELETE", "what was said of a paper is never taken back"),
    Guard("disputes_roomnote", "UPDATE", "a note is never changed"),
    Guard("disputes_roomnote", "DELETE", "a note is never removed"),
)
