"""Who may read what of the two areas, written down by hand: nothing here asks the product's policy.

People are called as the matrix calls them; those of the other area have "there" behind the name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from opencompact.apps.disputes.models import (
    BundlePlace,
    Case,
    CaseEvent,
    Challenge,
    Document,
    Feedback,
    Finding,
    JointMember,
    PaperWord,
    Referral,
    Report,
    ReportEntry,
    RoomNote,
    RoomPaper,
    Treatment,
    Undertaking,
)
from opencompact.apps.organisations.models import Signature, Training
from opencompact.base.accounts.models import User
from opencompact.base.areas.models import ApiToken
from opencompact.base.areas.scoping import unscoped, within
from tests.site.matrix.place import ACTORS, Place, World

Names = frozenset[str]
NOBODY: Names = frozenset()
EVERYBODY: Names = frozenset(ACTORS)
PUBLIC_PEOPLE = frozenset(
    {"officer", "officer in conflict", "chair", "champion", "panel member in conflict"}
)
WITHOUT_A_ROLE = frozenset({"member", "unverified"})
SPEAKS_FOR = {
    "northside": "complainant",
    "council": "respondent",
    "eastside": "sibling complainant",
    "police": "sibling respondent",
    "former": "leaver",
}
# Whose role as a champion lets them read what was sent to their organisation.
ANSWER_FOR = {
    "council": frozenset({"officer in conflict", "panel member in conflict"}),
    "police": frozenset({"champion"}),
}
# Who has a tie with an organisation, and so no part in judging or keeping its cases.
TIED = {"council": frozenset({"officer in conflict", "panel member in conflict"})}

PARTY, CHAIR, OFFICER, PANEL, MEDIATOR = "party", "chair", "officer", "panel", "mediator"
# Whoever advises a side reads with it, but not in the mediation room.
ADVISER = "adviser"
BEFORE_THE_PANEL = (PARTY, CHAIR, OFFICER)
WITH_THE_PANEL = (PARTY, CHAIR, OFFICER, PANEL)
INSIDE = (PARTY, MEDIATOR)
# Who reads what is written with a step. A step that is missing here fails the lab: say who it is.
READ_BY = {
    "submit": BEFORE_THE_PANEL,
    "refer-to-mediation": BEFORE_THE_PANEL,
    "agree-mediator": INSIDE,
    "settle": INSIDE,
    "start-appeal": WITH_THE_PANEL,
    "send-papers": WITH_THE_PANEL,
    "mediator-report": WITH_THE_PANEL,
    "set-meeting": WITH_THE_PANEL,
    "find": WITH_THE_PANEL,
}
WITH_THEIR_OWN = {"mediator-report": (MEDIATOR,)}


@dataclass
class Cast:
    """Everybody of both areas by the key of their account."""

    world: World
    names: dict[UUID, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place in (self.world.here, self.world.there):
            for who, user in place.people.items():
                self.names[user.pk] = self.called(place, who)
        for who, user in self.world.actors.items():
            if user:
                self.names[user.pk] = who

    def called(self, place: Place, who: str) -> str:
        """The name of somebody in an area: the matrix knows one person of the other area."""
        if place is self.world.here:
            return who
        return "officer of another area" if who == "officer" else f"{who} there"

    def place(self, area_id: UUID) -> Place:
        return self.world.here if area_id == self.world.here.area.pk else self.world.there

    def some(self, area_id: UUID, names: Iterable[str]) -> Names:
        """People of one area, as this cast calls them."""
        return frozenset(self.called(self.place(area_id), who) for who in names)

    def officers(self, row: Any) -> Names:
        """The officers of the area of a row."""
        return self.some(row.area_id, ("officer", "officer in conflict"))


def parts(cast: Cast, case: Case) -> dict[str, Names]:
    """The people of a case by their part in it, as the world was made."""
    place = cast.place(case.area_id)
    with within(place.area):
        sides = [party.organisation.slug for party in case.parties.all()]
        seats = [(seat.holder, cast.names[seat.user_id]) for seat in case.seats.all()]
        advise = [cast.names[one.user_id] for one in case.advisers.all() if one.reads]
    tied = frozenset().union(*(TIED.get(side, NOBODY) for side in sides))
    officers = frozenset({"officer", "officer in conflict"}) - tied
    return {
        PARTY: cast.some(case.area_id, (SPEAKS_FOR[side] for side in sides)),
        CHAIR: cast.some(case.area_id, ("chair",)),
        OFFICER: cast.some(case.area_id, officers),
        ADVISER: frozenset(advise),
        **{
            holder: frozenset(who for held, who in seats if held == holder and who not in tied)
            for holder in (PANEL, MEDIATOR)
        },
    }


def of_case(cast: Cast, case: Case) -> Names:
    """Everybody who has a part in a case."""
    return NOBODY.union(*parts(cast, case).values())


def subject(cast: Cast, case: Case) -> Names:
    return of_case(cast, case)


def written(cast: Cast, event: CaseEvent) -> Names:
    """Those who read what was written with a step; the statement of a finding goes to everybody."""
    roles = (*READ_BY[event.step], *WITH_THEIR_OWN.get(event.step, ()))
    if READ_BY[event.step] != INSIDE:
        roles = (*roles, ADVISER)
    found = parts(cast, event.case)
    return NOBODY.union(*(found[role] for role in roles))


def paper(cast: Cast, document: Document) -> Names:
    return written(cast, document.event)


def writers(cast: Cast, challenge: Challenge) -> Names:
    """Whoever speaks for one of those who challenge."""
    with within(cast.place(challenge.area_id).area):
        found = [SPEAKS_FOR[one.organisation.slug] for one in challenge.challengers.all()]
    return cast.some(challenge.area_id, found)


def letter(cast: Cast, challenge: Challenge) -> Names:
    """Its writers; once it went those who answer for the other side, and officers with a copy."""
    with within(cast.place(challenge.area_id).area):
        went, body = challenge.events.exists(), challenge.body.slug
    found: set[str] = set()
    if went:
        found |= {SPEAKS_FOR[body], *ANSWER_FOR[body]}
    if went and challenge.copied:
        found |= frozenset({"officer", "officer in conflict"}) - TIED.get(body, NOBODY)
    return writers(cast, challenge) | cast.some(challenge.area_id, found)


def room_paper(cast: Cast, paper: RoomPaper) -> Names:
    """A paper of the panel or of the desk, or one of mediation as it was given in this world."""
    found = parts(cast, paper.case)
    if paper.room == "desk":
        return found[OFFICER]
    if paper.room == "panel":
        return found[PANEL] | found[CHAIR]
    if paper.to_all:
        return found[PARTY] | found[MEDIATOR]
    own = SPEAKS_FOR[paper.party.organisation.slug] if paper.party else ""
    return found[MEDIATOR] | cast.some(paper.area_id, [own] if own else ())


def asked(cast: Cast, word: PaperWord) -> Names:
    """What the mediator says when asking for a paper."""
    return room_paper(cast, word.paper)


def note(cast: Cast, written_note: RoomNote) -> Names:
    """A note of the panel or of the support team."""
    found = parts(cast, written_note.case)
    return found[OFFICER] if written_note.room == "desk" else found[PANEL] | found[CHAIR]


def bundled(cast: Cast, place: BundlePlace) -> Names:
    """What somebody calls a piece of the bundle."""
    found = parts(cast, place.case)
    return NOBODY.union(*(found[role] for role in (*WITH_THE_PANEL, ADVISER)))


def statement(cast: Cast, finding: Finding) -> Names:
    """Everybody once it is published, before that those of the case."""
    return EVERYBODY if finding.published_on else of_case(cast, finding.case)


def undertaking(cast: Cast, one: Undertaking) -> Names:
    """What mediation settled is the sides' alone; anything else is for all of the case."""
    return parts(cast, one.case)[PARTY] if one.sealed else of_case(cast, one.case)


def referral(cast: Cast, one: Referral) -> Names:
    """It stands beside the finding."""
    return statement(cast, one.case.finding)


def feedback(cast: Cast, one: Feedback) -> Names:
    """Nobody before there are enough of them."""
    return cast.officers(one) if one.shown else NOBODY


def notice(cast: Cast, signature: Signature) -> Names:
    """The letter of a withdrawal."""
    speaks = SPEAKS_FOR[signature.organisation.slug]
    return cast.officers(signature) | cast.some(signature.area_id, (speaks, "chair"))


def training(cast: Cast, taken: Training) -> Names:
    """What somebody has learnt for a role."""
    return cast.officers(taken) | frozenset({cast.names[taken.user_id]})


def token(cast: Cast, made: ApiToken) -> Names:
    """What somebody calls a token of theirs."""
    return cast.officers(made) | frozenset({cast.names[made.user_id]})


def name(cast: Cast, user: User) -> Names:
    """Oneself, the officers of the area, and those who meet the person in a case."""
    me = cast.names[user.pk]
    who = me.removesuffix(" there")
    if who in PUBLIC_PEOPLE or me == "officer of another area":
        return EVERYBODY
    if who in WITHOUT_A_ROLE:
        return frozenset({me})
    place = cast.world.there if me.endswith(" there") else cast.world.here
    with unscoped():
        cases = [case for case in Case.objects.filter(area=place.area) if me in of_case(cast, case)]
    met = (of_case(cast, case) for case in cases)
    asked = ("complainant",) if who == "invited adviser" else ()
    kept = cast.some(place.area.pk, ("officer", "officer in conflict", *_seatable(who), *asked))
    return frozenset({me}).union(kept, *met)


def _seatable(who: str) -> tuple[str, ...]:
    """Of mediators and group members the chair chooses whom to give a seat."""
    chosen = {"mediator", "group member", "panel member", "iva", "ian"}
    return ("chair",) if who in chosen else ()


def address(cast: Cast, user: User) -> Names:
    """As the name, without the others in a case; officers' addresses are on the contact pages."""
    me = cast.names[user.pk]
    who = me.removesuffix(" there")
    if who in {"officer", "officer in conflict", "officer of another area"}:
        return EVERYBODY
    if who in WITHOUT_A_ROLE:
        return frozenset({me})
    place = cast.world.there if me.endswith(" there") else cast.world.here
    kept = cast.some(place.area.pk, ("officer", "officer in conflict", "chair"))
    return frozenset({me}) | kept


# Who answers for a body that was told of a concern about it.
ANSWERS_FOR = {
    "council": frozenset({"officer in conflict", "panel member in conflict"}),
    "police": frozenset({"champion"}),
}
TO_THE_BODY = frozenset({"told", "answered"})


def keepers(cast: Cast, report: Report) -> Names:
    """The officers without a tie to the body that a report is about."""
    with within(cast.place(report.area_id).area):
        body = report.body.slug
    tied = TIED.get(body, NOBODY)
    return cast.some(report.area_id, frozenset({"officer", "officer in conflict"}) - tied)


def reported(cast: Cast, report: Report) -> Names:
    """What was reported: whoever keeps it, and the reporter where that is an account."""
    own = {cast.names[report.reporter_id]} if report.reporter_id else set()
    return keepers(cast, report) | own


def entered(cast: Cast, entry: ReportEntry) -> Names:
    """What was written about a report: the same, but for notes; the body what it was told."""
    with within(cast.place(entry.area_id).area):
        report, body = entry.report, entry.report.body.slug
    if entry.kind == "cause":
        return keepers(cast, report)
    if entry.kind in TO_THE_BODY:
        return reported(cast, report) | cast.some(entry.area_id, ANSWERS_FOR[body])
    if entry.kind == "yes":
        return reported(cast, report) | _companions(cast, report)
    return reported(cast, report)


def learnt(cast: Cast, entry: ReportEntry) -> Names:
    """A sentence for everybody, unless the report is one of which nobody may learn."""
    with within(cast.place(entry.area_id).area):
        report = entry.report
    open_to_all = report.treatment in {Treatment.ANONYMOUS, Treatment.OPEN}
    return EVERYBODY if open_to_all else keepers(cast, report)


def shown(cast: Cast, member: JointMember) -> Names:
    """What the members of a joint offer agreed to show one another."""
    with within(cast.place(member.area_id).area):
        return keepers(cast, member.report) | _companions(cast, member.report)


def _companions(cast: Cast, report: Report) -> Names:
    with within(cast.place(report.area_id).area):
        found = JointMember.objects.filter(offer__members__report=report)
        return frozenset(
            cast.names[one.report.reporter_id] for one in found.select_related("report")
        )
