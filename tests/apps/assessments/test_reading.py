"""Who reads what, how lists are narrowed, what is measured, and who is reminded."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opencompact.apps.assessments import actions, policy, queries, tasks
from opencompact.apps.assessments.actions.keeping import OnGroup
from opencompact.apps.assessments.queries import Wanted
from opencompact.base.areas.actor import ANONYMOUS, RoleKind
from opencompact.base.notify import tasks as mail
from opencompact.base.notify.models import Message
from opencompact.core.rules import Verdict

DAY = date(2026, 11, 20)


def test_a_draft_is_there_for_its_keepers_only(begun, published, council, elm, person, as_actor):
    draft, open_one = begun(), published()
    champion = as_actor(person("Own", RoleKind.CHAMPION, council))
    other = as_actor(person("Other", RoleKind.CHAMPION, elm))
    for actor, sees in ((champion, True), (other, False), (ANONYMOUS, False)):
        assert policy.can_see(actor, draft) is sees
        assert policy.can_see(actor, open_one)
        listed = set(queries.listed(draft.area, actor))
        assert listed == ({draft, open_one} if sees else {open_one})
        assert bool(queries.one_assessment(draft.area, actor, draft.number)) is sees


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), {"harm", "none"}),
        (Wanted(text="youth cabinet"), {"harm", "none"}),
        (Wanted(text="youth moon"), set()),
        (Wanted(body="westbridge-city-council"), {"harm", "none"}),
        (Wanted(body="elm"), set()),
        (Wanted(depth="full"), {"none"}),
        (Wanted(depth="odd"), {"harm", "none"}),
        (Wanted(need="no"), {"harm"}),
        (Wanted(harms="age"), {"harm"}),
        (Wanted(harms="sex"), set()),
        (Wanted(harms="sector"), {"harm"}),
        (Wanted(harms="users"), set()),
        (Wanted(state="draft"), set()),
        (Wanted(sort="oldest"), {"harm", "none"}),
    ],
)
def test_filters(published, wanted, found):
    published("screening", OnGroup("age", "harm", ""), OnGroup("sex", "none", ""))
    one = published("full", sector_effect="none", need="")
    listed = queries.searched(queries.published(one.area), wanted)
    assert {each.sector_effect for each in listed} == found


def test_what_is_measured_takes_as_many_queries_for_three_as_for_one(published, edition):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            one = published(assessed_on=DAY)
        with CaptureQueriesContext(connection) as asked:
            found = list(queries.measured(one.area, on=DAY))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert [record.key for record in found] == ["2026-0003", "2026-0002", "2026-0001"]
    assert found[0].owner == {"public"}
    assert found[0].on == DAY
    assert set(found[0].facts) == {"assessed", "published", "evidence", "mitigation"}


def test_a_draft_and_what_comes_later_is_not_measured(written, published, edition):
    one = written()
    published(assessed_on=DAY)
    assert list(queries.measured(one.area, on=DAY - timedelta(days=1))) == []
    assert len(list(queries.measured(one.area, on=DAY))) == 1


def test_facts_are_left_out_where_nobody_recorded_them(begun):
    assert queries.facts(begun()) == {}


def test_before_the_first_agreement_the_first_one_counts(published, edition):
    one = published()
    assert [record.owner for record in queries.measured(one.area, on=DAY)] == [{"public"}]
    assert queries.judged(one)


def test_silence_is_never_met(begun, edition):
    for one in queries.judged(begun("full")):
        assert one.judgement.verdict in {Verdict.CANNOT_TELL, Verdict.NOT_APPLICABLE}
        assert one.commitment is not None


def test_without_an_agreement_nothing_is_judged(begun):
    assert queries.judged(begun()) == []


def test_a_review_that_is_due_is_brought_to_mind_once(published, council, person, officer, at):
    person("Champ", RoleKind.CHAMPION, council)
    one = published(review_on=DAY)
    assert tasks.tick(at - timedelta(days=1)) == 0
    tasks.tick(at)
    tasks.tick(at)
    message = Message.objects.get()
    assert message.to_address == "champ@example.org"
    assert "20 November 2026" in message.says
    found = {"reviewed_on": DAY, "found": "All well."}
    actions.note_review(one, found, version=one.version, actor=officer, at=at)
    mail.deliver(at)
    message.refresh_from_db()
    assert message.sent_at is None


def test_where_a_body_has_nobody_officers_are_reminded(published, person, at):
    person("Olive", RoleKind.OFFICER)
    published(review_on=DAY)
    tasks.tick(at)
    assert Message.objects.get().to_address == "olive@example.org"
