"""Writing, giving, answering, withdrawing a notice; deciding an end: what each does and refuses."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from opencompact.apps.funding.actions import notices as actions
from opencompact.apps.funding.models import BodyBudget, EndDecision, Notice, NoticeAnswer
from opencompact.apps.funding.policy import notices as policy
from opencompact.apps.funding.queries import due
from opencompact.apps.funding.queries import notices as queries
from opencompact.apps.funding.tasks.notices import remind
from opencompact.base.areas.actor import ANONYMOUS
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.models import Event
from opencompact.base.notify import tasks as mail
from opencompact.base.notify.models import Message
from opencompact.core.rules import Verdict
from tests.apps.funding.notices.conftest import DAY, ENDS

EVERYBODY = ("olive", "champ", "rita", "group", "")


def by(desk, who: str = "champ"):
    return {"actor": desk.actors.get(who, ANONYMOUS), "at": desk.at}


def seen(desk, notice) -> set[str]:
    return {
        who
        for who in EVERYBODY
        if queries.visible_notice(desk.area, desk.actors.get(who, ANONYMOUS), notice.key)
    }


def test_a_draft_is_the_funders_and_a_given_notice_is_for_both_sides(desk):
    draft = desk.draft(desk.agreement("one"))
    given = desk.given(desk.agreement("two"))
    assert seen(desk, draft) == {"olive", "champ"}
    assert seen(desk, given) == {"olive", "champ", "rita"}
    for who in EVERYBODY:
        actor = desk.actors.get(who, ANONYMOUS)
        listed = set(queries.visible_notices(desk.area, actor))
        assert listed == {one for one in (draft, given) if who in seen(desk, one)}


@pytest.mark.parametrize("who", ["rita", "group", ""])
def test_nobody_else_writes_or_gives(desk, who):
    draft = desk.draft()
    for act in (
        lambda: actions.begin(draft.agreement, "ending", **by(desk, who)),
        lambda: actions.write(draft, {"what": "x"}, version=draft.version, **by(desk, who)),
        lambda: actions.remove(draft, **by(desk, who)),
        lambda: actions.give(draft, ("", ""), given_on=DAY, version=draft.version, **by(desk, who)),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_giving_keeps_the_letter_and_tells_the_recipient_once(desk):
    given = desk.given(exceptional=False, discussed_on=DAY)
    assert given.given_on == DAY
    letter = queries.letter_sent(given)
    assert "“Grant for youth” ends on 31 May 2027" in letter.body
    assert "We talked it over with you on 20 November 2026." in letter.body
    assert letter.signature[:2] == ("Sam Signer", "Director")
    assert any("six months" in quote.text for each in letter.quotes for quote in each.quotes)
    message = Message.objects.get()
    assert message.to_address == "rita@example.org"
    with pytest.raises(NotNow):
        actions.give(given, ("", ""), given_on=DAY, version=given.version, **by(desk))
    assert Event.objects.filter(verb="funding.give_notice").count() == 1
    mail.deliver(desk.at)
    message.refresh_from_db()
    assert message.sent_at


def test_of_a_notice_that_was_withdrawn_nobody_is_told_any_more(desk):
    given = desk.given()
    actions.withdraw(given, "There is money.", version=given.version, **by(desk))
    mail.deliver(desk.at)
    sent = Message.objects.filter(sent_at__isnull=False)
    assert [one.kind for one in sent] == ["funding.notice-withdrawn"]
    with pytest.raises(NotNow):
        actions.answer(given, "Thank you.", **by(desk, "rita"))
    assert list(queries.measured(desk.area, on=DAY)) == []


@pytest.mark.parametrize(
    ("said", "given_on", "fault"),
    [
        ({"what": ""}, DAY, "missing"),
        ({"reasons": " "}, DAY, "missing"),
        ({"exceptional": True}, DAY, "missing"),
        ({"ends": None}, DAY, "missing"),
        ({}, DAY + timedelta(days=1), "given_on"),
        ({"ends": DAY}, DAY, "given_on"),
    ],
)
def test_what_is_not_ready_is_not_given(desk, said, given_on, fault):
    draft = desk.draft(**said)
    with pytest.raises(actions.UnfitError) as refused:
        actions.give(draft, ("A", ""), given_on=given_on, version=draft.version, **by(desk))
    assert set(refused.value.faults) == {fault}
    assert not Message.objects.exists()


def test_a_default_notice_asks_by_when_things_are_put_right(desk):
    draft = desk.draft(kind="default", remedy_offered=True)
    assert [step for step, _said in queries.missing(draft)] == ["checks"]
    ready = desk.draft(draft.agreement, remedy_offered=True, remedy_by=ENDS)
    assert queries.missing(ready) == []


def test_of_two_who_write_at_once_one_is_told(desk):
    draft = desk.draft()
    with pytest.raises(actions.ChangedError):
        actions.write(draft, {"what": "x"}, version=1, **by(desk))
    given = desk.given(draft.agreement)
    with pytest.raises(actions.ChangedError):
        actions.note(given, {"discussed_on": DAY}, version=1, **by(desk))


def test_what_a_given_notice_says_stays(desk):
    given = desk.given()
    with pytest.raises(NotNow):
        actions.write(given, {"what": "x"}, version=given.version, **by(desk))
    with pytest.raises(NotNow):
        actions.remove(given, **by(desk))
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=given.pk).update(reasons="Others.")
    noted = actions.note(given, {"users_told_on": DAY}, version=given.version, **by(desk))
    assert noted.users_told_on == DAY


def test_a_draft_on_the_same_agreement_is_taken_up_again(desk):
    draft = desk.draft()
    assert actions.begin(draft.agreement, "change", **by(desk)) == draft
    actions.remove(draft, **by(desk))
    assert not Notice.objects.exists()


def test_both_sides_answer_and_the_other_one_is_told(desk):
    given = desk.given()
    Message.objects.all().delete()
    actions.answer(given, "We cannot.", **by(desk, "rita"))
    assert [one.to_address for one in Message.objects.all()] == ["champ@example.org"]
    actions.answer(given, "Let us talk.", **by(desk))
    said = NoticeAnswer.objects.order_by("at", "text")
    assert {(one.by.slug, one.text) for one in said} == {
        (desk.elm.slug, "We cannot."),
        (desk.council.slug, "Let us talk."),
    }
    with pytest.raises(PermissionDenied):
        actions.answer(given, "I read this.", **by(desk, "olive"))
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeAnswer.objects.update(text="Other.")


def test_where_nobody_knows_who_the_recipient_is_nobody_is_told(desk):
    agreement = desk.agreement()
    agreement.payee.standing, agreement.payee.organisation = "waiting", None
    agreement.payee.save()
    given = desk.given(agreement)
    assert queries.recipients(given, DAY) == []
    assert not Message.objects.exists()
    assert not policy.is_recipient(desk.actors["rita"], given)


def test_the_verdict_of_leeds(desk):
    short = desk.given(desk.agreement("short", ends=date(2027, 5, 19)))
    long = desk.given(desk.agreement("long", ends=date(2027, 5, 20)))
    excused = desk.given(
        desk.agreement("excused", ends=date(2027, 2, 1)), exceptional=True, exceptional_words="Law."
    )
    found = {
        one.pk: {
            each.judgement.rule.key: each.judgement.verdict
            for each in queries.judged_notice(one, DAY)
        }
        for one in (short, long, excused)
    }
    rule = "notice-of-termination"
    assert found[short.pk][rule] == Verdict.NOT_MET
    assert found[long.pk][rule] == Verdict.MET
    assert found[excused.pk][rule] == Verdict.NOT_APPLICABLE
    assert found[long.pk]["thought-before-deciding"] == Verdict.CANNOT_TELL


def test_nothing_that_was_written_goes_out_with_what_is_measured(desk):
    desk.given(assessed_on=DAY, decided_on=DAY, could_respond=False)
    desk.draft(desk.agreement("other"))
    (one,) = queries.measured(desk.area, on=DAY)
    assert "public" in one.owner
    assert one.facts["reasons"] is True
    assert one.facts["responded_before_decision"] is False
    assert not [fact for fact in one.facts.values() if isinstance(fact, str)]
    assert desk.elm.name not in f"{one.title}{one.address}"


def test_figures_of_a_body(desk):
    desk.given(desk.agreement("short", ends=DAY + timedelta(days=30)))
    desk.given(desk.agreement("long"))
    desk.given(
        desk.agreement("excused", ends=DAY + timedelta(days=10)),
        exceptional=True,
        exceptional_words="Law.",
    )
    (one,) = queries.figures(desk.area, DAY)
    assert (one.notices, one.bound, one.long_enough) == (3, 2, 1)
    assert (one.median_days, one.shortest_days, one.promised) == (30, 10, 181)


def ends(desk) -> list[str]:
    return [one.agreement.number for one in due.due_for(desk.area, desk.actors["champ"], DAY)]


def test_what_is_due_has_no_decision_and_no_notice(desk):
    desk.agreement("open", ends=date(2027, 5, 25))
    desk.agreement("late", ends=date(2027, 3, 31))
    desk.agreement("far", ends=DAY + timedelta(days=366))
    desk.agreement("over", ends=DAY - timedelta(days=1))
    desk.agreement("draft", is_draft=True)
    desk.given(desk.agreement("told"))
    decided = desk.agreement("decided")
    values = {"choice": "renewed", "decided_on": DAY, "words": ""}
    actions.decide_end(decided, values, version=0, **by(desk))
    assert ends(desk) == ["late", "open"]
    late, one = due.due_for(desk.area, desk.actors["olive"], DAY)
    assert (late.latest, late.is_late) == (date(2026, 9, 30), True)
    assert (one.latest, one.left) == (date(2026, 11, 25), 5)
    assert due.due_for(desk.area, desk.actors["rita"], DAY) == []
    assert (late.back.start, late.back.due) == (late.ends, late.latest)
    for who in ("olive", "champ", "rita"):
        actor = desk.actors[who]
        assert due.soon_for(desk.area, actor, DAY) == due.near(due.due_for(desk.area, actor, DAY))
    assert [found.agreement.number for found in due.soon_of(one.agreement.funder, DAY)] == ["open"]
    # Another end asks for another decision.
    decided.ends = date(2027, 6, 30)
    decided.save()
    assert ends(desk) == ["late", "open", "decided"]


def test_an_end_is_decided_by_its_funder_once_and_can_be_changed(desk):
    one = desk.agreement()
    values = {"choice": "ends", "decided_on": DAY, "words": "Agreed."}
    with pytest.raises(PermissionDenied):
        actions.decide_end(one, values, version=0, **by(desk, "rita"))
    kept = actions.decide_end(one, values, version=0, **by(desk))
    with pytest.raises(actions.ChangedError):
        actions.decide_end(one, values, version=0, **by(desk))
    actions.decide_end(one, {**values, "choice": "open"}, version=kept.version, **by(desk))
    assert EndDecision.objects.get().choice == "open"
    late = {**values, "decided_on": DAY + timedelta(days=1)}
    with pytest.raises(actions.UnfitError):
        actions.decide_end(one, late, version=2, **by(desk))
    with pytest.raises(NotNow):
        actions.decide_end(desk.agreement("endless", ends=None), values, version=0, **by(desk))


def test_one_mail_a_body_says_what_comes_first_and_nothing_after_it_is_done(desk):
    first = desk.agreement("first", ends=date(2027, 5, 25))
    desk.agreement("second", ends=date(2027, 6, 25))
    remind(desk.at)
    remind(desk.at)
    message = Message.objects.get()
    assert message.to_address == "champ@example.org"
    assert "25 November 2026" in message.says
    assert "comes soon: 2." in message.says
    values = {"choice": "renewed", "decided_on": DAY, "words": ""}
    actions.decide_end(first, values, version=0, **by(desk))
    mail.deliver(desk.at)
    message.refresh_from_db()
    assert message.sent_at is None
    remind(desk.at)
    assert Message.objects.count() == 2


def test_budgets_are_kept_by_the_body_and_show_the_proportion(desk):
    sums = {"own_before": 1000, "own_after": 950, "sector_before": 100, "sector_after": 80}
    values = {name: Decimal(one) for name, one in sums.items()} | {"source": ""}
    with pytest.raises(PermissionDenied):
        actions.keep_budget(desk.council, 2027, values, version=0, **by(desk, "rita"))
    actions.keep_budget(desk.council, 2027, values, version=0, **by(desk))
    with pytest.raises(actions.ChangedError):
        actions.keep_budget(desk.council, 2027, values, version=0, **by(desk))
    found = queries.proportion(desk.draft())
    assert found is not None
    assert (found.own, found.sector, found.gap) == (Decimal("-5.0"), Decimal("-20.0"), Decimal(15))
    assert queries.proportion(desk.draft(desk.agreement("other"), ends=date(2026, 12, 1))) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        BodyBudget.objects.update(own_before=0)
