"""Two areas with everybody in them: what the matrix sends each actor to, and whom it sends."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.agreement.models import Commitment
from opencompact.apps.agreement.queries import current_edition, pack_of
from opencompact.apps.disputes import actions as disputes
from opencompact.apps.disputes.models import Case, Document, Seat
from opencompact.apps.organisations import actions as organisations
from opencompact.apps.organisations.models import Organisation, Role, Signature
from opencompact.apps.organisations.queries import actor_for
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import SYSTEM, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.core.procedure import Holder
from opencompact.formats.packs import load
from tests import strong

AT = datetime(2026, 11, 10, 12, tzinfo=UTC)
MEETING = datetime(2026, 11, 12, 12, tzinfo=UTC)
PACKS = Path(__file__).parents[3] / "packs"
TALKED = "fail-informally"
FOREIGN_CASE = "2026-005"

ACTORS = (
    "anonymous",
    "unverified",
    "member",
    "organisation admin",
    "champion",
    "complainant",
    "respondent",
    "mediator",
    "panel member",
    "panel member in conflict",
    "group member",
    "chair",
    "officer",
    "officer in conflict",
    "officer of another area",
)


@dataclass
class Place:
    """One area with its register and its cases; `objects` fills the addresses."""

    area: Area
    people: dict[str, User] = field(default_factory=dict)
    bodies: dict[str, Organisation] = field(default_factory=dict)
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass
class World:
    """The area under test (`here`) and its neighbour (`there`), with an account for each actor."""

    here: Place
    there: Place
    actors: dict[str, User | None]


def build() -> World:
    """Make both areas through the product's own actions."""
    here, there = _place("anywhere", "leicester-2008"), _place("elsewhere", "leeds-2010")
    with within(here.area):
        _cases(here)
        _objects(here, "public-h", "aim-a", "commitments", "aims-and-principles")
    with within(there.area):
        _foreign_cases(there)
        _objects(there, "p1-1-1", "p1-1-2", "values", "values")
    people = here.people
    actors: dict[str, User | None] = {name: people.get(name) for name in ACTORS}
    actors["anonymous"] = None
    actors["unverified"] = User.objects.create_user("unverified@anywhere.example", name="Uma New")
    actors["member"] = User.objects.create_user("member@anywhere.example", name="Max Member")
    actors["officer of another area"] = there.people["officer"]
    for place in (here, there):
        for name in ("officer", "officer in conflict", "chair", "mediator"):
            strong.give_app(place.people[name])
    return World(here, there, actors)


def _place(slug: str, pack: str) -> Place:
    place = Place(Area.objects.create(slug=slug, name=slug.title(), pack_key=pack))
    with within(place.area):
        adopt_pack(place.area, load(PACKS / pack), actor=SYSTEM, at=AT)
        for name, sector in (
            ("council", "public"), ("police", "public"), ("northside", "vcs"),
            ("eastside", "vcs"), ("unsigned", "vcs"), (f"only-{slug}", "vcs"),
        ):  # fmt: skip
            place.bodies[name] = _body(place, name, sector)
        _appoint_everybody(place)
    return place


def _body(place: Place, name: str, sector: str) -> Organisation:
    return Organisation.objects.create(
        area=place.area,
        name=f"{place.area.name} {name}",
        slug=name,
        sector=sector,
        match_key=f"{place.area.slug} {name}",
        search=f" {place.area.slug} {name} ",
    )


def _appoint_everybody(place: Place) -> None:
    bodies = place.bodies
    for who, kind, body, may_sign in (
        ("officer", RoleKind.OFFICER, None, False),
        ("officer in conflict", RoleKind.OFFICER, None, False),
        ("officer in conflict", RoleKind.CHAMPION, bodies["council"], False),
        ("chair", RoleKind.CHAIR, None, False),
        ("mediator", RoleKind.MEDIATOR, None, False),
        ("group member", RoleKind.GROUP_MEMBER, None, False),
        ("panel member", RoleKind.GROUP_MEMBER, None, False),
        ("panel member in conflict", RoleKind.GROUP_MEMBER, None, False),
        ("champion", RoleKind.CHAMPION, bodies["police"], False),
        ("organisation admin", RoleKind.REPRESENTATIVE, bodies["unsigned"], True),
        ("complainant", RoleKind.REPRESENTATIVE, bodies["northside"], True),
        ("respondent", RoleKind.REPRESENTATIVE, bodies["council"], True),
        ("sibling complainant", RoleKind.REPRESENTATIVE, bodies["eastside"], True),
        ("sibling respondent", RoleKind.REPRESENTATIVE, bodies["police"], True),
    ):
        email = f"{who.replace(' ', '.')}@{place.area.slug}.example"
        appointment = organisations.Appointment(
            email, who.title(), kind, date(2026, 1, 5), body, may_sign
        )
        role = organisations.appoint(place.area, appointment, actor=SYSTEM, at=AT)
        place.people[who] = role.user
    for who, body in (
        ("complainant", "northside"), ("respondent", "council"),
        ("sibling complainant", "eastside"), ("sibling respondent", "police"),
    ):  # fmt: skip
        declaration = organisations.Declaration(who, "Director", date(2026, 2, 2), True, True)
        organisations.sign(
            bodies[body], current_edition(place.area), declaration,
            on_paper=False, actor=_actor(place, who), at=AT,
        )  # fmt: skip


def _actor(place: Place, who: str) -> Any:
    return actor_for(place.people[who], place.area, AT.date())


def _cases(place: Place) -> None:
    """One in stage three after failed mediation, a sibling just begun, and a published finding."""
    own = _raise(place, "complainant", "northside", "council", "own")
    sibling = _raise(place, "sibling complainant", "eastside", "police", "sibling")
    published = _to_finding(place, _raise(place, "complainant", "northside", "council", "known"))
    _to_mediation(place, own)
    _take(place, own, "complainant", "fail-mediation", "northside")
    _take(place, own, "chair", "start-appeal")
    paper = SimpleUploadedFile("letter.pdf", b"%PDF-1.7\n%%EOF\n")
    hoped = {"outcome_hoped": "More time.", "why_failed": "No answer was found."}
    _take(place, own, "complainant", "send-papers", "northside", hoped, files={"papers": [paper]})
    place.objects |= {
        "case": _two(own, sibling),
        "clock": _two(own, sibling, "put-in-writing"),
        "exchange room": _two(own, sibling, "exchange"),
        "mediation room": _two(own, sibling, "mediation"),
        "step of a party": _two(own, sibling, "withdraw"),
        "step of the chair": _two(own, sibling, "start-appeal"),
        "step of the mediator": _two(own, sibling, "mediator-report"),
        "step of the officer": _two(own, sibling, "publish"),
        "document": _two(own, own, Document.objects.get(case=own).pk),
        "seat": _two(own, own, Seat.objects.filter(case=own, holder="panel").first().pk),
        "waiting finding": _two(published, published),
        "finding": _two(published, published),
    }
    # A role in a party comes to somebody who was seated before: recusal is asked at each request.
    late = organisations.Appointment(
        place.people["panel member in conflict"].email, "", RoleKind.CHAMPION,
        date(2026, 1, 6), place.bodies["council"],
    )  # fmt: skip
    organisations.appoint(place.area, late, actor=SYSTEM, at=AT)


def _two(own: Case, sibling: Case, *rest: Any) -> dict[str, Any]:
    """The address of something in a case; the foreign one has a number that only exists there."""
    return {
        "own": (own.number, *rest),
        "sibling": (sibling.number, *rest),
        "foreign": (FOREIGN_CASE, *rest),
    }


def _to_finding(place: Place, case: Case) -> Case:
    """Straight to stage three, without mediation, to a finding that the public can read."""
    _take(place, case, "chair", "start-appeal")
    for who, party in (("complainant", "northside"), ("respondent", "council")):
        _take(place, case, who, "send-papers", party, {"outcome_hoped": "An answer."})
    _take(place, case, "chair", "set-meeting", fixed=MEETING.date(), override="Both agreed.")
    said = {"statement": "About time."}
    _take(place, case, "chair", "find", "", said, outcome="unclear", at=MEETING)
    _take(place, case, "officer", "publish", at=MEETING)
    return Case.objects.get(pk=case.pk)


def _raise(place: Place, who: str, own: str, other: str, word: str) -> Case:
    raising = disputes.Raising(
        organisation=place.bodies[own],
        others=[place.bodies[other]],
        commitments=list(Commitment.objects.order_by("order")[:1]),
        subject=f"A consultation that was too short ({word})",
        facts={"subject": "agreement", "tried": "yes"},
        dates={TALKED: date(2026, 10, 1)},
        answers={"steps_taken": "We wrote and met.", "outcome_sought": "More time."},
    )
    return disputes.raise_case(
        place.area, raising, actor=_actor(place, who), on=date(2026, 10, 2), at=AT
    )


def _to_mediation(place: Place, case: Case) -> None:
    for who, holder in (
        ("mediator", Holder.MEDIATOR),
        ("panel member", Holder.PANEL),
        ("panel member in conflict", Holder.PANEL),
    ):
        disputes.seat(
            case, place.people[who], holder, actor=_actor(place, "chair"), on=AT.date(), at=AT
        )
    agreed = {"mediator": "Mo Mediator", "fees": "Half each"}
    for who, step, party, answers in (
        ("chair", "refer-to-mediation", "", {"guidance": "Please try."}),
        ("complainant", "agree-mediation", "northside", {}),
        ("respondent", "agree-mediation", "council", {}),
        ("complainant", "agree-mediator", "northside", agreed),
        ("respondent", "agree-mediator", "council", agreed),
    ):
        _take(place, case, who, step, party, answers)


def _take(
    place: Place,
    case: Case,
    who: str,
    step: str,
    party: str = "",
    answers: dict[str, str] | None = None,
    *,
    at: datetime = AT,
    **given: Any,
) -> None:
    side = case.parties.get(organisation=place.bodies[party]) if party else None
    actor = _actor(place, who)
    disputes.take(
        case, step, actor=actor, party=side, answers=answers, on=at.date(), at=at, **given
    )


def _foreign_cases(place: Place) -> None:
    """Enough cases that the last has a number which the area under test does not know."""
    own = _raise(place, "complainant", "northside", "council", "own")
    for word in ("second", "third", "fourth", "fifth"):
        last = _raise(place, "complainant", "northside", "police", word)
    assert last.number == FOREIGN_CASE
    for kind, rest in (
        ("case", ()), ("exchange room", ("exchange",)), ("mediation room", ("mediation",)),
        ("step of a party", ("withdraw",)), ("step of the chair", ("rule-not-covered",)),
        ("step of the mediator", ("fail-mediation",)),
    ):  # fmt: skip
        place.objects[kind] = _two(own, own, *rest)
    # This procedure has no such things; their addresses are still asked for under the other area.
    for kind, rest in (
        ("clock", ("put-in-writing",)), ("step of the officer", ("publish",)),
        ("document", (own.pk,)), ("seat", (own.pk,)), ("waiting finding", ()), ("finding", ()),
    ):  # fmt: skip
        place.objects[kind] = {"foreign": (FOREIGN_CASE, *rest)}


def _objects(place: Place, commitment: str, neighbour: str, part: str, other_part: str) -> None:
    """What fills the addresses: `own` and `sibling` here, `foreign` for those who ask elsewhere."""
    champions = Role.objects.filter(kind=RoleKind.CHAMPION).order_by("pk")
    lead = Signature.objects.get(organisation=place.bodies["northside"])
    other = Signature.objects.get(organisation=place.bodies["eastside"])
    covers = [_cover(place, one, on) for one, on in ((lead, "unsigned"), (other, "only"))]
    runs = [_import(place, name) for name in ("first.csv", "second.csv")]
    sector = next(iter(pack_of(current_edition(place.area)).sectors)).key
    place.objects |= {
        "commitment": _three(commitment, neighbour),
        "part": _three(part, other_part),
        "sector": {"own": sector, "sibling": sector, "foreign": "third-funders"},
        "edition": _three(place.area.pack_key, place.area.pack_key),
        "organisation": {
            "own": "northside", "sibling": "eastside", "foreign": f"only-{place.area.slug}",
        },
        "role": _three(champions[0].pk, champions[1].pk),
        "question": {"own": "before", "sibling": "before", "foreign": "no-such-question"},
        "run": _three(runs[0], runs[1]),
        "coverage": {
            "own": ("northside", covers[0]),
            "sibling": ("eastside", covers[1]),
            "foreign": ("northside", covers[0]),
        },
    }  # fmt: skip


def _three(own: Any, sibling: Any) -> dict[str, Any]:
    return {"own": own, "sibling": sibling, "foreign": own}


def _cover(place: Place, signature: Signature, name: str) -> Any:
    member = place.bodies["unsigned" if name == "unsigned" else f"only-{place.area.slug}"]
    made = organisations.cover(
        signature, member, on=AT.date(), actor=_actor(place, "officer"), at=AT
    )
    return made.pk


def _import(place: Place, name: str) -> Any:
    text = "name,identifier\nThe Well,GB-CHC-1000001\n,GB-CHC-1\n"
    run = organisations.open_import(
        place.area, name, text, sector="vcs", actor=_actor(place, "officer"), at=AT
    )
    run = organisations.start_import(run, at=AT)
    organisations.run_import(run, actor=_actor(place, "officer"), at=AT)
    return run.pk
