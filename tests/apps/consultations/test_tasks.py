"""What the clock does: reminding of feedback where a time was promised, and forgetting."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from opencompact.apps.agreement.models import Edition
from opencompact.apps.consultations import actions, queries, tasks
from opencompact.apps.consultations.models import Response
from opencompact.apps.consultations.queries import measuring
from opencompact.base.areas.actor import ANONYMOUS
from opencompact.base.areas.permission import NotNow
from opencompact.base.notify.models import Message
from opencompact.core.calendar import Span, Unit
from opencompact.core.rules import Interval
from tests.apps.consultations.conftest import TODAY, moment

DAY = timedelta(1)
CLOSES = date(2027, 2, 1)
PROMISED = Interval(
    key="feedback-in-time", kind="interval", commitment="public-h", record="consultation",
    last="closes", again="feedback_published", within=Span(8, Unit.WEEKS), binds=("public",),
    words="Feedback comes within eight weeks.",
)  # fmt: skip


def kinds() -> list[str]:
    return list(Message.objects.order_by("created_at").values_list("kind", flat=True))


def test_nothing_is_reminded_of_where_no_time_was_promised(asking):
    asking.asked()
    assert tasks.tick(moment(CLOSES + 100 * DAY)).reminded == 0


def test_feedback_is_reminded_of_before_and_after_its_day_until_it_is_there(asking, monkeypatch):
    assert Edition.objects.exists()
    monkeypatch.setattr(measuring, "rules_of", lambda _pack: (PROMISED,))
    made = asking.asked()
    due = CLOSES + 56 * DAY
    assert queries.feedback_due(made) == due
    assert tasks.tick(moment(due - 20 * DAY)).reminded == 0
    for on in (due - 2 * DAY, due - DAY, due + DAY, due + 2 * DAY):
        tasks.tick(moment(on))
    assert kinds().count("consultations.feedback_due") == 2
    texts = {"heard": "Keep it.", "changed": "We do.", "unchanged": ""}
    actions.write_feedback(made, texts, version=1, actor=asking.officer, at=moment(due))
    actions.publish_feedback(made, actor=asking.officer, at=moment(due))
    assert tasks.tick(moment(due + 3 * DAY)).reminded == 0


def test_those_who_asked_are_told_once(asking):
    made = asking.asked()
    told = actions.Given({"q1": "a"}, email="Una@Example.org", wants_feedback=True)
    for given in (told, replace(told, wants_feedback=False, email="no@example.org")):
        actions.send(made, given, actor=ANONYMOUS, at=moment())
    texts = {"heard": "Keep it.", "changed": "", "unchanged": "No money."}
    later = moment(CLOSES + DAY)
    actions.write_feedback(made, texts, version=1, actor=asking.officer, at=later)
    actions.publish_feedback(made, actor=asking.officer, at=later)
    (message,) = Message.objects.filter(kind="consultations.told")
    assert message.to_address == "una@example.org"
    with pytest.raises(NotNow):
        actions.publish_feedback(made, actor=asking.officer, at=later)


def test_feedback_needs_what_was_heard_and_what_comes_of_it(asking):
    made = asking.asked()
    empty = {"heard": "", "changed": "We do.", "unchanged": ""}
    actions.write_feedback(made, empty, version=1, actor=asking.officer, at=moment())
    with pytest.raises(actions.UnfitError) as error:
        actions.publish_feedback(made, actor=asking.officer, at=moment())
    assert set(error.value.faults) == {"heard"}
    with pytest.raises(actions.EditConflict):
        actions.write_feedback(made, empty, version=1, actor=asking.officer, at=moment())


def test_what_was_not_sent_goes_and_names_go_after_a_year(asking):
    made = asking.asked()
    given = actions.Given({"q1": "a"}, name="Una", email="una@example.org", wants_feedback=True)
    actions.put_by(made, given, actor=ANONYMOUS, at=moment())
    sent = actions.send(made, given, actor=ANONYMOUS, at=moment())
    assert tasks.tick(moment(CLOSES)).forgotten == 0
    assert tasks.tick(moment(CLOSES + DAY)).forgotten == 1
    assert Response.objects.get() == sent
    assert tasks.tick(moment(CLOSES + 365 * DAY)).forgotten == 0
    assert tasks.tick(moment(CLOSES + 366 * DAY)).forgotten == 1
    sent.refresh_from_db()
    assert (sent.name, sent.email, sent.answers) == ("", "", {"q1": "a"})


def test_questions_stay_once_somebody_has_begun(asking):
    made = asking.asked()
    (first, *_others) = queries.questions(made)
    actions.put_by(made, actions.Given({}), actor=ANONYMOUS, at=moment())
    asked = actions.Asked("text", "Another?")
    for act in (
        lambda: actions.ask(made, asked, actor=asking.officer, at=moment()),
        lambda: actions.reword(first, asked, actor=asking.officer, at=moment()),
        lambda: actions.unask(first, actor=asking.officer, at=moment()),
    ):
        with pytest.raises(NotNow):
            act()


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (actions.Asked("text", " "), "text"),
        (actions.Asked("one", "Which?", choices=("A", "A")), "choices"),
        (actions.Asked("many", "Which?", choices=[str(n) for n in range(21)]), "choices"),
        (actions.Asked("scale", "How?", choices=("bad",)), "choices"),
    ],
)
def test_a_question_has_to_fit(asking, asked, name):
    with pytest.raises(actions.UnfitError) as error:
        actions.ask(asking.draft(), asked, actor=asking.officer, at=moment())
    assert set(error.value.faults) == {name}


def test_an_answer_that_was_sent_is_not_sent_again(asking):
    made = asking.asked()
    actions.put_by(made, actions.Given({}), actor=ANONYMOUS, at=moment())
    begun = Response.objects.get()
    actions.send(made, actions.Given({"q1": "a"}), begun=begun, actor=ANONYMOUS, at=moment())
    with pytest.raises(NotNow):
        actions.send(made, actions.Given({"q1": "b"}), begun=begun, actor=ANONYMOUS, at=moment())
    late = moment(CLOSES + DAY)
    with pytest.raises(NotNow):
        actions.send(made, actions.Given({"q1": "c"}), actor=ANONYMOUS, at=late)


def test_what_is_possible_when(asking):
    made, officer = asking.made(), asking.officer
    for act in (
        lambda: actions.extend(made, CLOSES, "Snow", actor=officer, at=moment()),
        lambda: actions.open_again(made, CLOSES, CLOSES, actor=officer, at=moment()),
        lambda: actions.publish(made, actor=officer, at=moment()),
        lambda: actions.withdraw(asking.draft(), "Why", actor=officer, at=moment()),
    ):
        with pytest.raises(NotNow):
            act()
    gone = actions.withdraw(made, "No money.", actor=officer, at=moment())
    with pytest.raises(NotNow):
        actions.edit(gone, {}, version=gone.version, actor=officer, at=moment())


def test_who_is_asked_too_often_and_when(asking):
    for number, opens in enumerate((date(2026, 12, 1), date(2026, 12, 20), date(2027, 1, 4))):
        asking.made(title=f"Number {number}", opens=opens, closes=opens + 40 * DAY)
    asking.made(title="Apart", communities=["Young people"], themes=["Parks"])
    rows = queries.published(asking.area, queries.Wanted(), TODAY)
    spans = queries.spans(rows, TODAY, date(2027, 11, 1))
    groups = queries.groups(spans)
    assert [(one.name, one.most, one.is_often) for one in groups] == [
        ("Older people", 3, True), ("Health", 3, True),
    ]  # fmt: skip
    assert (groups[0].first, groups[0].last) == (date(2027, 1, 4), date(2027, 1, 10))
    months = list(queries.months(spans, TODAY))
    assert [len(one.spans) for one in months[:5]] == [1, 3, 4, 2, 0]


def test_what_is_already_known_is_shown_with_its_feedback(asking):
    old = asking.made(opens=date(2026, 1, 12), closes=date(2026, 6, 1), title="Earlier")
    asking.made(opens=date(2026, 1, 12), closes=date(2026, 6, 1), themes=["Parks"], communities=[])
    texts = {"heard": "Keep it.", "changed": "We do.", "unchanged": ""}
    actions.write_feedback(old, texts, version=1, actor=asking.officer, at=moment())
    found = queries.earlier(asking.area, ["older  people", "Nothing"], TODAY)
    assert [(one.row.consultation.title, one.row.feedback) for one in found] == [("Earlier", None)]
    actions.publish_feedback(old, actor=asking.officer, at=moment())
    (one,) = queries.earlier(asking.area, ["Older people"], TODAY)
    assert one.row.feedback.heard == "Keep it."
