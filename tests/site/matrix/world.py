"""Two areas with everybody in them: what the matrix sends each actor to, and whom it sends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from opencompact.apps.agreement.actions import adopt_pack, open_task
from opencompact.apps.agreement.models import Commitment, DraftingTask
from opencompact.apps.agreement.queries import current_edition, pack_of
from opencompact.apps.disputes import actions as disputes
from opencompact.apps.disputes.actions import challenges as challenging
from opencompact.apps.disputes.actions import log
from opencompact.apps.disputes.actions.letters import keep_letter
from opencompact.apps.disputes.actions.signposts import keep_signpost
from opencompact.apps.disputes.models import (
    Adviser,
    Case,
    Challenge,
    Document,
    JointOffer,
    MovedDate,
    PrivateCalendar,
    Report,
    RoomPaper,
    Route,
    Seat,
    StepLetter,
    Treatment,
    Undertaking,
)
from opencompact.apps.disputes.models.challenges import Happened
from opencompact.apps.disputes.queries import FEWEST, bundled, story
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.apps.disputes.queries.letters import step_letter
from opencompact.apps.disputes.queries.log import one_report
from opencompact.apps.organisations import actions as organisations
from opencompact.apps.organisations.models import Organisation, Role, Signature, Subject
from opencompact.apps.organisations.queries import actor_for
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import ANONYMOUS, SYSTEM, RoleKind
from opencompact.base.areas.models import ApiToken, Area, LocalHoliday
from opencompact.base.areas.queries import calendar_for
from opencompact.base.areas.scoping import within
from opencompact.base.areas.tokens import Scope
from opencompact.base.notify.choosing import stop_page
from opencompact.base.notify.links import secret
from opencompact.base.notify.models import ActionLink, Message
from opencompact.core.bundles import Spot
from opencompact.core.procedure import Holder
from opencompact.formats.packs import load
from opencompact.site.api.actions import make
from tests import strong
from tests.formats.shelf import in_process
from tests.site.matrix.place import ACTORS, AT, Mark, Place, World
from tests.site.matrix.worlds import assessments, consultations, evaluation, funding

MEETING = datetime(2026, 11, 12, 12, tzinfo=UTC)
PACKS = Path(__file__).parents[3] / "packs"
PARTS = (consultations, funding, assessments, evaluation)
TALKED = "fail-informally"
FOREIGN_CASE = "2026-009"
DAY_OFF = date(2026, 12, 24)


def build(mark: Mark | None = None) -> World:
    """Make both areas through the product's own actions.

    With `mark` everything that somebody writes in confidence holds a word of its own: what `mark`
    makes of the place it stands in.
    """
    here = _place("anywhere", "leicester-2008", mark)
    there = _place("elsewhere", "leeds-2010", mark)
    with within(here.area):
        _cases(here)
        _answer_links(here)
        _feedback(here)
        _objects(here, "public-h", "aim-a", "commitments", "aims-and-principles")
        _links(here)
        _challenges(here)
    with within(there.area):
        _foreign_cases(there)
        _challenges(there)
        _objects(there, "p1-1-1", "p1-1-2", "values", "values")
        _links(there)
    people = here.people
    actors: dict[str, User | None] = {name: people.get(name) for name in ACTORS}
    actors["anonymous"] = None
    actors["unverified"] = _account(here, "unverified", "Uma New")
    actors["member"] = _account(here, "member", "Max Member")
    actors["officer of another area"] = there.people["officer"]
    for place in (here, there):
        with within(place.area):
            _calendars(place)
            _concerns(place)
            for part in PARTS:
                part.furnish(place)
        for name in ("officer", "officer in conflict", "chair", "mediator"):
            strong.give_app(place.people[name])
    _, secret = token(here, here.people["officer"], list(Scope))
    return World(here, there, actors, secret)


def token(place: Place, user: User, scopes: list[Scope]) -> tuple[ApiToken, str]:
    """A token of somebody in an area, with its secret."""
    with within(place.area):
        actor = actor_for(user, place.area, AT.date())
        name = place.told(f"name of the token of {user.pk}", "A script")
        return make(place.area, name, scopes, 365, actor=actor, at=timezone.now())


def _account(place: Place, who: str, name: str) -> User:
    """Somebody with an account and without a role in the area."""
    return User.objects.create_user(place.address(who), name=place.told(f"name of {who}", name))


def _place(slug: str, pack: str, mark: Mark | None) -> Place:
    place = Place(Area.objects.create(slug=slug, name=slug.title(), pack_key=pack), mark=mark)
    with within(place.area):
        adopt_pack(place.area, load(PACKS / pack), actor=SYSTEM, at=AT)
        for name, sector in (
            ("council", "public"), ("police", "public"), ("northside", "vcs"),
            ("eastside", "vcs"), ("unsigned", "vcs"), (f"only-{slug}", "vcs"), ("former", "vcs"),
        ):  # fmt: skip
            place.bodies[name] = _body(place, name, sector)
        _appoint_everybody(place)
        _withdrawn(place)
        _asked(place)
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
        ("leaver", RoleKind.REPRESENTATIVE, bodies["former"], True),
    ):
        name = place.told(f"name of {who}", who.title())
        appointment = organisations.Appointment(
            place.address(who), name, kind, date(2026, 1, 5), body, may_sign
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


def _withdrawn(place: Place) -> None:
    """One organisation signed and took its signature back, by a letter that not everybody reads."""
    declared = organisations.Declaration("Paper Signer", "Chair", date(2026, 2, 2), True, True)
    signature = organisations.sign(
        place.bodies["former"], current_edition(place.area), declared,
        on_paper=True, actor=_actor(place, "officer"), at=AT,
    )  # fmt: skip
    notice = place.told("letter of withdrawal", "We have merged with another group.")
    organisations.withdraw(
        signature, notice=notice, on=date(2026, 3, 2), actor=_actor(place, "leaver"), at=AT
    )


def _asked(place: Place) -> None:
    """A representative asks the officers for one more role; only their mail says so."""
    organisations.ask(
        place.area,
        place.told("organisation asked for", "The Old Mill Trust"),
        place.told("position of who asked", "Treasurer"),
        actor=_actor(place, "organisation admin"),
        at=AT,
    )


def _actor(place: Place, who: str) -> Any:
    return actor_for(place.people[who], place.area, AT.date())


def _cases(place: Place) -> None:
    """One in stage three after failed mediation, a sibling just begun, two with a finding.

    The public can read one finding; the other waits to be published.
    """
    own = _raise(place, "complainant", "northside", "council", "own")
    sibling = _raise(place, "sibling complainant", "eastside", "police", "sibling")
    published = _to_finding(place, _raise(place, "complainant", "northside", "council", "known"))
    _to_finding(place, _raise(place, "complainant", "northside", "council", "waiting"))
    _take(place, published, "officer", "publish", at=MEETING)
    followed = _followed(place, published)
    settled = _settled(place)
    _to_mediation(place, own)
    rooms = _rooms(place, own)
    _take(place, own, "complainant", "fail-mediation", "northside")
    _take(place, own, "chair", "start-appeal", answers={"guidance": "All that you have."})
    hoped = {"outcome_hoped": "More time.", "why_failed": "No answer was found."}
    papers = {"papers": [_paper(place)]}
    _take(place, own, "complainant", "send-papers", "northside", hoped, files=papers)
    _take(place, own, "mediator", "mediator-report", answers={"report": "They talked twice."})
    bundle = _bundled(place, own)
    place.objects |= {
        "panel room": _two(own, sibling, "panel"),
        "desk": _two(own, sibling, "desk"),
        "confided paper": _two(own, own, "mediation", rooms["confided"]),
        "paper for the room": _two(own, own, "mediation", rooms["for all"]),
        "paper of a side": _two(own, own, rooms["confided"]),
        "paper of the panel": _two(own, own, "panel", rooms["panel"]),
        "paper of the desk": _two(own, own, "desk", rooms["desk"]),
        "bundled": _two(own, own),
        "version of the bundle": _two(own, own, bundle),
    }
    place.objects |= {
        "case": _two(own, sibling),
        "clock": _two(own, sibling, "put-in-writing"),
        "exchange room": _two(own, sibling, "exchange"),
        "mediation room": _two(own, sibling, "mediation"),
        "step of a party": _two(own, sibling, "withdraw"),
        "step of the chair": _two(own, sibling, "start-appeal"),
        "step of the mediator": _two(own, sibling, "mediator-report"),
        "step of the officer": _two(own, sibling, "publish"),
        "document": _two(own, own, Document.objects.get(case=own, replaced_by=None).pk),
        "seat": _two(own, own, Seat.objects.filter(case=own, holder="panel").first().pk),
        "moved date": _two(own, own, _moved(place, own).pk),
        "waiting finding": _two(published, published),
        "finding": _two(published, published),
        "step to write about": _two(own, sibling, 2),
        "step inside mediation": _two(own, sibling, 6),
        "letter about a step": _two(own, own, _letter(place, own).pk),
        "ended case": _two(published, published),
        "meeting": _two(own, own),
        "undertaking": {
            "own": (published.number, followed.pk),
            "sibling": (settled.number, settled.undertakings.get(who="").pk),
            "foreign": (FOREIGN_CASE, followed.pk),
        },
        "past its time": _past(settled),
        "adviser": _two(own, own, _advised(place, own).pk),
        "task": _three(*_tasks(place)),
        "own day": _three(DAY_OFF, DAY_OFF),
    }
    # A role in a party comes to somebody who was seated before: recusal is asked at each request.
    late = organisations.Appointment(
        place.people["panel member in conflict"].email, "", RoleKind.CHAMPION,
        date(2026, 1, 6), place.bodies["council"],
    )  # fmt: skip
    organisations.appoint(place.area, late, actor=SYSTEM, at=AT)


def _past(case: Case) -> dict[str, Any]:
    """What was said in mediation in a case that ended long ago."""
    Case.objects.filter(pk=case.pk).update(closed_on=date(2025, 1, 6))
    own = ("mediation", case.number)
    return {"own": own, "sibling": own, "foreign": ("mediation", FOREIGN_CASE)}


def _letter(place: Place, case: Case) -> StepLetter:
    """A letter about the step that put the case in writing; its words are those of the step."""
    now = story(case_by_key(case.pk), calendar_for(place.area), AT.date())
    told = now.told[1]
    word = place.told("letter about a step", "This is what happened.")
    letter = step_letter(now, None, "About a step", word, ("The chair",), AT.date())
    return keep_letter(now, told, letter, None, actor=_actor(place, "chair"), on=AT.date(), at=AT)


def _advised(place: Place, case: Case) -> Adviser:
    """Somebody reads the case with the side that raised it; another was only invited."""
    for who in ("adviser", "invited adviser"):
        disputes.invite_adviser(
            case, case.parties.get(organisation=place.bodies["northside"]), place.address(who),
            place.told(f"name of {who}", who.title()), actor=_actor(place, "complainant"),
            on=AT.date(), at=AT,
        )  # fmt: skip
        place.people[who] = User.objects.get(email=place.address(who).lower())
    place.objects["link to advice"] = _secrets(
        place, "disputes.invite_adviser", "invited adviser", "adviser"
    )
    adviser = Adviser.objects.get(user=place.people["adviser"])
    disputes.accept_advising(adviser, actor=_actor(place, "adviser"), at=AT)
    return adviser


def _followed(place: Place, case: Case) -> Undertaking:
    """What was agreed after a finding, where the case was passed on to, and what it teaches."""
    case = Case.objects.get(pk=case.pk)
    now = story(case, calendar_for(place.area), MEETING.date())
    promise = disputes.Promise(
        place.told("undertaking after a finding", "Consult again for twelve weeks"),
        MEETING.date() + timedelta(days=30),
        case.parties.get(organisation=place.bodies["council"]),
    )
    made = disputes.note_undertaking(now, promise, actor=_actor(place, "chair"), at=MEETING)
    day = MEETING.date()
    referral = disputes.refer_case(
        case, place.told("body of a referral", "The ombudsman"), day, day + timedelta(days=30),
        actor=_actor(place, "officer"), at=MEETING,
    )  # fmt: skip
    disputes.note_outcome(
        referral, place.told("outcome of a referral", "Upheld."), day,
        actor=_actor(place, "officer"), at=MEETING,
    )  # fmt: skip
    disputes.write_learning(
        case.finding, place.told("what a case teaches", "Say how long a consultation takes."),
        actor=_actor(place, "officer"), on=day, at=MEETING,
    )  # fmt: skip
    return made


def _settled(place: Place) -> Case:
    """A case that mediation settled: what was agreed is the sides' alone."""
    case = _raise(place, "sibling complainant", "eastside", "police", "settled")
    _take(place, case, "chair", "refer-to-mediation", "", {"guidance": "Please try."})
    agreed = {"mediator": "Mo Mediator", "fees": "Half each"}
    for step, answers in (
        ("agree-mediation", {}), ("agree-mediator", agreed), ("settle", {"agreement": "Peace."}),
    ):  # fmt: skip
        for who, party in (("sibling complainant", "eastside"), ("sibling respondent", "police")):
            _take(place, case, who, step, party, answers)
    ended = Case.objects.get(pk=case.pk)
    promise = disputes.Promise(
        place.told("undertaking out of mediation", "Pay the invoice"),
        AT.date() + timedelta(days=30),
        case.parties.get(organisation=place.bodies["police"]),
    )
    now = story(ended, calendar_for(place.area), AT.date())
    disputes.note_undertaking(now, promise, actor=_actor(place, "sibling complainant"), at=AT)
    other = disputes.Promise(
        place.told("undertaking of somebody else", "Watch the payment"),
        AT.date() + timedelta(days=30),
        who=place.told("who watches the payment", "A friend of both"),
    )
    one = disputes.note_undertaking(now, other, actor=_actor(place, "sibling respondent"), at=AT)
    assert one.sealed
    return ended


def _tasks(place: Place) -> tuple[Any, Any]:
    """Words to be looked at: one of a finding, and the agreement as a whole."""
    whole = open_task(place.area, None, on=AT.date(), actor=SYSTEM, at=AT)
    return DraftingTask.objects.exclude(pk=whole.pk).get().pk, whole.pk


def _moved(place: Place, case: Case) -> MovedDate:
    """A limit of a side that a bank holiday which went would shorten; the side has to agree."""
    party = case.parties.get(organisation=place.bodies["northside"])
    return MovedDate.objects.create(
        area=place.area, case=case, clock="papers", party=party.key, place=0,
        was=AT.date(), now=AT.date() - timedelta(days=1), moved_on=AT.date(),
        why={"came": [], "went": [["2026-11-02", "Founders' Day"]]},
    )  # fmt: skip


def _rooms(place: Place, case: Case) -> dict[str, Any]:
    """Papers in mediation for some and for all, one asked for; notes and papers elsewhere."""
    given = {}
    for key, who, room, party, to_all in (
        ("confided", "complainant", "mediation", "northside", False),
        ("for all", "respondent", "mediation", "council", True),
        ("mediator's", "mediator", "mediation", "", False),
        ("panel", "panel member", "panel", "", True),
        ("desk", "officer", "desk", "", True),
    ):
        (paper,) = disputes.put_in_room(
            case, room, [_paper(place, f"{key} in a room")],
            whom=disputes.ForWhom(to_all),
            party=case.parties.get(organisation=place.bodies[party]) if party else None,
            actor=_actor(place, who), on=AT.date(), at=AT,
        )  # fmt: skip
        given[key] = paper.pk
    asked = place.told("what the mediator asks", "It would help the others.")
    paper = RoomPaper.objects.get(pk=given["confided"])
    disputes.ask_release(paper, asked, actor=_actor(place, "mediator"), on=AT.date(), at=AT)
    for who, room in (("chair", "panel"), ("officer", "desk")):
        note = place.told(f"note of {who}", "Think of this.")
        disputes.write_note(case, room, note, actor=_actor(place, who), on=AT.date(), at=AT)
    return given


def _bundled(place: Place, case: Case) -> int:
    """A new version of the paper, a place and a neutral name for it, and a bundle of it all."""
    paper = Document.objects.get(case=case)
    by = {"actor": _actor(place, "complainant"), "on": AT.date(), "at": AT}
    reason = place.told("reason of a new version", "A page was missing.")
    disputes.renew_paper(paper, _paper(place, "second"), reason, **by)
    found = bundled(story(case_by_key(case.pk), calendar_for(place.area), AT.date()))
    spots = {
        row.listed.piece.key: Spot(
            row.listed.number,
            place.told(f"heading {row.listed.number}", "Papers"),
            place.told(f"neutral name {row.listed.number}", "A paper"),
        )
        for row in found.rows
    }
    disputes.arrange_bundle(case, spots, found.digest, **by)
    with in_process():
        return disputes.make_bundle(case, **by).number


def _two(own: Case, sibling: Case, *rest: Any) -> dict[str, Any]:
    """The address of something in a case; the foreign one has a number that only exists there."""
    return {
        "own": (own.number, *rest),
        "sibling": (sibling.number, *rest),
        "foreign": (FOREIGN_CASE, *rest),
    }


def _to_finding(place: Place, case: Case) -> Case:
    """Straight to stage three, without mediation, to a finding that nobody has published yet."""
    _take(place, case, "chair", "start-appeal")
    for who, party in (("complainant", "northside"), ("respondent", "council")):
        _take(place, case, who, "send-papers", party, {"outcome_hoped": "An answer."})
    why = place.told(f"override in {case.number}", "Both agreed.")
    _take(place, case, "chair", "set-meeting", fixed=MEETING.date(), override=why)
    said = {"statement": "About time."}
    _take(place, case, "chair", "find", "", said, outcome="unclear", at=MEETING)
    return Case.objects.get(pk=case.pk)


def _raise(place: Place, who: str, own: str, other: str, word: str) -> Case:
    raising = disputes.Raising(
        organisation=place.bodies[own],
        others=[place.bodies[other]],
        commitments=list(Commitment.objects.order_by("order")[:1]),
        subject=place.told(f"subject of {word}", f"A consultation that was too short ({word})"),
        facts={"subject": "agreement", "tried": "yes"},
        dates={TALKED: date(2026, 10, 1)},
        answers={
            key: place.told(f"{key} of {word}", text)
            for key, text in (("steps_taken", "We wrote and met."), ("outcome_sought", "Time."))
        },
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
    written = {
        key: place.told(f"{key} by {who} in {case.number}", text)
        for key, text in (answers or {}).items()
    }
    disputes.take(
        case, step, actor=_actor(place, who), party=side, answers=written,
        on=at.date(), at=at, **given,
    )  # fmt: skip


def _paper(place: Place, which: str = "a paper") -> SimpleUploadedFile:
    content = f"%PDF-1.7\n% {place.word(f'content of {which}')}\n%%EOF\n"
    name = "-".join(filter(None, ("letter", place.word(f"name of {which}"))))
    return SimpleUploadedFile(f"{name}.pdf", content.encode())


def _foreign_cases(place: Place) -> None:
    """Enough cases that the last has a number which the area under test does not know."""
    own = _raise(place, "complainant", "northside", "council", "own")
    for word in ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"):
        last = _raise(place, "complainant", "northside", "police", word)
    assert last.number == FOREIGN_CASE
    for kind, rest in (
        ("case", ()), ("exchange room", ("exchange",)), ("mediation room", ("mediation",)),
        ("panel room", ("panel",)), ("desk", ("desk",)),
        ("step of a party", ("withdraw",)), ("step of the chair", ("rule-not-covered",)),
        ("step of the mediator", ("fail-mediation",)),
    ):  # fmt: skip
        place.objects[kind] = _two(own, own, *rest)
    # This procedure has no such things; their addresses are still asked for under the other area.
    for kind, rest in (
        ("clock", ("put-in-writing",)), ("step of the officer", ("publish",)),
        ("document", (own.pk,)), ("seat", (own.pk,)), ("moved date", (own.pk,)),
        ("waiting finding", ()), ("finding", ()), ("step to write about", (2,)),
        ("step inside mediation", (2,)), ("letter about a step", (own.pk,)),
        ("confided paper", ("mediation", own.pk)), ("paper for the room", ("mediation", own.pk)),
        ("paper of a side", (own.pk,)), ("paper of the panel", ("panel", own.pk)),
        ("paper of the desk", ("desk", own.pk)), ("bundled", ()), ("version of the bundle", (1,)),
        ("ended case", ()), ("meeting", ()),
        ("undertaking", (own.pk,)), ("adviser", (own.pk,)),
    ):  # fmt: skip
        place.objects[kind] = {"foreign": (FOREIGN_CASE, *rest)}
    place.objects["past its time"] = {"foreign": ("mediation", FOREIGN_CASE)}
    for kind in ("link to an answer", "link to advice", "link to feedback"):
        place.objects[kind] = {"foreign": secret.new()}
    place.objects["task"] = {"foreign": own.pk}
    place.objects["own day"] = {"foreign": DAY_OFF - timedelta(days=1)}


def _challenges(place: Place) -> None:
    """A letter that went to the other side, with its answer; one that is only being gathered; and
    of each a sibling between others. Officers have copies of those that went.
    """
    own, sibling = (
        _challenge(place, who, body, to, send=True)
        for who, body, to in (
            ("complainant", "northside", "council"),
            ("sibling complainant", "eastside", "police"),
        )
    )
    drafts = (
        _challenge(place, who, body, to, send=False)
        for who, body, to in (
            ("complainant", "northside", "council"),
            ("sibling complainant", "eastside", "police"),
        )
    )
    mine, other = drafts
    entries = [one.occurrences.get().pk for one in (mine, other)]
    signs = [_signpost(place, name) for name in ("first", "second")]
    place.objects |= {
        "challenge": _three(own.pk, sibling.pk),
        "draft challenge": _three(mine.pk, other.pk),
        "entry of a challenge": _three((mine.pk, entries[0]), (other.pk, entries[1])),
        "note of a reply": _three((own.pk, "reply"), (sibling.pk, "reply")),
        "note of an outcome": _three((own.pk, "outcome"), (sibling.pk, "outcome")),
        "signpost": _three(signs[0], signs[1]),
        "step with a letter": {"own": "submit", "sibling": "submit", "foreign": "no-such-step"},
    }


def _challenge(place: Place, who: str, body: str, to: str, *, send: bool) -> Challenge:
    word = f"{who}, {'sent' if send else 'draft'}"
    doing: dict[str, Any] = {"actor": _actor(place, who), "at": AT}
    on = AT.date()
    one = challenging.begin_challenge(
        place.area,
        organisations=[place.bodies[body]],
        body=place.bodies[to],
        subject=place.told(f"subject of a challenge of {word}", "Too short"),
        commitments=list(Commitment.objects.order_by("order")[:1]),
        happened=[(on, place.told(f"what happened to {word}", "It closed."))],
        **doing,
        on=on,
    )
    objective = challenging.Objective(
        place.told(f"what {word} wants", "Open it again."),
        place.told(f"what is enough for {word}", "A week."),
        on,
    )
    challenging.say_objective(one, objective, **doing, on=on)
    if send:
        addressee = challenging.Addressee("voices", copied=True)
    else:
        addressee = challenging.Addressee(
            "named",
            to_name=place.told(f"whom {word} writes to", "The Clerk"),
            to_position=place.told(f"position for {word}", "Clerk"),
            to_email=place.address(f"clerk for {word}".replace(",", "")),
            to_address=place.told(f"place for {word}", "The Old Hall"),
        )
    challenging.address_challenge(one, addressee, **doing, on=on)
    words = place.told(f"letter of {word}", "We write to you.")
    signed = (
        place.told(f"who signs for {word}", "Sam Signer"),
        place.told(f"as for {word}", "Chair"),
    )
    challenging.write_letter(one, words, *signed, **doing)
    if send:
        challenging.send_challenge(one, "mail", **doing, on=on)
        told = place.told(f"reply to {word}", "We are sorry.")
        challenging.note_on_challenge(
            one, challenging.Note(Happened.REPLY, on, told), **doing, on=on
        )
    return one


def _signpost(place: Place, name: str) -> Any:
    fields = {
        "name": f"Law Centre, {name}", "about": "Free advice.", "web": "https://law.example/",
        "owner": place.told(f"owner of signpost {name}", "Olive"),
        "expires_on": date(2029, 1, 1),
    }  # fmt: skip
    made = keep_signpost(place.area, fields, actor=_actor(place, "officer"), on=AT.date(), at=AT)
    return made.pk


def _calendars(place: Place) -> None:
    """The calendars of a representative and of the officer; each area has addresses of its own."""
    own, sibling = (
        disputes.make_calendar(place.area, part, actor=_actor(place, who), at=AT)
        for who, part in (("complainant", Holder.PARTY), ("officer", Holder.OFFICER))
    )
    made = {
        one.part: one.pk
        for one in PrivateCalendar.objects.filter(
            user__in=(place.people["complainant"], place.people["officer"])
        )
    }
    place.objects |= {
        "calendar": _three(made["party"], made["officer"]),
        "address of a calendar": _three(own, sibling),
    }


def _objects(place: Place, commitment: str, neighbour: str, part: str, other_part: str) -> None:
    """What fills the addresses: `own` and `sibling` here, `foreign` for those who ask elsewhere."""
    roles = [_champion(place, who) for who in ("champion", "officer in conflict")]
    training = [_train(place, role) for role in roles]
    people = [_import_people(place, name) for name in ("first.csv", "second.csv")]
    lead = Signature.objects.get(organisation=place.bodies["northside"])
    other = Signature.objects.get(organisation=place.bodies["eastside"])
    covers = [_cover(place, one, on) for one, on in ((lead, "unsigned"), (other, "only"))]
    runs = [_import(place, name) for name in ("first", "second")]
    _draft(place)
    sector = next(iter(pack_of(current_edition(place.area)).sectors)).key
    place.objects |= {
        "commitment": _three(commitment, neighbour),
        "part": _three(part, other_part),
        "sector": {"own": sector, "sibling": sector, "foreign": "third-funders"},
        "edition": _three(place.area.pack_key, place.area.pack_key),
        "organisation": {
            "own": "northside", "sibling": "eastside", "foreign": f"only-{place.area.slug}",
        },
        "person": _three(place.people["champion"].pk, place.people["mediator"].pk),
        "role": _three(roles[0].pk, roles[1].pk),
        "training": _three((roles[0].pk, training[0]), (roles[1].pk, training[1])),
        "people run": _three(people[0], people[1]),
        "question": {"own": "before", "sibling": "before", "foreign": "no-such-question"},
        "run": _three(runs[0], runs[1]),
        "token": _three(*(_api_token(place, who) for who in ("complainant", "mediator"))),
        "stop token": _three(
            _stop_token(place, "complainant"), _stop_token(place, "respondent")
        ),
        "kind of mail": {
            "own": "organisations.sign", "sibling": "disputes.step", "foreign": "no.such-kind",
        },
        "coverage": {
            "own": ("northside", covers[0]),
            "sibling": ("eastside", covers[1]),
            "foreign": ("northside", covers[0]),
        },
    }  # fmt: skip


def _api_token(place: Place, who: str) -> Any:
    return token(place, place.people[who], [Scope.READ_CASES])[0].pk


def _stop_token(place: Place, who: str) -> str:
    """The last part of the address that stops some mail."""
    return stop_page(place.area, place.people[who], ["register"]).rstrip("/").rpartition("/")[2]


def _three(own: Any, sibling: Any) -> dict[str, Any]:
    return {"own": own, "sibling": sibling, "foreign": own}


def _cover(place: Place, signature: Signature, name: str) -> Any:
    member = place.bodies["unsigned" if name == "unsigned" else f"only-{place.area.slug}"]
    made = organisations.cover(
        signature, member, on=AT.date(), actor=_actor(place, "officer"), at=AT
    )
    return made.pk


def _import(place: Place, name: str) -> Any:
    run = _draft(place, name)
    run = organisations.start_import(run, at=AT)
    organisations.run_import(run, actor=_actor(place, "officer"), at=AT)
    return run.pk


def _champion(place: Place, who: str) -> Role:
    return Role.objects.get(kind=RoleKind.CHAMPION, user=place.people[who])


def _train(place: Place, role: Role) -> Any:
    title = place.told(f"training of {role.user_id}", "Induction")
    noted = organisations.note_training(
        role, title, taken_on=AT.date(), actor=_actor(place, "officer"), at=AT
    )
    return noted.pk


def _import_people(place: Place, name: str) -> Any:
    address = place.address(f"imported {name}")
    text = f"email,role\n{address},mediator\n,chair\n"
    file_name = "-".join(filter(None, (name, place.word(f"name of file of people {name}"))))
    run = organisations.open_import(
        place.area, file_name, text, subject=Subject.PEOPLE, actor=_actor(place, "officer"), at=AT
    )
    run = organisations.start_import(run, at=AT)
    organisations.run_import(run, actor=_actor(place, "officer"), at=AT)
    place.people[f"imported {name}"] = User.objects.get(email=address.lower())
    return run.pk


def _links(place: Place) -> None:
    """Links in mail, and what officers see of them. `own` works, `sibling` was used or taken back;
    `foreign` is a secret that nobody was sent.
    """
    only = f"only-{place.area.slug}"
    for who in ("asked", "old"):
        _ask_to_sign(place, "unsigned", who)
    _ask_to_sign(place, only, "other")
    invited = [_invited(place, name) for name in ("iva", "ian")]
    for role in invited:
        organisations.ask_to_confirm(role, at=AT)
    asked = ActionLink.objects.get(to_address__startswith="asked@")
    other = ActionLink.objects.get(to_address__startswith="other@")
    place.objects |= {
        "asked": {
            "own": ("unsigned", asked.pk),
            "sibling": (only, other.pk),
            "foreign": ("unsigned", asked.pk),
        },
        "invited": _three(invited[0].pk, invited[1].pk),
        "link to the pledge": _secrets(place, "organisations.ask_to_sign", "asked", "other"),
        "link to an invitation": _secrets(place, "organisations.invite", "iva", "ian"),
        "link to a role": _secrets(place, "organisations.ask_to_confirm", "iva", "ian"),
        "link out of date": _secrets(place, "organisations.ask_to_sign", "old", "other"),
    }
    _change(place.objects["link out of date"]["own"], expires_at=AT)


def _feedback(place: Place) -> None:
    """The sides of an ended case are asked how it was; some answers wait, others are shown."""
    case = Case.objects.exclude(closed_on=None).order_by("number").first()
    disputes.ask_for_feedback(case, on=AT.date(), at=AT)
    place.objects["link to feedback"] = _secrets(
        place, "disputes.ask_for_feedback", "complainant", "respondent"
    )
    for number in range(FEWEST + 1):
        words = place.told("words of feedback" if number < FEWEST else "words not shown", "Fair.")
        disputes.give_feedback(place.area, {"fair": 4}, words)
    LocalHoliday.objects.create(area=place.area, day=DAY_OFF, name="Founders' Day")


def _answer_links(place: Place) -> None:
    """A case in which both sides are asked about mediation; one of the links was used."""
    case = _raise(place, "complainant", "northside", "council", "offered")
    _take(place, case, "chair", "refer-to-mediation", "", {"guidance": "Please try."})
    key = f"disputes.refer-to-mediation:{case.events.get(sequence=3).pk}"
    place.objects["link to an answer"] = _secrets(place, key, "complainant", "respondent")


def _ask_to_sign(place: Place, body: str, who: str) -> None:
    signer = organisations.Signer(who.title(), f"{who}@{place.area.slug}.example", "Chair")
    actor = _actor(place, "officer")
    organisations.ask_to_sign(place.bodies[body], signer, actor=actor, at=AT)


def _invited(place: Place, name: str) -> Role:
    told = place.told(f"name of {name}", name.title())
    appointment = organisations.Appointment(
        place.address(name), told, RoleKind.GROUP_MEMBER, date(2026, 1, 5)
    )
    role = organisations.appoint(place.area, appointment, actor=SYSTEM, at=AT)
    place.people[name] = role.user
    return role


def _secrets(place: Place, key: str, own: str, sibling: str) -> dict[str, Any]:
    """The secrets in two mails; the first works on every day that the tests run, the second not."""
    found = {
        "own": _secret(place, key, own),
        "sibling": _secret(place, key, sibling),
        "foreign": secret.new(),
    }
    _change(found["own"], expires_at=timezone.now() + timedelta(days=1))
    _change(found["sibling"], used_at=AT)
    return found


def _secret(place: Place, key: str, who: str) -> str:
    sent = Message.objects.filter(area=place.area, key__startswith=key)
    message = sent.get(to_address__in=[place.address(who), f"{who}@{place.area.slug}.example"])
    return message.body.partition(secret.START)[2].partition("/")[0]


def _change(token: str, **fields: Any) -> None:
    ActionLink.objects.filter(secret=secret.digest(token)).update(**fields)


def _draft(place: Place, name: str = "third") -> Any:
    """A file handed in; one row goes to the register, the other is told of in the report only."""
    left_out = place.told(f"row left out of {name}", "Nameless Lane")
    text = f"name,identifier,address\nThe Well,GB-CHC-1000001,\n,GB-CHC-1,{left_out}\n"
    file_name = "-".join(filter(None, (name, place.word(f"name of file {name}"))))
    return organisations.open_import(
        place.area, f"{file_name}.csv", text, sector="vcs", actor=_actor(place, "officer"), at=AT
    )


def _concerns(place: Place) -> None:
    """Reports about the council, which some keepers have a tie with, and about the police.

    Of each kind there are two: one that nobody but its keepers knows, one of which the body was
    told, one by a stranger, one whose reporter is asked to join others, and those who act together.
    """
    own = _triaged(place, _report(place, "complainant", "council", "own", 1), "own")
    sibling = _triaged(place, _report(place, "sibling complainant", "police", "sibling", 1), "sib")
    told = [_told(place, body, 2) for body in ("council", "police")]
    strangers = [_report(place, who, "police", who, 3) for who in ("walker", "runner")]
    for who, body in (("joiner", "unsigned"), ("settler", "eastside")):
        _triaged(place, _report(place, who, "police", who, 4), who, body)
    offers = [
        _joined(place, "council", "complainant", "sibling complainant"),
        _joined(place, "police", "sibling complainant", "organisation admin"),
    ]
    place.objects |= {
        "report": _three(own.number, sibling.number),
        "deed": _three((own.number, "triage"), (sibling.number, "cause")),
        "told report": _three(told[0].number, told[1].number),
        "joint offer": _three(offers[0].pk, offers[1].pk),
        "link to a report": _secrets(place, "disputes.log-received", "walker", "runner"),
        "link to join": _secrets(place, "disputes.log-join", "joiner", "settler"),
    }
    assert all(one.email for one in strangers)


def _report(place: Place, who: str, body: str, word: str, promise: int, **changed: Any) -> Report:
    """A report by somebody with a role, for the organisation they speak for, or by a stranger."""
    person = place.people.get(who)
    actor = _actor(place, who) if person else ANONYMOUS
    own = actor.organisations(RoleKind.REPRESENTATIVE)
    stranger = {
        "behalf_name": place.told(f"behalf of {word}", "A group"),
        "name": place.told(f"name given in {word}", who.title()),
        "email": place.address(who),
    }
    reported = log.Reported(
        body=place.bodies[body],
        commitments=list(Commitment.objects.order_by("order")[promise : promise + 1]),
        event=place.told(f"event of {word}", "The grants"),
        happened_on=date(2026, 11, 2),
        what=place.told(f"what happened in {word}", "The notice was short."),
        effect=place.told(f"effect of {word}", "Two people lost their work."),
        **{
            "treatment": Treatment.CONFIDENTIAL,
            "behalf": Organisation.objects.filter(pk__in=own).first(),
            **({} if person else stranger),
            **changed,
        },
    )
    return log.report(place.area, reported, actor=actor, at=AT)


def _triaged(place: Place, report: Report, word: str, behalf: str = "") -> Report:
    text = place.told(f"words to the reporter of {word}", "Thank you.")
    speaks_for = place.bodies[behalf] if behalf else report.behalf
    return log.triage(
        report, Route.AGREEMENT, text, behalf=speaks_for, actor=_actor(place, "officer"), at=AT
    )


def _told(place: Place, body: str, promise: int) -> Report:
    """A report of which the body was told, and that has all that can come of one."""
    word = f"told about {body}"
    made = _report(place, "complainant", body, word, promise, treatment=Treatment.ANONYMOUS)
    made = _triaged(place, made, word)
    officer = _actor(place, "officer")
    answers = "officer in conflict" if body == "council" else "champion"
    said = {
        name: place.told(f"{name} of {word}", name.title())
        for name in ("addition", "note", "telling", "answer", "outcome", "learning")
    }
    log.add(made, said["addition"], actor=_actor(place, "complainant"), at=AT)
    log.note_cause(made, "mistake", said["note"], actor=officer, at=AT)
    log.tell_body(made, said["telling"], actor=officer, at=AT)
    log.answer_for_body(made, said["answer"], actor=_actor(place, answers), at=AT)
    return log.note_outcome(made, said["outcome"], said["learning"], actor=officer, at=AT)


def _joined(place: Place, body: str, *who: str) -> JointOffer:
    """Two that tell of the same and have agreed to act together."""
    for one in who:
        word = f"joint about {body} by {one}"
        made = _triaged(place, _report(place, one, body, word, 0), word)
    for one in who:
        mine = Report.objects.filter(body=place.bodies[body], reporter=place.people[one])
        made = mine.get(citations__commitment=made.citations.get().commitment)
        shows = place.told(f"shown by {one} about {body}", "We had a week.")
        log.answer_joining(
            one_report(made.pk), joins=True, shows=shows, actor=_actor(place, one), at=AT
        )
    return JointOffer.objects.get(body=place.bodies[body])
