"""The closed rooms: who may enter, who reads which paper in which state, what is told of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.actions import kinds
from opencompact.apps.disputes.models import Document, PaperWord, RoomNote, RoomPaper
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.models import Event
from opencompact.base.notify.kinds import Standing
from opencompact.base.notify.models import Message
from opencompact.core.procedure import Holder
from tests.apps.disputes.test_story import MEDIATED, begin
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment, pdf

DAY = MEDIATED[-1][2]
EVERYBODY = ("elm", "hall", "mediator", "chair", "officer", "panel", "oak", "")
ROOM = {"elm", "hall", "mediator"}


@pytest.fixture
def mediated(town):
    """A case in mediation, with everybody in their seat."""
    case = begin(town)
    town.seat(case, "panel", Holder.PANEL, DAY)
    town.story(case, MEDIATED)
    Message.objects.all().delete()
    return case_by_key(case.pk)


def put(town, case, who, *, to_all=False, concerns=(), room="mediation", name="offer.pdf"):
    party = town.party(case, who) if who in ("elm", "hall") and room == "mediation" else None
    sides = tuple(town.party(case, side) for side in concerns)
    (paper,) = actions.put_in_room(
        case, room, [pdf(name)], whom=actions.ForWhom(to_all, sides), party=party,
        actor=town.actor(who, DAY), on=DAY, at=moment(DAY),
    )  # fmt: skip
    return paper


def ask(town, paper, who="mediator"):
    actor = town.actor(who, DAY)
    actions.ask_release(paper, "It would help.", actor=actor, on=DAY, at=moment(DAY))


def answer(town, paper, who, *, yes=True, side=""):
    party = town.party(paper.case, side or who)
    by = {"actor": town.actor(who, DAY), "on": DAY, "at": moment(DAY)}
    actions.answer_release(paper, party, yes=yes, **by)


def carry(town, paper, who, on=DAY):
    actor = town.actor(who, on)
    return actions.carry_over(paper, actor=actor, on=on, at=moment(on))


def readers(town, case, paper, on=DAY) -> set[str]:
    now = case_by_key(case.pk)
    again = queries.room_paper(now, paper.room, paper.pk)
    people = [who for who in EVERYBODY if who]
    return {who for who in people if policy.can_read_room_paper(town.actor(who, on), now, again)}


# Each paper as it was given, what was said of it, and who reads it then.
STATES = {
    "a side's, for the mediator": ("elm", {}, [], {"elm", "mediator"}),
    "the same, asked for": ("elm", {}, [("ask",)], {"elm", "mediator"}),
    "the same, refused": ("elm", {}, [("ask",), ("no", "elm")], {"elm", "mediator"}),
    "the same, released": ("elm", {}, [("yes", "elm")], ROOM),
    "refused, then released": ("elm", {}, [("no", "elm"), ("yes", "elm")], ROOM),
    "a side's, for all": ("hall", {"to_all": True}, [], ROOM),
    "the mediator's own": ("mediator", {}, [], {"mediator"}),
    "the same, shown": ("mediator", {}, [("ask",)], ROOM),
    "the mediator's, for all": ("mediator", {"to_all": True}, [], ROOM),
    "of two sides, for all": (
        "mediator", {"to_all": True, "concerns": ("elm", "hall")}, [], {"mediator"},
    ),
    "of two sides, one consents": (
        "mediator", {"concerns": ("elm", "hall")}, [("ask",), ("yes", "elm")], {"mediator"},
    ),
    "of two sides, one refuses": (
        "mediator", {"concerns": ("elm", "hall")},
        [("ask",), ("yes", "elm"), ("no", "hall")], {"mediator"},
    ),
    "of two sides, both consent": (
        "mediator", {"concerns": ("elm", "hall")},
        [("ask",), ("yes", "elm"), ("yes", "hall")], ROOM,
    ),
    "of one side, it consents": (
        "mediator", {"concerns": ("hall",)}, [("ask",), ("yes", "hall")], ROOM,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STATES)
def test_who_reads_a_paper_in_each_state(town, mediated, name, time_machine):
    who, how, said, expected = STATES[name]
    paper = put(town, mediated, who, **how)
    for word, *side in said:
        if word == "ask":
            ask(town, paper)
        else:
            answer(town, paper, side[0], yes=word == "yes")
    assert readers(town, mediated, paper) == expected
    time_machine.move_to(DAY, tick=False)
    args = [mediated.area.slug, mediated.number, "mediation", paper.pk]
    for one in EVERYBODY:
        status = client_of(town, one).get(reverse("disputes:room_paper", args=args)).status_code
        assert status == (200 if one in expected else 404 if one else 302), one


def test_a_mediator_who_comes_later_does_not_read_what_was_confided_before(town, mediated):
    confided, shown = put(town, mediated, "elm"), put(town, mediated, "hall", to_all=True)
    later = DAY + timedelta(days=1)
    by = {"actor": town.actor("officer", later), "on": later, "at": moment(later)}
    actions.unseat(mediated.seats.get(holder="mediator"), **by)
    town.join("second", RoleKind.MEDIATOR)
    town.seat(mediated, "second", Holder.MEDIATOR, later)
    now = case_by_key(mediated.pk)
    second = town.actor("second", later)
    assert not policy.can_read_room_paper(second, now, confided)
    assert policy.can_read_room_paper(second, now, shown)
    assert not policy.can_read_room_paper(town.actor("mediator", later), now, shown)


@pytest.mark.parametrize(
    ("who", "says"),
    [("hall", "another side"), ("chair", "outside"), ("officer", "outside"), ("panel", "outside")],
)
def test_nobody_else_answers_for_a_side_asks_or_carries(town, mediated, who, says):
    paper = put(town, mediated, "elm")
    with pytest.raises(PermissionDenied):
        answer(town, paper, who, side="elm")
    with pytest.raises(PermissionDenied):
        ask(town, paper, who)
    with pytest.raises(PermissionDenied):
        carry(town, paper, who)
    assert readers(town, mediated, paper) == {"elm", "mediator"}


def test_a_side_does_not_answer_for_a_paper_that_does_not_tell_of_it(town, mediated):
    paper = put(town, mediated, "mediator", concerns=("elm",))
    ask(town, paper)
    with pytest.raises(PermissionDenied):
        answer(town, paper, "hall")


@pytest.mark.parametrize("who", ["chair", "officer", "panel", "oak"])
def test_nobody_from_outside_puts_a_paper_into_mediation(town, mediated, who):
    with pytest.raises(PermissionDenied):
        put(town, mediated, who)


def test_nobody_puts_in_a_paper_for_another_side_or_as_the_mediator(town, mediated):
    by = {"actor": town.actor("hall", DAY), "on": DAY, "at": moment(DAY)}
    for party in (town.party(mediated, "elm"), None):
        with pytest.raises(PermissionDenied):
            actions.put_in_room(mediated, "mediation", [pdf()], party=party, **by)


def test_whoever_is_only_let_in_to_read_puts_nothing_in(town, mediated, monkeypatch):
    """Nobody without a side passes for the mediator, whatever else opens the room to them."""
    let_in = (policy.Hold("party", Holder.PARTY),)
    monkeypatch.setattr(policy, "holds", lambda _actor, _case: let_in)
    by = {"actor": town.actor("oak", DAY), "on": DAY, "at": moment(DAY)}
    with pytest.raises(PermissionDenied):
        actions.put_in_room(mediated, "mediation", [pdf()], **by)


def test_consent_cannot_be_taken_back_and_nothing_of_it_is_changed(town, mediated):
    paper = put(town, mediated, "elm")
    answer(town, paper, "elm")
    with pytest.raises(NotNow, match="cannot be taken back"):
        answer(town, paper, "elm", yes=False)
    word = PaperWord.objects.get()
    for change in (
        lambda: PaperWord.objects.filter(pk=word.pk).update(sort="no"),
        lambda: PaperWord.objects.filter(pk=word.pk).delete(),
        lambda: RoomPaper.objects.filter(pk=paper.pk).update(to_all=True),
    ):
        with pytest.raises(DatabaseError, match="never"), transaction.atomic():
            change()


def test_when_mediation_is_over_nothing_new_comes_in_and_what_is_there_stays(town, mediated):
    paper = put(town, mediated, "elm")
    town.take(mediated, "fail-mediation", "hall", DAY)
    with pytest.raises(NotNow, match="not under way"):
        put(town, mediated, "elm")
    with pytest.raises(NotNow, match="not under way"):
        answer(town, paper, "elm")
    with pytest.raises(NotNow, match="not under way"):
        ask(town, paper)
    assert readers(town, mediated, paper) == {"elm", "mediator"}


def test_the_other_side_does_not_learn_of_a_confided_paper(town, mediated, time_machine):
    put(town, mediated, "elm", name="confided.pdf")
    time_machine.move_to(DAY, tick=False)
    path = reverse("disputes:room", args=[mediated.area.slug, mediated.number, "mediation"])
    assert "confided.pdf" in client_of(town, "elm").get(path).content.decode()
    html = client_of(town, "hall").get(path).content.decode()
    assert "confided" not in html
    assert "No paper for you to read yet" in html
    assert {one.to_address for one in Message.objects.all()} == {
        "elm@example.org", "mediator@example.org",
    }  # fmt: skip
    assert all("confided" not in f"{one.subject} {one.body}" for one in Message.objects.all())


def test_a_side_is_asked_by_mail_and_not_any_more_when_it_has_answered(town, mediated):
    paper = put(town, mediated, "mediator", concerns=("elm",))
    Message.objects.all().delete()
    ask(town, paper)
    message = Message.objects.get()
    assert message.to_address == "elm@example.org"
    assert "free to say no" in message.body
    assert kinds.paper_stands(message, moment(DAY)) == Standing.ASKED
    answer(town, paper, "elm", yes=False)
    assert kinds.paper_stands(message, moment(DAY)) == Standing.GONE


def test_the_history_says_nothing_of_a_paper_and_an_officer_is_not_told_of_it(town, mediated):
    put(town, mediated, "elm", name="confided.pdf")
    event = Event.objects.filter(verb="disputes.put_in_room").get()
    assert set(event.data) == {"number", "room", "paper"}
    for who, count in (("officer", 0), ("hall", 0), ("elm", 1)):
        told = queries.events_for(town.actor(who, DAY), town.area, DAY)
        assert told.filter(verb="disputes.put_in_room").count() == count, who


# Carrying over ------------------------------------------------------------------------------------


@pytest.fixture
def exchanged(town, mediated):
    """A paper of each side and one of the mediator, in a case that is now in the exchange."""
    papers = {
        who: put(town, mediated, who, to_all=True, name=f"{who}.pdf")
        for who in ("elm", "hall", "mediator")
    }
    town.take(mediated, "fail-mediation", "hall", DAY)
    town.take(mediated, "start-appeal", "chair", DAY)
    Message.objects.all().delete()
    return mediated, papers


def test_a_side_carries_over_its_own_paper_and_everybody_reads_it_then(
    town, exchanged, time_machine
):
    case, papers = exchanged
    with pytest.raises(NotNow, match="has sent its papers"):
        carry(town, papers["elm"], "elm")
    town.take(case, "send-papers", "elm", DAY)
    Message.objects.all().delete()
    made = carry(town, papers["elm"], "elm")
    assert (made.room, made.name) == ("exchange", "elm.pdf")
    assert actions.content_of(made) == actions.content_of(papers["elm"])
    told = {one.to_address.partition("@")[0] for one in Message.objects.all()}
    assert told == {"elm", "hall", "chair", "officer", "panel"}
    time_machine.move_to(DAY, tick=False)
    path = reverse("disputes:document", args=[case.area.slug, case.number, made.pk])
    assert client_of(town, "panel").get(path).status_code == 200
    with pytest.raises(NotNow, match="once"):
        carry(town, papers["elm"], "elm")


@pytest.mark.parametrize(
    ("paper", "who"), [("hall", "elm"), ("mediator", "elm"), ("mediator", "mediator")]
)
def test_no_other_paper_crosses(town, exchanged, paper, who):
    case, papers = exchanged
    town.take(case, "send-papers", "elm", DAY)
    with pytest.raises(PermissionDenied):
        carry(town, papers[paper], who)
    assert not Document.objects.filter(case=case).exists()


def test_the_page_warns_and_wants_a_tick(town, exchanged, time_machine):
    case, papers = exchanged
    town.take(case, "send-papers", "elm", DAY)
    time_machine.move_to(DAY, tick=False)
    path = reverse("disputes:carry_over", args=[case.area.slug, case.number, papers["elm"].pk])
    client = client_of(town, "elm")
    html = client.get(path).content.decode()
    assert "What was said and offered in mediation stays there" in html
    assert "Tick the box" in client.post(path, {}).content.decode()
    assert client.post(path, {"understood": "on"}).status_code == 302
    assert Document.objects.filter(case=case).count() == 1
    assert client.get(path).status_code == 409


# The panel room and the officers' desk --------------------------------------------------------


@pytest.mark.parametrize(("room", "inside"), [("panel", {"chair", "panel"}), ("desk", {"officer"})])
def test_a_workroom_is_for_its_own_people(town, mediated, room, inside, time_machine):
    time_machine.move_to(DAY, tick=False)
    slug, number = mediated.area.slug, mediated.number
    path = reverse("disputes:room", args=[slug, number, room])
    papers = reverse("disputes:put_in", args=[slug, number, room])
    for who in EVERYBODY:
        client = client_of(town, who)
        expected = 200 if who in inside else 404 if who else 302
        assert client.get(path).status_code == expected, who
        assert client.get(papers).status_code == expected, who
        assert client.post(path, {"text": f"note of {who}"}).status_code != 500
        if who not in ("", "oak"):
            tabs = client.get(mediated.get_absolute_url()).content.decode()
            assert (path in tabs) == (who in inside), who
    assert {note.text for note in RoomNote.objects.all()} == {f"note of {who}" for who in inside}


def test_whoever_comes_to_have_a_tie_is_kept_out_at_the_next_request(town, mediated, time_machine):
    time_machine.move_to(DAY, tick=False)
    path = reverse("disputes:room", args=[mediated.area.slug, mediated.number, "panel"])
    client = client_of(town, "panel")
    assert client.get(path).status_code == 200
    town.join("panel", RoleKind.CHAMPION, "hall")
    assert client.get(path).status_code == 404


def test_a_note_is_never_changed_and_says_who_wrote_it_and_when(town, mediated, time_machine):
    time_machine.move_to(moment(DAY), tick=False)
    path = reverse("disputes:room", args=[mediated.area.slug, mediated.number, "panel"])
    client = client_of(town, "chair")
    assert "No note yet" in client.get(path).content.decode()
    assert "Enter the note" in client.post(path, {"text": " "}).content.decode()
    client.post(path, {"text": "Look at page 3."})
    html = client.get(path).content.decode()
    assert "Look at page 3." in html
    assert "Chair" in html
    for change in (
        lambda: RoomNote.objects.update(text="Other."), lambda: RoomNote.objects.all().delete(),
    ):  # fmt: skip
        with pytest.raises(DatabaseError, match="note is never"), transaction.atomic():
            change()


def test_after_the_end_the_panel_room_is_closed_and_the_desk_is_not(town, mediated):
    for who in ("elm", "hall"):
        town.take(mediated, "settle", who, DAY)
    by = {"on": DAY, "at": moment(DAY)}
    with pytest.raises(NotNow, match="has ended"):
        actions.write_note(mediated, "panel", "x", actor=town.actor("chair", DAY), **by)
    note = actions.write_note(mediated, "desk", " Filed. ", actor=town.actor("officer", DAY), **by)
    assert note.text == "Filed."


def test_papers_of_a_workroom_are_handed_out_there_alone(town, mediated, time_machine):
    paper = put(town, mediated, "officer", room="desk", to_all=True, name="draft.pdf")
    assert readers(town, mediated, paper) == {"officer"}
    time_machine.move_to(DAY, tick=False)
    args = [mediated.area.slug, mediated.number, "panel", paper.pk]
    assert (
        client_of(town, "officer").get(reverse("disputes:room_paper", args=args)).status_code == 404
    )


def test_the_pages_of_the_room_put_in_ask_and_answer(town, mediated, time_machine):
    time_machine.move_to(DAY, tick=False)
    slug, number = mediated.area.slug, mediated.number
    into = reverse("disputes:put_in", args=[slug, number, "mediation"])
    elm, mediator = client_of(town, "elm"), client_of(town, "mediator")
    html = elm.post(into, {"papers": pdf("bad.pdf", b"MZ")}).content.decode()
    assert "is not a PDF file inside" in html
    assert "Select for whom the papers are" in html
    elm.post(into, {"papers": pdf("offer.pdf"), "whom_choice": "alone"})
    paper = RoomPaper.objects.get()
    assert not paper.to_all
    asks = reverse("disputes:ask_release", args=[slug, number, paper.pk])
    assert "Enter what the paper is" in mediator.post(asks, {}).content.decode()
    mediator.post(asks, {"says": "It shows good will."})
    release = reverse("disputes:release", args=[slug, number, paper.pk])
    html = elm.get(release).content.decode()
    assert "It shows good will." in html
    assert "nobody can take that back" in html
    assert client_of(town, "hall").get(release).status_code == 404
    assert "Select yes or no" in elm.post(release, {}).content.decode()
    elm.post(release, {"answer": "yes"})
    assert RoomPaper.objects.get().shown.shown
    assert elm.get(release).status_code == 404
    both = {"papers": pdf("summary.pdf"), "whom_choice": "all"}
    sides = [town.party(mediated, who).key for who in ("elm", "hall")]
    mediator.post(into, {**both, "concerns": sides})
    made = RoomPaper.objects.get(name="summary.pdf")
    assert set(made.shown.waits_for) == set(sides)
    room = client_of(town, "hall").get(reverse("disputes:room", args=[slug, number, "mediation"]))
    assert "A paper of the mediator that tells of your side" in room.content.decode()
    assert "summary.pdf" not in room.content.decode()
