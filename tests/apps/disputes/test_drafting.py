"""Words to be looked at: opened by a published finding, closed by an edition that changes them."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.agreement.models import DraftingTask
from opencompact.apps.disputes import actions, queries
from opencompact.apps.disputes.models import Finding, Occasion
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.permission import NotNow
from tests.apps.disputes.test_story import TO_MEETING, begin
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment, pack

DAY = date(2026, 4, 20)


def ended(town, outcome: str, *, publish: bool = True):
    last = [("publish", "officer", date(2026, 4, 10))] if publish else []
    steps = [*TO_MEETING, ("find", "chair", date(2026, 4, 8), {"outcome": outcome}), *last]
    return town.story(begin(town), steps)


def at(area, name="drafting", *args):
    return reverse(f"disputes:{name}", args=[area.slug, *args])


def public(path: str) -> str:
    return Client().get(path).content.decode()


@pytest.mark.parametrize(
    ("outcome", "tasks"),
    [("unclear", 2), ("new-issue", 0), ("broke", 0), ("another-body", 0), ("neither-broke", 0)],
)
def test_only_an_ending_that_asks_for_other_words_opens_tasks(town, outcome, tasks):
    """Leicester's list says of each ending what follows."""
    then = town.tell(ended(town, outcome), DAY).procedure.ending(outcome).then
    assert DraftingTask.objects.count() == (tasks if then != "amend" else 2)


def test_nothing_is_listed_before_the_finding_is_published(leeds):
    made = leeds.tell(begin(leeds), DAY).procedure
    assert all(ending.then != "amend" or ending.public for ending in made.endings)


def test_an_unpublished_finding_opens_nothing(town):
    ended(town, "unclear", publish=False)
    assert not DraftingTask.objects.exists()
    assert "No words wait" in public(at(town.area))


def test_the_second_case_joins_the_first(town):
    first, second = ended(town, "unclear"), ended(town, "unclear")
    assert DraftingTask.objects.count() == 2
    task = queries.drafting_tasks().first()
    assert {one.finding.number for one in task.occasions.all()} == {first.number, second.number}
    html = public(at(town.area))
    assert first.number in html
    assert second.number in html
    assert first.subject not in html


def test_the_commitment_and_the_finding_lead_there(town):
    case = ended(town, "unclear")
    key = case.citations.first().commitment.key
    assert f"/drafting/#{key}" in public(
        reverse("agreement:commitment", args=[town.area.slug, key])
    )
    assert "/drafting/" in public(at(town.area, "finding", case.number))
    csv = public(at(town.area, "drafting_csv"))
    assert key in csv
    assert case.number in csv


def changed(key: str, text: str | None):
    """Leicester's pack under a new key, with one commitment changed or left out."""
    old = pack("leicester-2008")
    parts = tuple(
        replace(
            part,
            groups=tuple(
                replace(
                    group,
                    commitments=tuple(
                        replace(one, text=text) if one.key == key and text else one
                        for one in group.commitments
                        if one.key != key or text
                    ),
                )
                for group in part.groups
            ),
        )
        for part in old.parts
    )
    return replace(old, key="leicester-2027", parts=parts)


@pytest.mark.parametrize("text", ["Give twelve weeks, always.", None])
def test_an_edition_that_changes_the_words_closes_it(town, text):
    case = ended(town, "unclear")
    first, second = (one.commitment.key for one in case.citations.all())
    edition = adopt_pack(town.area, changed(first, text), actor=SYSTEM, at=moment(DAY))
    task = DraftingTask.objects.get(key=first)
    assert (task.closed_on, task.closed_by) == (DAY, edition)
    assert DraftingTask.objects.get(key=second).closed_on is None
    editions = public(reverse("agreement:editions", args=[town.area.slug]))
    assert "It changed words that findings had shown to be unclear" in editions
    assert f"closed on {DAY.day} April 2026" in public(at(town.area))


def test_a_later_finding_on_a_text_without_the_commitment_is_about_the_whole(town):
    case = begin(town)
    gone = {one.commitment.key for one in case.citations.all()}
    new = changed(min(gone), None)
    new = replace(
        new,
        parts=tuple(
            replace(
                part,
                groups=tuple(
                    replace(
                        group,
                        commitments=tuple(o for o in group.commitments if o.key not in gone),
                    )
                    for group in part.groups
                ),
            )
            for part in new.parts
        ),
    )
    adopt_pack(town.area, new, actor=SYSTEM, at=moment(date(2026, 3, 5)))
    steps = [*TO_MEETING, ("find", "chair", date(2026, 4, 8), {"outcome": "unclear"})]
    town.story(case, [*steps, ("publish", "officer", date(2026, 4, 10))])
    task = DraftingTask.objects.get()
    assert (task.key, task.commitment, Occasion.objects.count()) == ("", None, 1)
    assert "as a whole" in public(at(town.area))


def test_officers_note_that_words_stay(town):
    ended(town, "unclear")
    task = DraftingTask.objects.first()
    for who, status in (("elm", 403), ("chair", 403), ("officer", 200)):
        path = at(town.area, "close_task", task.pk)
        assert client_of(town, who).get(path).status_code == status
    client = client_of(town, "officer")
    assert "Enter why the words stay" in client.post(path, {}).content.decode()
    client.post(path, {"reason": "The group finds them clear."})
    task.refresh_from_db()
    assert (task.closed_by, task.reason) == (None, "The group finds them clear.")
    with pytest.raises(NotNow):
        actions.close_task(task, "Again", actor=town.actor("officer"), on=DAY, at=moment(DAY))
    assert "The words stay: The group finds them clear." in public(at(town.area))


def test_the_list_takes_as_many_queries_for_three_as_for_one(town, django_assert_num_queries):
    ended(town, "unclear")
    with django_assert_num_queries(2):
        [list(one.occasions.all()) for one in queries.drafting_tasks()]
    ended(town, "unclear")
    with django_assert_num_queries(2):
        [list(one.occasions.all()) for one in queries.drafting_tasks()]
    assert Finding.objects.count() == 2
