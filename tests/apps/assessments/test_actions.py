"""Writing, publishing, taking back, deciding, reviewing: what each does, and what it refuses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from opencompact.apps.assessments import actions, queries
from opencompact.apps.assessments.actions.keeping import OnGroup
from opencompact.apps.assessments.models import Assessment, EffectOnGroup, EqualityGroup
from opencompact.base.areas.actor import ANONYMOUS, RoleKind
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.models import Event

DAY = date(2026, 11, 20)
KINDS = (RoleKind.CHAMPION, RoleKind.REPRESENTATIVE)


def verbs() -> list[str]:
    found = Event.objects.filter(verb__startswith="assessments.").order_by("id")
    return [verb.partition(".")[2] for verb in found.values_list("verb", flat=True)]


def test_the_way_of_an_assessment(published, officer, at):
    one = published("screening", OnGroup("age", "harm", "Most are under 18."))
    assert (one.number, one.published_on, one.entered_on) == ("2026-0001", DAY, DAY)
    decided = actions.note_decision(
        one, DAY, "https://example.org/paper", version=one.version, actor=officer, at=at
    )
    found = {"reviewed_on": DAY, "found": "Two clubs closed."}
    actions.note_review(one, found, version=decided.version, actor=officer, at=at)
    kept = Assessment.objects.get()
    assert (kept.decided_on, kept.found, kept.version) == (DAY, "Two clubs closed.", 5)
    assert verbs() == ["begin", "write", "publish", "note_decision", "note_review"]


@pytest.mark.parametrize("kind", KINDS)
def test_people_of_the_body_keep_it_and_nobody_else(  # noqa: PLR0917
    begun, council, elm, person, as_actor, at, kind
):
    one = begun()
    own = as_actor(person("Own", kind, council))
    strange = as_actor(person("Strange", kind, elm))
    for actor in (strange, ANONYMOUS):
        with pytest.raises(PermissionDenied):
            actions.write(one, {"title": "Other"}, [], version=1, actor=actor, at=at)
        with pytest.raises(PermissionDenied):
            actions.begin(council, "full", "Title", "Decision", actor=actor, at=at)
        with pytest.raises(PermissionDenied):
            actions.remove(one, actor=actor, at=at)
    assert actions.write(one, {"title": "Other"}, [], version=1, actor=own, at=at).title == "Other"


@pytest.mark.parametrize(
    ("depth", "changed", "lacks"),
    [
        ("screening", {"need": ""}, "Say whether a full assessment is needed."),
        ("screening", {"need_words": " "}, "Say why no full assessment is needed."),
        ("screening", {"assessed_on": None}, "Give the day on which it was made."),
        ("screening", {"decision": ""}, "Say which decision it belongs to."),
        ("full", {"evidence": ""}, "Say on what evidence it rests."),
        (
            "full",
            {"mitigation": ""},
            "It says that somebody is harmed: say what would soften that, or that nothing can.",
        ),
    ],
)
def test_what_is_missing_is_said_before_publication(written, officer, at, depth, changed, lacks):
    one = written(depth, **changed)
    assert queries.missing(one) == [lacks]
    with pytest.raises(actions.UnfitError):
        actions.publish(one, version=one.version, actor=officer, at=at)


def test_a_screening_that_leads_to_more_needs_no_reason(written):
    assert queries.missing(written(need="yes", need_words="", mitigation="")) == []


def test_nothing_is_missing_where_nobody_is_harmed(written):
    assert queries.missing(written("full", sector_effect="none", mitigation="")) == []


def test_harm_to_a_group_asks_for_what_softens_it(written):
    said = OnGroup("age", "harm", "")
    assert len(queries.missing(written("full", said, sector_effect="none", mitigation=""))) == 1


def test_what_will_be_made_tomorrow_is_not_published_today(written, officer, at):
    one = written(assessed_on=DAY + timedelta(days=1))
    with pytest.raises(actions.UnfitError, match="still to come"):
        actions.publish(one, version=one.version, actor=officer, at=at)


def test_of_two_who_write_at_once_one_is_told(begun, officer, at):
    one = begun()
    actions.write(one, {"title": "First"}, [], version=1, actor=officer, at=at)
    with pytest.raises(actions.ChangedError) as changed:
        actions.write(one, {"title": "Second"}, [], version=1, actor=officer, at=at)
    assert changed.value.stored.title == "First"
    with pytest.raises(actions.ChangedError):
        actions.publish(one, version=1, actor=officer, at=at)


def test_what_was_published_stays(published, officer, at):
    one = published()
    with pytest.raises(NotNow):
        actions.write(one, {"title": "Other"}, [], version=one.version, actor=officer, at=at)
    with pytest.raises(NotNow):
        actions.remove(one, actor=officer, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=one.pk).update(evidence="Something else.")


def test_taken_back_it_can_be_corrected_until_it_was_reviewed(published, officer, at):
    one = published()
    with pytest.raises(actions.ChangedError):
        actions.take_back(one, version=1, actor=officer, at=at)
    back = actions.take_back(one, version=one.version, actor=officer, at=at)
    assert back.is_draft
    with pytest.raises(NotNow):
        actions.take_back(one, version=back.version, actor=officer, at=at)
    again = actions.publish(back, version=back.version, actor=officer, at=at + timedelta(days=3))
    assert again.published_on == DAY + timedelta(days=3)
    found = {"reviewed_on": DAY, "found": "Nothing."}
    last = actions.note_review(again, found, version=again.version, actor=officer, at=at)
    with pytest.raises(NotNow):
        actions.take_back(last, version=last.version, actor=officer, at=at)


@pytest.mark.parametrize("day", [DAY + timedelta(days=1), date(2026, 9, 30)])
def test_a_review_comes_after_the_assessment_and_not_in_the_future(published, officer, at, day):
    one = published()
    with pytest.raises(actions.UnfitError):
        actions.note_review(
            one, {"reviewed_on": day, "found": "x"}, version=one.version, actor=officer, at=at
        )


def test_a_decision_has_been_taken(published, officer, at):
    one = published()
    day = DAY + timedelta(days=1)
    with pytest.raises(actions.UnfitError):
        actions.note_decision(one, day, "", version=one.version, actor=officer, at=at)


def test_a_full_assessment_goes_on_from_a_screening_once(written, officer, at):
    one = written("screening", OnGroup("age", "harm", "Under 18."), need="yes")
    full = actions.go_on(one, actor=officer, at=at)
    assert (full.depth, full.full_of, full.evidence) == ("full", one, one.evidence)
    assert (full.assessed_on, full.need) == (None, "")
    assert [effect.words for effect in full.effects.all()] == ["Under 18."]
    assert actions.go_on(one, actor=officer, at=at) == full
    with pytest.raises(NotNow):
        actions.go_on(full, actor=officer, at=at)


def test_a_draft_goes_with_all_that_was_said(written, officer, at):
    actions.remove(written("full", OnGroup("age", "none", "")), actor=officer, at=at)
    assert not Assessment.objects.exists()
    assert not EffectOnGroup.objects.exists()


def group(area, officer, at, name, one=None, **changed) -> EqualityGroup:
    values = {"name": name, "about": "", "ended_on": None, "version": 1, **changed}
    return actions.keep_group(area, values, one, actor=officer, at=at)


def test_groups_of_the_area_stand_after_those_of_the_law(scoped, officer, at, written):
    carers = group(scoped, officer, at, "Carers")
    keys = [one.key for one in queries.asked_groups(DAY)]
    assert keys[-2:] == ["orientation", "carers"]
    assert len(keys) == 10
    one = written("full", OnGroup("carers", "harm", "Less respite."))
    renamed = group(scoped, officer, at, "Unpaid carers", carers, ended_on=DAY)
    assert (renamed.key, renamed.version) == ("carers", 2)
    assert "carers" not in {each.key for each in queries.asked_groups(DAY)}
    assert queries.group_names(one)["carers"] == "Unpaid carers"
    with pytest.raises(actions.ChangedError):
        group(scoped, officer, at, "Other", carers)


@pytest.mark.parametrize("name", ["Age", "sex", "Carers", "CARERS"])
def test_a_name_is_given_once(scoped, officer, at, name):
    group(scoped, officer, at, "Carers")
    with pytest.raises(actions.UnfitError):
        group(scoped, officer, at, name)


def test_only_officers_keep_groups(scoped, actor, at):
    with pytest.raises(PermissionDenied):
        group(scoped, actor, at, "Carers")
