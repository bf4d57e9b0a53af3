"""A case that is loaded by itself is the one that is loaded among many, and is kept to its area."""

from datetime import timedelta
from uuid import uuid4

import pytest

from opencompact.apps.disputes.models import Case
from opencompact.apps.disputes.queries.cases import case_by_key, cases, visible_case
from opencompact.base.areas.scoping import CrossAreaError, within
from tests.apps.disputes import walking
from tests.apps.disputes.test_step_letters import written
from tests.apps.disputes.test_story import MEDIATED

LATER = walking.START + timedelta(days=30)
RELATED = {
    "parties": "organisation",
    "seats": "user",
    "events": "named",
    "advisers": "user",
    "documents": "",
    "citations": "commitment",
    "moves": "",
}


@pytest.fixture
def case(town):
    found = walking.begin(town)
    town.story(found, MEDIATED)
    return found


def told(case) -> dict:
    """Everything that a story is made of, with what comes along."""
    found = {
        name: [(one.pk, str(getattr(one, along)) if along else "") for one in rows]
        for name, along in RELATED.items()
        if (rows := getattr(case, name).all()) is not None
    }
    admitted = [[one.pk for one in adviser.admissions.all()] for adviser in case.advisers.all()]
    return {**found, "admitted": admitted, "area": case.area.slug, "edition": case.edition.title}


def test_one_by_itself_is_the_one_among_many(case, django_assert_num_queries):
    wanted = told(next(one for one in cases() if one.pk == case.pk))
    assert wanted["events"]
    assert wanted["advisers"]
    found = case_by_key(case.pk)
    with django_assert_num_queries(0):
        assert told(found) == wanted
        assert all(one.case is found for one in found.parties.all())


def test_who_may_see_it_gets_its_letters_too(town, case, django_assert_num_queries):
    written(town, case)
    found = visible_case(town.actor("chair", LATER), case.number)
    wanted = [(one.pk, [p.pk for p in one.passed.all()]) for one in case.letters.all()]
    assert wanted
    with django_assert_num_queries(0):
        assert [(one.pk, [p.pk for p in one.passed.all()]) for one in found.letters.all()] == wanted
    assert visible_case(town.actor("chair", LATER), "1999-001") is None


def test_no_other_area_gets_it(case, other_area):
    with within(other_area), pytest.raises(CrossAreaError):
        case_by_key(case.pk)


def test_a_case_that_is_not_there(case):
    with pytest.raises(Case.DoesNotExist):
        case_by_key(uuid4())
