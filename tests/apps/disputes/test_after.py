"""What follows an end: promises, a referral, what is learnt, feedback that is nobody's."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from opencompact.apps.disputes import actions, queries, tasks
from opencompact.apps.disputes.models import Case, Feedback, Finding, Referral, Undertaking
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.models import Event
from opencompact.base.notify.kinds import Standing, standing
from opencompact.base.notify.links import secret
from opencompact.base.notify.models import Message
from tests.apps.disputes.test_story import MEDIATED, TO_MEETING, begin
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment

END = date(2026, 4, 10)
DAY = date(2026, 4, 13)
DUE = date(2026, 5, 11)
SETTLE = [("settle", "elm", date(2026, 3, 30)), ("settle", "hall", END)]


def found(outcome: str):
    return [
        *TO_MEETING,
        ("find", "chair", date(2026, 4, 8), {"outcome": outcome}),
        ("publish", "officer", END),
    ]


@pytest.fixture
def case(town, time_machine):
    """A case that ended with a public finding for another body."""
    time_machine.move_to(moment(DAY), tick=False)
    return town.story(begin(town), found("another-body"))


@pytest.fixture
def settled(town, time_machine):
    """A case that mediation settled."""
    time_machine.move_to(moment(DAY), tick=False)
    return town.story(begin(town), [*MEDIATED, *SETTLE])


def note(town, case, who, what="Consult again", side="hall", other=""):
    promise = actions.Promise(what, DUE, town.party(case, side) if side else None, other)
    return actions.note_undertaking(
        town.tell(case, DAY), promise, actor=town.actor(who, DAY), at=moment(DAY)
    )


def path(case, name="after", *args):
    return reverse(f"disputes:{name}", args=[case.area.slug, case.number, *args])


def page(town, case, who, name="after", *args) -> str:
    return client_of(town, who).get(path(case, name, *args)).content.decode()


@pytest.mark.parametrize("who", ["elm", "hall", "chair", "officer"])
def test_who_notes_what_was_agreed_after_a_finding(town, case, who):
    typed = {"what": "Consult again", "party": town.party(case, "hall").key,
             "due_day": 11, "due_month": 5, "due_year": 2026}  # fmt: skip
    html = client_of(town, who).post(path(case), typed, follow=True).content.decode()
    assert "Consult again" in html
    one = Undertaking.objects.get()
    assert (one.owner, one.due, one.sealed) == ("Anywhere City Council", DUE, False)
    for reader in ("elm", "hall", "chair", "officer"):
        assert "Consult again" in page(town, case, reader, "case")


def test_what_mediation_settled_is_the_sides_alone(town, settled):
    one = note(town, settled, "elm", "Pay the invoice")
    assert one.sealed
    for who in ("elm", "hall"):
        assert "Pay the invoice" in page(town, settled, who)
        assert "Pay the invoice" in page(town, settled, who, "case")
    for who in ("chair", "officer", "mediator"):
        html = page(town, settled, who)
        assert "Pay the invoice" not in html
        assert "stays with the sides" in html
        assert "Pay the invoice" not in page(town, settled, who, "case")
        with pytest.raises(PermissionDenied):
            note(town, settled, who)
        marked = client_of(town, who).post(path(settled, "mark_undertaking", one.pk))
        assert marked.status_code == 404


def test_the_history_tells_officers_nothing_of_what_mediation_settled(town, settled, case):
    one = note(town, settled, "elm")
    actions.mark_undertaking(one, done=True, actor=town.actor("elm", DAY), on=DAY, at=moment(DAY))
    note(town, case, "elm")
    told = queries.events_for(town.actor("officer", DAY), town.area, DAY)
    seen = [(event.verb, event.object_id) for event in told if "undertaking" in event.verb]
    assert seen == [("disputes.note_undertaking", str(case.pk))]
    own = queries.events_for(town.actor("elm", DAY), town.area, DAY)
    assert len([event for event in own if "undertaking" in event.verb]) == 3


def test_an_adviser_does_not_see_what_mediation_settled(town, time_machine):
    time_machine.move_to(moment(DAY), tick=False)
    case = begin(town)
    town.advise(case, "friend", "elm", date(2026, 3, 2))
    case = town.story(case, [*MEDIATED, *SETTLE])
    note(town, case, "elm", "Pay the invoice")
    assert "Pay the invoice" not in page(town, case, "friend")


def test_it_is_marked_as_done_and_opened_again(town, case):
    one = note(town, case, "chair")
    client = client_of(town, "elm")
    client.post(path(case, "mark_undertaking", one.pk), {"state": "done"})
    one.refresh_from_db()
    assert (one.done_on, one.done_by) == (DAY, town.users["elm"])
    client.post(path(case, "mark_undertaking", one.pk), {"state": "open"})
    one.refresh_from_db()
    assert (one.done_on, one.done_by) == (None, None)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Enter what is to be done"),
        ({"party": "other"}, "Enter who is to do it"),
        ({"party": "hall", "who": "Nora"}, "Leave this empty"),
    ],
)
def test_what_is_wrong_is_said_and_kept(town, case, typed, says):
    side = town.party(case, "hall").key
    typed = {key: side if value == "hall" else value for key, value in typed.items()}
    html = client_of(town, "chair").post(path(case), {**typed, "due_day": 7}).content.decode()
    assert says in html
    assert 'value="7"' in html
    assert not Undertaking.objects.exists()


def test_nothing_follows_from_an_open_case(town, time_machine):
    time_machine.move_to(moment(DAY), tick=False)
    open_case = begin(town)
    assert client_of(town, "chair").get(path(open_case)).status_code == 409
    with pytest.raises(NotNow):
        note(town, open_case, "chair")


def reminded(kind="disputes.remind_of_undertaking"):
    told = Message.objects.filter(kind=kind).values_list("to_address", flat=True)
    return sorted(address.partition("@")[0] for address in told)


def test_they_are_reminded_before_and_once_after(town, case):
    note(town, case, "chair")
    tasks.tick(moment(DUE - timedelta(days=14)))
    assert reminded() == []
    tasks.tick(moment(DUE))
    assert reminded() == ["chair", "hall", "officer"]
    tasks.tick(moment(DUE))
    tasks.tick(moment(DUE + timedelta(days=1)))
    tasks.tick(moment(DUE + timedelta(days=5)))
    assert len(reminded()) == 6


def test_of_what_mediation_settled_the_sides_alone_are_reminded(town, settled):
    note(town, settled, "elm")
    note(town, settled, "elm", "Watch it", side="", other="A friend of both")
    tasks.tick(moment(DUE))
    assert reminded() == ["elm", "hall", "hall"]


def test_a_reminder_of_what_is_done_stays_at_home(town, case):
    one = note(town, case, "chair")
    tasks.tick(moment(DUE))
    message = Message.objects.get(kind="disputes.remind_of_undertaking", to_address__startswith="h")
    assert standing(message, moment(DUE)) is Standing.ASKED
    actions.mark_undertaking(one, done=True, actor=town.actor("hall", DUE), on=DUE, at=moment(DUE))
    assert standing(message, moment(DUE)) is Standing.GONE


def test_what_is_overdue_stands_on_the_desk_of_whoever_keeps_the_case(town, case, settled):
    note(town, case, "chair")
    note(town, settled, "elm")
    late = DUE + timedelta(days=1)
    assert queries.loose_ends(town.actor("officer", DUE), DUE) == ()
    [loose] = queries.loose_ends(town.actor("officer", late), late)
    assert (loose.case, loose.late) == (case, 1)
    assert queries.loose_ends(town.actor("elm", late), late) == ()


def test_a_referral_is_noted_asked_after_and_public_beside_the_finding(town, case):
    client = client_of(town, "officer")
    typed = {"to": "The ombudsman", "on_day": 10, "on_month": 4, "on_year": 2026,
             "remind_on_day": 1, "remind_on_month": 6, "remind_on_year": 2026}  # fmt: skip
    client.post(path(case, "referral"), typed)
    referral = Referral.objects.get()
    assert (referral.to, referral.on, referral.remind_on) == (
        "The ombudsman", END, date(2026, 6, 1),
    )  # fmt: skip
    tasks.tick(moment(date(2026, 5, 29)))
    assert reminded("disputes.remind_of_referral") == []
    tasks.tick(moment(date(2026, 6, 1)))
    tasks.tick(moment(date(2026, 6, 2)))
    assert reminded("disputes.remind_of_referral") == ["chair", "officer"]
    public = Client().get(reverse("disputes:finding", args=[case.area.slug, case.number]))
    assert "Passed on to The ombudsman on 10 April 2026" in public.content.decode()
    came = {"step": "outcome", "outcome": "Upheld in part.", "outcome_on_day": 12,
            "outcome_on_month": 4, "outcome_on_year": 2026}  # fmt: skip
    client.post(path(case, "referral"), came)
    referral.refresh_from_db()
    assert (referral.outcome, referral.outcome_on) == ("Upheld in part.", date(2026, 4, 12))
    csv = Client().get(reverse("disputes:findings_csv", args=[case.area.slug])).content.decode()
    assert "The ombudsman" in csv
    assert "Upheld in part." in csv


@pytest.mark.parametrize(("who", "status"), [("elm", 403), ("oak", 404), ("chair", 200)])
def test_who_notes_a_referral_and_what_is_learnt(town, case, who, status):
    for name in ("referral", "learning"):
        assert client_of(town, who).get(path(case, name)).status_code == status


def test_what_is_learnt_stands_in_the_register_once_the_finding_is_public(town, case):
    client_of(town, "officer").post(path(case, "learning"), {"learning": "Ask early."})
    register = Client().get(reverse("disputes:findings", args=[case.area.slug])).content.decode()
    assert "Ask early." in register
    finding = Finding.objects.get()
    assert (finding.learning, finding.learnt_on) == ("Ask early.", DAY)
    client_of(town, "officer").post(path(case, "learning"), {"learning": ""})
    finding.refresh_from_db()
    assert (finding.learning, finding.learnt_on) == ("", None)


def test_what_is_learnt_from_a_waiting_finding_is_not_public(leeds, time_machine):
    time_machine.move_to(moment(DAY), tick=False)
    case = begin(leeds)
    leeds.take(case, "advise", "chair", date(2026, 3, 9))
    client_of(leeds, "officer").post(path(case, "learning"), {"learning": "Ask early."})
    assert Finding.objects.get().learning == "Ask early."
    register = Client().get(reverse("disputes:findings", args=[case.area.slug])).content.decode()
    assert "Ask early." not in register


def test_the_history_has_no_words_of_it(town, case):
    note(town, case, "chair", "Consult again for twelve weeks")
    actions.write_learning(
        case.finding, "Ask early.", actor=town.actor("chair", DAY), on=DAY, at=moment(DAY)
    )
    said = str([event.data for event in Event.objects.all()])
    assert "twelve weeks" not in said
    assert "Ask early" not in said


# Feedback.


def asked(case) -> list[str]:
    sent = Message.objects.filter(key__startswith="disputes.ask_for_feedback").order_by(
        "to_address"
    )
    return [one.to_address for one in sent]


def link(who: str) -> str:
    sent = Message.objects.get(
        key__startswith="disputes.ask_for_feedback", to_address__startswith=who
    )
    return secret.path(sent.body.partition(secret.START)[2].partition("/")[0])


def test_the_sides_are_asked_once_the_day_after_the_end(town, case):
    assert tasks.tick(moment(END)).asked == 0
    assert tasks.tick(moment(DAY)).asked == 2
    assert tasks.tick(moment(DAY)).asked == 0
    assert asked(case) == ["elm@example.org", "hall@example.org"]
    assert Case.objects.get(pk=case.pk).asked_on == DAY


def test_of_an_old_case_nobody_is_asked(town, case):
    assert tasks.tick(moment(END + timedelta(days=61))).asked == 0


def test_an_answer_is_kept_without_anything_of_the_case_and_once(town, case):
    tasks.tick(moment(DAY))
    address = link("elm")
    assert case.subject not in Client().get(address).content.decode()
    sent = Client().post(address, {"fair": "4", "words": "It took long."}).content.decode()
    assert "Thank you" in sent
    one = Feedback.objects.get()
    assert (one.marks, one.words, one.shown) == ({"fair": 4}, "It took long.", False)
    assert {field.name for field in Feedback._meta.concrete_fields} == {
        "id", "area", "marks", "words", "shown",
    }  # fmt: skip
    assert Client().post(address, {"fair": "1"}).status_code == 404
    used = Event.objects.get(verb="notify.use_link")
    assert used.actor_id is None
    assert not Event.objects.filter(verb__contains="feedback").exists()


def test_an_empty_answer_is_not_kept(town, case):
    tasks.tick(moment(DAY))
    html = Client().post(link("elm"), {"words": "  "}).content.decode()
    assert "Answer at least one question" in html
    assert not Feedback.objects.exists()


def give(town, words="", **marks):
    actions.give_feedback(town.area, marks, words)


def test_officers_see_nothing_before_there_are_five_and_then_five_at_a_time(town):
    client = client_of(town, "officer")
    at = reverse("disputes:feedback", args=[town.area.slug])
    for number in range(4):
        give(town, f"words {number}", fair=number + 1)
    assert "words" not in str(queries.heard().words)
    assert "Not enough answers yet" in client.get(at).content.decode()
    give(town, "words 4", fair=5)
    heard = queries.heard()
    assert (heard.count, heard.means) == (5, (("fair", 3.0),))
    give(town, "words 5", fair=1)
    assert queries.heard() == heard
    html = client.get(at).content.decode()
    assert "words 4" in html
    assert "words 5" not in html
    for number in range(6, 10):
        give(town, f"words {number}", fair=1)
    assert queries.heard().count == 10


def test_a_question_that_few_answered_has_no_mean(town):
    for number in range(5):
        give(town, **({"fair": 3, "quick": 2} if number < 4 else {"fair": 3}))
    assert [key for key, _ in queries.heard().means] == ["fair"]


def test_no_row_keeps_the_place_in_which_it_came(town):
    give(town, "first")
    first = Feedback.objects.get().pk
    give(town, "second")
    assert first not in set(Feedback.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(("who", "status"), [("officer", 200), ("chair", 403), ("elm", 403)])
def test_who_reads_feedback(town, who, status):
    at = reverse("disputes:feedback", args=[town.area.slug])
    assert client_of(town, who).get(at).status_code == status
