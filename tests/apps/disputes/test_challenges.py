"""Challenges: who may, what is refused, the letter from the facts, what is sent, what follows."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.disputes import policy
from opencompact.apps.disputes.actions import UnfitError
from opencompact.apps.disputes.actions import challenges as actions
from opencompact.apps.disputes.actions.challenges import Addressee, Objective
from opencompact.apps.disputes.models import Broken, Challenge, ChallengeEvent, Occurrence
from opencompact.apps.disputes.models.challenges import Happened
from opencompact.apps.disputes.queries import challenges as queries
from opencompact.apps.disputes.tasks import tick
from opencompact.apps.organisations.models import Signature
from opencompact.base.areas.actor import SYSTEM, RoleKind
from opencompact.base.areas.permission import NotNow
from opencompact.base.areas.queries import calendar_for
from opencompact.base.audit.models import Event
from opencompact.base.notify.kinds import is_confidential
from opencompact.base.notify.models import ActionLink, Message
from opencompact.formats.letters import blocks
from tests.apps.disputes.challenging import (
    CLOSED,
    DAY,
    OPENED,
    again,
    begun,
    noted,
    promises,
    ready,
    sent,
)
from tests.apps.disputes.town import moment, pack

TOMORROW = DAY + timedelta(days=1)


def given(town, who: str = "elm", on: date = DAY):
    return {"actor": town.actor(who, on), "at": moment(on)}


def standing(town, one, on: date):
    return queries.standing(again(one), calendar_for(town.area), on)


def text_of(letter) -> str:
    return "\n".join(block.text for block in blocks(letter))


# Beginning and gathering.


def test_a_challenge_holds_what_it_was_begun_with(town):
    one = begun(town)
    assert [o.day for o in one.occurrences.all()] == [OPENED, CLOSED]
    assert [c.organisation.slug for c in one.challengers.all()] == ["elm"]
    assert [b.commitment for b in one.broken.all()] == promises(town)[:1]
    assert one.begun_by_id == town.users["elm"].pk
    assert queries.unfinished(one) == ["objective", "to", "letter"]


def test_several_challenge_together_when_one_of_them_begins(town):
    both = [town.organisations["elm"], town.organisations["oak"]]
    one = begun(town, who="oak", organisations=both)
    for who in ("elm", "oak"):
        assert policy.can_write_challenge(town.actor(who), one)
    assert "Elm Street Centre" in queries.drafted(one, DAY)
    assert "Oak Youth Club" in queries.drafted(one, DAY)


def test_the_software_begins_one_for_those_who_agreed(town):
    one = begun(town, actor=SYSTEM)
    assert one.begun_by_id is None


@pytest.mark.parametrize("who", ["hall", "oak", "officer", "chair", "stranger"])
def test_nobody_begins_one_for_another_organisation(town, who):
    with pytest.raises(PermissionDenied):
        begun(town, who=who)
    assert not Challenge.objects.exists()


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"body": "elm"}, "body"),
        ({"body": "ash"}, "body"),
        ({"subject": "x" * 121}, "subject"),
        ({"happened": [(TOMORROW, "Not yet.")], "commitments": []}, "happened"),
        ({"happened": [(OPENED, " ")], "commitments": []}, "happened"),
        ({"happened": []}, "commitments"),
        ({"happened": [(date(2025, 1, 1), "Before the agreement.")]}, "commitments"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(town, changed, named):
    if "body" in changed:
        changed = {"body": town.organisations[changed["body"]]}
    with pytest.raises(UnfitError) as refused:
        begun(town, **changed)
    assert set(refused.value.faults) == {named}


def test_the_timeline_takes_days_in_any_order_and_gives_them_in_theirs(town):
    one = begun(town, happened=[], commitments=[])
    for day, text in ((CLOSED, "Last"), (OPENED, "First"), (date(2026, 2, 5), "Between")):
        actions.add_occurrence(one, day, text, **given(town), on=DAY)
    assert [o.text for o in again(one).occurrences.all()] == ["First", "Between", "Last"]
    entry = again(one).occurrences.all()[0]
    actions.change_occurrence(one, entry.pk, date(2026, 2, 20), "Moved", **given(town), on=DAY)
    actions.remove_occurrence(one, again(one).occurrences.all()[0].pk, **given(town))
    assert [o.text for o in again(one).occurrences.all()] == ["Last", "Moved"]


@pytest.mark.parametrize(
    ("day", "text", "named"), [(TOMORROW, "x", "day"), (DAY, "", "text"), (DAY, "  ", "text")]
)
def test_an_entry_has_a_day_that_was_and_words(town, day, text, named):
    one = begun(town)
    with pytest.raises(UnfitError) as refused:
        actions.add_occurrence(one, day, text, **given(town), on=DAY)
    assert set(refused.value.faults) == {named}


def test_a_commitment_is_one_of_an_edition_in_force_on_one_of_the_days(town):
    one = begun(town, happened=[(OPENED, "Then.")])
    later = adopt_pack(town.area, pack("leeds-2010"), actor=SYSTEM, at=moment(date(2026, 2, 9)))
    fresh = later.commitments.first()
    with pytest.raises(UnfitError):
        actions.cite_commitments(one, [fresh], **given(town))
    actions.add_occurrence(one, CLOSED, "And then.", **given(town), on=DAY)
    actions.cite_commitments(again(one), [fresh, promises(town)[0]], **given(town))
    now = again(one)
    assert {b.commitment.edition_id for b in now.broken.all()} == {town.edition.pk, later.pk}
    headings = [quotes.heading for quotes in queries.letter_as_it_stands(now, DAY).quotes]
    assert str(town.edition) in headings[0]
    assert str(later) in headings[1]
    first = now.occurrences.all()[0]
    actions.remove_occurrence(now, first.pk, **given(town))
    assert [b.commitment.edition_id for b in queries.promises_out_of_time(again(one))] == [
        town.edition.pk
    ]
    assert "commitments" in queries.unfinished(again(one))


def test_a_letter_quotes_the_words_then_in_force(town):
    one = begun(town)
    adopt_pack(town.area, pack("leeds-2010"), actor=SYSTEM, at=moment(date(2026, 2, 20)))
    (quotes,) = queries.letter_as_it_stands(again(one), DAY).quotes
    promise = promises(town)[0]
    assert quotes.quotes[0].text == promise.text
    assert quotes.quotes[0].clause == promise.clause
    assert "Draft of 11 January 2008" in quotes.heading


def test_the_objective_has_words_and_days_that_were(town):
    one = begun(town)
    wrong = Objective("", "", decided_on=TOMORROW)
    with pytest.raises(UnfitError) as refused:
        actions.say_objective(one, wrong, **given(town), on=DAY)
    assert set(refused.value.faults) == {"wanted", "decided_on"}


@pytest.mark.parametrize(
    ("to", "named"),
    [
        ({"route": "nowhere"}, "route"),
        ({"route": "role"}, "route"),
        ({"route": "named"}, "to_name"),
    ],
)
def test_somebody_to_write_to_has_to_be_there(town, to, named):
    one = begun(town)
    with pytest.raises(UnfitError) as refused:
        actions.address_challenge(one, Addressee(**to), **given(town), on=DAY)
    assert set(refused.value.faults) == {named}


def test_a_lead_is_written_to_by_name_and_a_representative_is_not_named(town):
    town.join("lea", RoleKind.LEAD, "hall", area_of_organisation="Communities")
    one = begun(town)
    (lead,) = queries.public_roles(one.body, DAY)
    actions.address_challenge(one, Addressee("role", lead), **given(town), on=DAY)
    letter = queries.letter_as_it_stands(again(one), DAY)
    assert letter.to[:3] == ("Lea", "Communities", "Anywhere City Council")
    assert letter.greeting == "Dear Lea,"
    actions.address_challenge(again(one), Addressee("voices"), **given(town), on=DAY)
    letter = queries.letter_as_it_stands(again(one), DAY)
    assert "Hall" not in " ".join(letter.to)
    assert letter.greeting == "To whom it concerns,"


# The letter.


def test_the_draft_says_every_fact_and_by_when_an_answer_is_usual(town):
    text = text_of(queries.letter_as_it_stands(ready(town), DAY))
    for said in (
        "2 February 2026: It opened.",
        "11 February 2026: It closed.",
        "Open it again.",
        "Four more weeks.",
        "within 10 working days",
        "Elm Street Centre",
        "Anna Lead",
        "Una Elm",
    ):
        assert said in text
    assert text.index("It opened.") < text.index("It closed.")


def test_own_words_stay_and_tell_when_the_facts_moved_on(town):
    one = ready(town)
    actions.write_letter(one, "In my own words.", "Una", "", **given(town))
    one = again(one)
    assert "In my own words." in text_of(queries.letter_as_it_stands(one, DAY))
    assert not queries.is_stale(one)
    actions.add_occurrence(one, DAY, "One thing more.", **given(town), on=DAY)
    assert queries.is_stale(again(one))
    actions.draft_anew(one, **given(town))
    assert "One thing more." in text_of(queries.letter_as_it_stands(again(one), DAY))


def test_of_two_who_write_at_once_one_is_told(town):
    one = ready(town)
    actions.write_letter(one, "Mine.", "Una", "", version=one.version, **given(town))
    with pytest.raises(actions.ChangedError):
        actions.write_letter(one, "Yours.", "Una", "", version=one.version, **given(town))
    with pytest.raises(actions.ChangedError):
        actions.send_challenge(one, "post", version=one.version, **given(town), on=DAY)
    assert again(one).letter == "Mine."


# Sending.


def test_a_letter_that_is_not_complete_does_not_go(town):
    with pytest.raises(NotNow) as refused:
        actions.send_challenge(begun(town), "post", **given(town), on=DAY)
    assert refused.value.possible == ["objective", "to", "letter"]


def test_what_was_sent_stays_as_it_went(town):
    one = ready(town)
    expected = queries.letter_as_it_stands(one, DAY)
    actions.send_challenge(one, "post", sent_on=DAY, **given(town), on=DAY)
    now = again(one)
    event = now.events.get()
    assert queries.letter_sent(event) == expected
    for change in (
        lambda: actions.add_occurrence(now, DAY, "More.", **given(town), on=DAY),
        lambda: actions.cite_commitments(now, promises(town)[:2], **given(town)),
        lambda: actions.write_letter(now, "Other.", "Una", "", **given(town)),
        lambda: actions.send_challenge(now, "post", **given(town), on=DAY),
        lambda: actions.discard_challenge(now, **given(town)),
    ):
        with pytest.raises(NotNow):
            change()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_keeps_what_happened(town, change):
    sent(town)
    events = ChallengeEvent.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        events.update(text="Never.") if change == "update" else events.all()._raw_delete(events.db)


@pytest.mark.parametrize(
    ("how", "to", "named"),
    [
        ("mail", {"to_email": ""}, "how"),
        ("pigeon", {}, "how"),
    ],
)
def test_a_letter_goes_in_a_way_that_there_is(town, how, to, named):
    one = ready(town, **to)
    with pytest.raises(UnfitError) as refused:
        actions.send_challenge(one, how, **given(town), on=DAY)
    assert set(refused.value.faults) == {named}


def test_nobody_sends_a_letter_tomorrow(town):
    with pytest.raises(UnfitError) as refused:
        actions.send_challenge(ready(town), "post", sent_on=TOMORROW, **given(town), on=DAY)
    assert set(refused.value.faults) == {"sent_on"}


def test_a_person_without_an_account_gets_a_link_and_no_word_of_the_letter(town):
    sent(town)
    (message,) = Message.objects.all()
    assert message.to_address == "anna@hall.example"
    assert is_confidential(message)
    assert "/act/" in message.link
    link = ActionLink.objects.get()
    assert (link.purpose, link.to_address) == ("disputes.read_letter", "anna@hall.example")
    for told in (message.subject, message.says, message.do):
        assert "Elm Street" not in told
        assert "nine days" not in told


def test_those_who_speak_for_the_body_get_a_message_that_tells_nothing(town):
    sent(town, route="voices")
    (message,) = Message.objects.all()
    assert message.to_address == "hall@example.org"
    assert "nine days" not in f"{message.subject} {message.says} {message.do}"


def test_a_copy_goes_to_officers_without_a_tie(town):
    town.join("tied", RoleKind.OFFICER)
    town.join("tied", RoleKind.CHAMPION, "hall")
    one = sent(town, copied=True)
    told = set(Message.objects.filter(kind="disputes.challenge_copy").values_list("to_address"))
    assert told == {("officer@example.org",)}
    assert policy.can_see_challenge(town.actor("officer"), one)
    assert queries.visible_challenges(town.actor("officer")) == [one]


def test_nothing_is_left_of_one_that_was_dropped_but_that_it_was(town):
    one = ready(town)
    actions.discard_challenge(one, **given(town))
    assert not Challenge.objects.exists()
    assert not Occurrence.objects.exists()
    assert not Broken.objects.exists()
    assert Event.objects.filter(verb="disputes.discard_challenge").exists()


# Who may know of it.


@pytest.mark.parametrize(
    ("who", "draft", "went", "copied"),
    [
        ("elm", True, True, True),
        ("hall", False, True, True),
        ("lea", False, True, True),
        ("oak", False, False, False),
        ("officer", False, False, True),
        ("tied", False, True, True),
        ("chair", False, False, False),
        ("panel", False, False, False),
        ("mediator", False, False, False),
        ("stranger", False, False, False),
    ],
)
def test_who_may_see_a_challenge(town, who, draft, went, copied):
    town.join("lea", RoleKind.LEAD, "hall")
    town.join("tied", RoleKind.OFFICER)
    town.join("tied", RoleKind.CHAMPION, "hall")
    one = ready(town)
    actor = town.actor(who)
    assert policy.can_see_challenge(actor, one) is draft
    assert (queries.visible_challenge(actor, one.pk) is not None) is draft
    actions.send_challenge(one, "post", **given(town), on=DAY)
    assert policy.can_see_challenge(actor, again(one)) is went
    assert (one in queries.visible_challenges(actor)) is went
    Challenge.objects.filter(pk=one.pk).update(copied=True)
    assert policy.can_see_challenge(actor, again(one)) is copied
    assert (one in queries.visible_challenges(actor)) is copied


def test_an_officer_tied_with_a_challenger_gets_no_copy(town):
    town.join("tied", RoleKind.OFFICER)
    town.join("tied", RoleKind.CHAMPION, "elm")
    one = sent(town, copied=True)
    assert not policy.can_see_challenge(town.actor("tied"), one)


def test_the_audit_tells_no_word(town):
    one = sent(town, copied=True)
    noted(town, one, Happened.REPLY, DAY, text="A canary sings")
    told = " ".join(str(event.data) for event in Event.objects.all())
    for word in ("nine days", "It opened", "Anna", "canary", "Una"):
        assert word not in told
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"disputes.begin_challenge", "disputes.send_challenge"} <= verbs


# What follows.


def test_a_reply_is_usual_within_the_working_days_of_the_area(town):
    one = sent(town, on=date(2026, 3, 27))
    now = standing(town, one, date(2026, 3, 30))
    assert now.state == "waiting"
    # Good Friday and Easter Monday lie between.
    assert now.reply.due == date(2026, 4, 14)
    assert {step.why for step in now.reply.steps if not step.counted} >= {"Good Friday"}
    assert not standing(town, one, date(2026, 4, 14)).slow
    assert standing(town, one, date(2026, 4, 15)).state == "slow"


def test_a_reminder_gives_the_usual_time_again(town):
    one = sent(town)
    noted(town, one, Happened.FOLLOW_UP, date(2026, 3, 20))
    assert standing(town, one, date(2026, 3, 20)).reply.due == date(2026, 4, 7)


def test_what_follows_one_after_the_other(town):
    one = sent(town)
    noted(town, one, Happened.REPLY, date(2026, 3, 9), who="hall")
    assert standing(town, one, DAY).state == "answered"
    noted(town, one, Happened.OUTCOME, date(2026, 3, 12), outcome="partly")
    assert standing(town, one, DAY).state == "outcome"
    noted(town, one, Happened.CLOSED, date(2026, 3, 13), text="")
    now = standing(town, one, DAY)
    assert now.state == "closed"
    assert [event.kind for event in now.events] == ["sent", "reply", "outcome", "closed"]
    assert now.answered.organisation.slug == "hall"
    with pytest.raises(NotNow):
        noted(town, one, Happened.REPLY, date(2026, 3, 14))


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        (Happened.OUTCOME, "hall"),
        (Happened.CLOSED, "hall"),
        (Happened.FOLLOW_UP, "hall"),
        (Happened.REPLY, "oak"),
        (Happened.REPLY, "officer"),
    ],
)
def test_each_side_notes_what_is_its_own(town, kind, who):
    one = sent(town, copied=True)
    with pytest.raises(PermissionDenied):
        noted(town, one, kind, DAY, who=who, outcome="right")


@pytest.mark.parametrize(
    ("kind", "changed", "named"),
    [
        (Happened.REPLY, {"text": ""}, {"text"}),
        (Happened.OUTCOME, {"outcome": "grand"}, {"outcome"}),
        (Happened.OUTCOME, {}, {"outcome"}),
    ],
)
def test_what_is_noted_says_what_it_is(town, kind, changed, named):
    one = sent(town)
    with pytest.raises(UnfitError) as refused:
        noted(town, one, kind, DAY, **changed)
    assert set(refused.value.faults) == named


def test_nothing_is_noted_before_the_letter_went(town):
    with pytest.raises(NotNow):
        noted(town, ready(town), Happened.REPLY, DAY)
    one = sent(town)
    with pytest.raises(UnfitError):
        noted(town, one, Happened.REPLY, DAY - timedelta(days=1))


def test_the_other_side_is_told_that_there_is_news(town):
    one = sent(town, route="voices")
    noted(town, one, Happened.REPLY, DAY, who="hall")
    told = Message.objects.filter(kind="disputes.challenge_news")
    assert [message.to_address for message in told] == ["elm@example.org"]


def test_silence_is_told_once_and_not_after_an_answer(town):
    one = sent(town)
    late = date(2026, 3, 18)
    told = Message.objects.filter(kind="disputes.challenge_silence")
    tick(moment(date(2026, 3, 16)))
    assert not told.exists()
    tick(moment(late))
    tick(moment(late + timedelta(days=1)))
    assert [message.to_address for message in told] == ["elm@example.org"]
    other = sent(town)
    noted(town, other, Happened.REPLY, DAY)
    tick(moment(late))
    assert told.count() == 1
    assert one != other


# Limits elsewhere.


def test_limits_elsewhere_are_counted_from_their_days(town):
    one = begun(town)
    objective = Objective("This.", "", date(2026, 1, 31), date(2026, 2, 10))
    actions.say_objective(one, objective, **given(town), on=DAY)
    limits = queries.limits_elsewhere(again(one), calendar_for(town.area), DAY)
    assert [(limit.elsewhere.key, limit.due) for limit in limits] == [
        ("judicial-review", date(2026, 4, 29)),
        ("ombudsman", date(2027, 2, 10)),
    ]
    assert not any(limit.passed for limit in limits)
    after = queries.limits_elsewhere(again(one), calendar_for(town.area), date(2026, 4, 30))
    assert [limit.passed for limit in after] == [True, False]


def test_without_a_day_a_limit_has_no_date(town):
    limits = queries.limits_elsewhere(begun(town), calendar_for(town.area), DAY)
    assert [limit.due for limit in limits] == [None, None]


def test_somebody_who_withdrew_is_not_challenged(town):
    Signature.objects.filter(organisation__slug="hall").update(
        withdrawn_on=DAY, withdrawn_recorded_at=moment(DAY)
    )
    with pytest.raises(UnfitError):
        begun(town)
