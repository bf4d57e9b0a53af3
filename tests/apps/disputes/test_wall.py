"""The wall round the mediation room: whatever way a case takes, nothing of it is seen outside."""

import io
from collections import Counter
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.models import (
    Bundle,
    CaseEvent,
    Document,
    PaperWord,
    RoomPaper,
)
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.base.audit.models import Event
from opencompact.base.notify.models import Message
from opencompact.core.procedure import Holder, position
from tests import figures
from tests.apps.disputes import walking
from tests.apps.disputes.test_story import MEDIATED, TO_MEDIATION, begin
from tests.apps.disputes.town import moment
from tests.apps.disputes.walking import CANARY, START
from tests.formats.shelf import in_process

OUTSIDE = ("chair", "officer", "panel", "friend", "oak", "")
INSIDE = ("elm", "hall", "mediator")
QUICK = settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
LATER = START + timedelta(days=400)


class Undo(Exception):  # noqa: N818 - not an error: it takes a walk back
    """Raised to leave nothing behind."""


def client_of(town, who: str) -> Client:
    client = Client()
    if who:
        client.force_login(town.users[who])
    return client


def pages(case) -> list[str]:
    area, number = case.area.slug, case.number
    names = ("case", "dates", "people", "sent", "waiting_finding", "finding")
    clocks = [clock.key for clock in policy.procedure_of(case).clocks]
    found = [reverse(f"disputes:{name}", args=[area, number]) for name in names]
    rooms = ("mediation", "panel", "desk")
    found += [reverse("disputes:room", args=[area, number, room]) for room in rooms]
    found += [reverse("disputes:put_in", args=[area, number, room]) for room in rooms]
    found += [reverse(f"disputes:{name}", args=[area, number]) for name in ("bundle", "order")]
    for one in RoomPaper.objects.filter(case=case):
        found += [reverse("disputes:room_paper", args=[area, number, one.room, one.pk])]
        acts = ("ask_release", "release", "carry_over")
        found += [reverse(f"disputes:{name}", args=[area, number, one.pk]) for name in acts]
    for one in Document.objects.filter(case=case):
        acts = ("versions", "renew")
        found += [reverse(f"disputes:{name}", args=[area, number, one.pk]) for name in acts]
    for one in Bundle.objects.filter(case=case):
        found += [reverse("disputes:bundle_file", args=[area, number, one.number])]
    found += [reverse("disputes:clock", args=[area, number, key]) for key in clocks]
    found += [reverse("disputes:clock_json", args=[area, number, key]) for key in clocks]
    found += [
        reverse("disputes:step", args=[area, number, step.key])
        for step in policy.procedure_of(case).steps
    ]
    found += [
        reverse("disputes:document", args=[area, number, one.pk])
        for one in Document.objects.filter(case=case)
    ]
    names = ("list", "csv", "findings", "findings_csv", "findings_atom")
    return [*found, *(reverse(f"disputes:{name}", args=[area]) for name in names)]


def sightings(town, case, who: str) -> list[str]:
    client = client_of(town, who)
    return [path for path in pages(case) if CANARY.encode() in client.get(path).content]


def shown(town, case, who: str) -> str:
    """Everything that the queries give a person of the case, without the pages."""
    now = town.tell(case, LATER)
    held = policy.holds(town.actor(who, LATER), now.case)
    told = [*queries.chapters(now, held), *queries.room(now, held, "mediation")]
    dates = [day for part in Holder for day in queries.days_of(
        town.actor(who, LATER), part, now.calendar, now.case.closed_on or LATER
    )]  # fmt: skip
    return "".join(
        [
            *map(str, dates),
            *(entry_text(entry) for part in told for entry in part.entries),
            *(entry_text(entry) for entry in queries.since(now, held, 0)),
            *(str(line) for line in queries.lines(now, queries.turns_for(now, held), held)),
            *(str(one.step.name) for one in queries.choices(now, held)),
        ]
    )


def entry_text(entry: queries.Entry) -> str:
    said = " ".join(one.text for one in entry.said)
    papers = [f"{one} {one.reason}" for kept in entry.papers for one in kept.all]
    return f"{entry.title} {entry.result} {said} {' '.join(papers)}"


def contents(town, case, who: str) -> str:
    """The names and contents of every file that a person can take away, and the bundle's words."""
    now = town.tell(case, LATER)
    actor = town.actor(who, LATER)
    held = policy.holds(actor, now.case)
    files = [
        one
        for told in now.told
        if queries.may_read(told, held)
        for kept in queries.versions_of(now, told)
        for one in kept.all
    ]
    for room in ("mediation", "panel", "desk"):
        files += [kept.paper for kept in queries.kept(now, actor, room) if kept.readable]
    bundle = queries.bundled(now).rows if queries.may_see_bundle(now, held) else ()
    said = [f"{row.listed} {entry_text(row.content.entry)}" for row in bundle]
    files += [row.document for row in bundle if row.document]
    notes = [
        note.text for room in queries.workrooms(held) for note in queries.notes(now.case, room)
    ]
    parts = [f"{one.name} {actions.content_of(one).decode('latin-1')}" for one in files]
    return " ".join([*parts, *said, *notes])


def confided(town, case) -> dict[str, list[str]]:
    """Who reads each paper of the mediation room: the wall inside the room."""
    now = town.tell(case, LATER)
    return {
        str(paper.pk): [
            who
            for who in walking.WHO
            if policy.can_read_room_paper(town.actor(who, LATER), now.case, paper)
        ]
        for paper in queries.papers_in(now.case, "mediation")
    }


def bound(town, case) -> str:
    """Everything in the bundle as it is made: the words of its pages, and what is attached."""
    now = town.tell(case, LATER)
    if not queries.bundled(now).rows:
        return ""
    officer = town.actor("officer", LATER)
    with in_process():
        made = actions.make_bundle(case, actor=officer, on=LATER, at=moment(LATER))
        actions.build_bundle(made, at=moment(LATER))  # one of many pieces is left to the clock
    made.refresh_from_db()
    content = io.BytesIO(actions.content_of(made))
    with pypdfium2.PdfDocument(content.getvalue()) as found:
        said = [page.get_textpage().get_text_range() for page in found]
    with pikepdf.open(content) as found:
        for name, spec in found.attachments.items():
            said.append(f"{name} {spec.get_file().read_bytes().decode('latin-1')}")
    return " ".join(said)


def judge_rooms(town, case) -> None:
    """Nothing of a closed room is met outside it, and nothing confided by another side."""
    bundle = bound(town, case)
    for word in (CANARY, *walking.WORKROOM.values()):
        assert word not in bundle, word
    gone_over = PaperWord.objects.filter(paper__case=case, sort=PaperWord.CARRIED).exists()
    assert gone_over or walking.CARRIED not in bundle
    for who in ("chair", "officer", "panel"):
        assert CANARY not in contents(town, case, who)
    for room, inside in (("panel", {"chair", "panel"}), ("desk", {"officer"})):
        word = walking.WORKROOM[room]
        for who in walking.WHO:
            assert word not in shown(town, case, who)
            assert who in inside or word not in contents(town, case, who), (room, who)
    readers = confided(town, case)
    for paper in RoomPaper.objects.filter(case=case, room="mediation"):
        own = paper.party.organisation.slug if paper.party else ""
        allowed = {"elm", "hall", "mediator"} if paper.shown.shown else {own, "mediator"} - {""}
        assert set(readers[str(paper.pk)]) == allowed
    told = str(list(Event.objects.values_list("data", flat=True)))
    mails = str([f"{one.subject} {one.body}" for one in Message.objects.all()])
    for word in (CANARY, walking.CARRIED, *walking.WORKROOM.values()):
        assert word not in told
        assert word not in mails
    officer = town.actor("officer", LATER)
    for event in queries.events_for(officer, town.area, LATER):
        assert event.data.get("room", "desk") == "desk"


def play(town, draw, inwards, most: int = 12) -> None:
    """One walk: the engine agrees with what was stored, and no canary is seen outside.

    Left to chance few cases would come to mediation, so that every other walk begins there.
    """
    case = walking.begin(town)
    begins_inside = draw(st.booleans())
    town.story(case, inwards if begins_inside else [])
    walking.beside(town, case, draw, walking.latest(case))
    for _ in range(3):
        walking.walk(town, case, draw, most // 3, walking.latest(case))
        walking.beside(town, case, draw, walking.latest(case))
    now = town.tell(case, LATER)
    again = position(
        now.procedure,
        [event.fact() for event in CaseEvent.objects.filter(case=case).order_by("sequence")],
        now.at.parties,
    )
    assert again == now.at
    assert (case_by_key(case.pk).closed_on is not None) == now.at.closed
    for who in ("chair", "officer", "panel", "friend"):
        assert CANARY not in shown(town, case, who)
    judge_rooms(town, case)
    mails = [f"{one.subject} {one.body}" for one in Message.objects.all()]
    assert CANARY not in str(mails)
    assert CANARY not in str(list(Event.objects.values_list("data", flat=True)))
    assert CANARY not in str(list(case.area and queries.published_findings().values()))


LEICESTER, LEEDS = TO_MEDIATION, [("arrange-mediation", "chair", START)]


@pytest.fixture
def walked(request):
    """The histories that were walked to their end, noted when the test is over."""
    done = Counter[str]()
    yield done
    figures.note(
        "mediation wall", request.node.name, histories=done["walked"], faults=done["faults"]
    )


def undone(town, draw, inwards, walked) -> None:
    try:
        with transaction.atomic():
            play(town, draw, inwards)
            raise Undo  # noqa: TRY301 - takes the walk back
    except Undo:
        walked["walked"] += 1
    except AssertionError:
        walked["faults"] += 1
        raise


@pytest.mark.once
@QUICK
@given(data=st.data())
def test_walks_through_leicester_are_legal_and_leak_nothing(town, walked, data):
    undone(town, data.draw, LEICESTER, walked)


@pytest.mark.once
@QUICK
@given(data=st.data())
def test_walks_through_leeds_are_legal_and_leak_nothing(leeds, walked, data):
    undone(leeds, data.draw, LEEDS, walked)


@pytest.mark.once
@pytest.mark.nightly
@settings(QUICK, max_examples=500)
@given(data=st.data())
def test_very_many_walks_through_leicester_leak_nothing(town, walked, data):
    undone(town, data.draw, LEICESTER, walked)


@pytest.mark.once
@pytest.mark.nightly
@settings(QUICK, max_examples=500)
@given(data=st.data())
def test_very_many_walks_through_leeds_leak_nothing(leeds, walked, data):
    undone(leeds, data.draw, LEEDS, walked)


def mediated(town, steps):
    case = begin(town)
    town.seat(case, "panel", Holder.PANEL, START)
    town.advise(case, "friend", "elm", START)
    for step, who, on, *given_too in steps:
        sealed = town.tell(case, on).sealed
        extra = dict(given_too[0]) if given_too else {}
        if sealed:
            filled = town.filled(town.tell(case, on), step)
            extra["answers"] = {key: f"{CANARY} {key}" for key in filled}
        town.take(case, step, who, on, **extra)
    return case


ENDS = {
    "under way": MEDIATED,
    "half signed": [*MEDIATED, ("settle", "elm", START + timedelta(days=20))],
    "settled": [
        *MEDIATED,
        ("settle", "elm", START + timedelta(days=20)),
        ("settle", "hall", START + timedelta(days=21)),
    ],
    "failed": [*MEDIATED, ("fail-mediation", "hall", START + timedelta(days=20))],
    "appealed": [
        *MEDIATED,
        ("fail-mediation", "hall", START + timedelta(days=20)),
        ("start-appeal", "chair", START + timedelta(days=21)),
    ],
}


@pytest.mark.nightly  # on a push the leak lab looks for what is told in mediation on every page
@pytest.mark.parametrize("name", ["half signed", "settled", "appealed"])
def test_no_page_shows_the_canary_outside_and_the_room_shows_it_inside(town, name, time_machine):
    case = mediated(town, ENDS[name])
    time_machine.move_to(LATER, tick=False)

    for who in OUTSIDE:
        assert sightings(town, case, who) == [], who
    room = reverse("disputes:room", args=[case.area.slug, case.number, "mediation"])
    for who in INSIDE:
        assert room in sightings(town, case, who), who


@pytest.mark.parametrize("name", ["half signed", "settled"])
def test_outside_nobody_learns_who_signed(town, name, time_machine):
    case = mediated(town, ENDS[name])
    time_machine.move_to(LATER, tick=False)

    for who in ("chair", "officer", "panel"):
        html = client_of(town, who).get(case.get_absolute_url()).content.decode()
        assert "Sign the agreement reached" not in html
        assert "Agree on the mediator" not in html


def test_the_mediator_sees_nothing_of_the_exchange_but_that_it_happened(town, time_machine):
    case = mediated(town, ENDS["appealed"])
    day = START + timedelta(days=22)
    words = {"why_failed": "We tried.", "outcome_hoped": "vogelhaus"}
    town.take(case, "send-papers", "elm", day, answers=words)
    time_machine.move_to(LATER, tick=False)

    html = client_of(town, "mediator").get(case.get_absolute_url()).content.decode()
    assert "Send your papers" in html
    assert "vogelhaus" not in html


def test_a_mediation_paper_is_only_for_those_inside(town, time_machine):
    case = mediated(town, MEDIATED)
    event = CaseEvent.objects.filter(case=case).last()
    paper = Document.objects.create(
        area=case.area,
        case=case,
        event=event,
        need="papers",
        room="mediation",
        name="offer.pdf",
        kind="pdf",
        size=3,
        sha256="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    )
    default_storage.save(paper.path, ContentFile(b""))
    time_machine.move_to(LATER, tick=False)
    path = reverse("disputes:document", args=[case.area.slug, case.number, paper.pk])

    for who in INSIDE:
        assert client_of(town, who).get(path).status_code == 200, who
    for who in OUTSIDE:
        assert client_of(town, who).get(path).status_code == (404 if who else 302), who
