"""Named reads: the edition in force now and on a day, its pack, what is kept ready."""

from datetime import UTC, date, datetime

import pytest
from django_scopes import ScopeError

from opencompact.apps.agreement import queries
from opencompact.apps.agreement.actions import adopt_pack
from opencompact.base.areas.scoping import within
from tests.core.pack.reading import samples

LATER = datetime(2028, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def new(edition, officer):
    """The edition that replaced the first one on 1 June 2028."""
    return adopt_pack(edition.area, samples.second(), actor=officer, at=LATER)


def test_there_is_none_before_the_first(scoped):
    assert queries.current_edition(scoped) is None
    assert not queries.editions(scoped)


@pytest.mark.parametrize(
    ("on", "key"),
    [
        (date(2026, 11, 19), None),
        (date(2026, 11, 20), "anywhere-2026"),
        (date(2028, 5, 31), "anywhere-2026"),
        (date(2028, 6, 1), "anywhere-2028"),
        (date(2099, 1, 1), "anywhere-2028"),
    ],
)
@pytest.mark.usefixtures("new")
def test_the_edition_of_a_day(scoped, on, key):
    found = queries.edition_on(scoped, on)
    assert (found and found.key) == key


@pytest.mark.usefixtures("new")
def test_all_editions_the_latest_first(scoped):
    assert [one.key for one in queries.editions(scoped)] == ["anywhere-2028", "anywhere-2026"]


def test_each_edition_keeps_its_own_pack(edition, new):
    assert (queries.pack_of(edition), queries.pack_of(new)) == (samples.pack(), samples.second())


def test_another_area_has_none_of_it(edition, other_area):
    with within(other_area):
        assert queries.current_edition(other_area) is None
        assert queries.current_edition(edition.area) is None


@pytest.mark.usefixtures("edition")
def test_outside_an_area_nothing_is_read(area):
    with within(None), pytest.raises(ScopeError):
        queries.current_edition(area)


def test_reading_again_costs_no_query(edition, django_assert_num_queries):
    queries.index_of(edition)
    with django_assert_num_queries(0):
        first = queries.pack_of(edition), queries.book_of(edition), queries.index_of(edition)
    assert first[0] is queries.pack_of(edition)
    assert first[1] is queries.book_of(edition)
    assert first[2] is queries.index_of(edition)


def test_the_edition_in_force_is_one_small_query(edition, django_assert_num_queries):
    with django_assert_num_queries(1) as queried:
        found = queries.current_edition(edition.area)
    assert found == edition
    assert '"source"' not in queried.captured_queries[0]["sql"]
