"""The import writes what a table tells, in transactions, with an event for each change."""

from datetime import timedelta

import pytest

from opencompact.apps.organisations import actions
from opencompact.apps.organisations.models import Organisation
from opencompact.base import audit
from opencompact.base.areas.scoping import within
from opencompact.base.audit.models import Event
from tests.apps.organisations.actions.importing.tables_of import choices_of, table_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(scoped, officer, at):
    """Imports rows into the area."""

    def taken(*rows, sector="vcs", **options):
        table = table_of(*rows)
        return actions.import_table(
            scoped, table, choices_of(table, sector), actor=officer, at=at, **options
        )

    return taken


WELL = {"id": "GB-CHC-1", "name": "The Well", "postcode": "LE1 1AA", "url": "www.well.org"}


def counts(report):
    return (
        report.read,
        report.created,
        report.updated,
        report.unchanged,
        len(report.rejected),
    )


def test_new_rows_are_added_with_address_search_and_sector(take, at):
    report = take(WELL, {"name": "The Well", "sector": "public"}, sector="faith")
    assert counts(report) == (2, 2, 0, 0, 0)
    first, second = Organisation.objects.order_by("slug")
    assert (first.slug, first.sector, first.website) == ("the-well", "faith", "http://www.well.org")
    assert (second.slug, second.sector) == ("the-well-2", "public")
    assert first.created_at == first.updated_at == at
    assert " well" in first.search


def test_a_dry_run_tells_the_same_and_writes_nothing(take):
    rows = [WELL, {"name": ""}, {**WELL, "name": "Again"}]
    dry = take(*rows, dry_run=True)
    assert Organisation.objects.count() == 0
    assert Event.objects.count() == 0
    assert take(*rows) == dry


def test_the_same_rows_again_write_nothing(take):
    take(WELL)
    before = Organisation.objects.values().get()
    events = Event.objects.count()
    assert counts(take(WELL)) == (1, 0, 0, 1, 0)
    assert Organisation.objects.values().get() == before
    assert Event.objects.count() == events


def test_a_changed_row_changes_its_fields_only(take, scoped, officer, at):
    take({**WELL, "kinds": "bme"})
    table = table_of({"id": "GB-CHC-1", "name": "The New Well", "kinds": "", "url": ""})
    later = at + timedelta(days=1)
    report = actions.import_table(scoped, table, choices_of(table), actor=officer, at=later)
    assert counts(report) == (1, 0, 1, 0, 0)
    found = Organisation.objects.get()
    assert (found.name, found.slug) == ("The New Well", "the-well")
    assert (found.postcode, found.website, found.kinds) == (
        "LE1 1AA",
        "http://www.well.org",
        ["bme"],
    )
    assert (found.version, found.updated_at, found.created_at) == (2, later, at)
    assert found.match_key == "the new well|LE11AA"
    assert " new" in found.search


def test_what_people_wrote_by_hand_stays(take, make):
    one = make("The Well", identifier="GB-CHC-1", size="small", address="By hand", sector="faith")
    take({**WELL, "name": "The Well"})
    one.refresh_from_db()
    assert (one.size, one.address, one.sector) == ("small", "By hand", "faith")


def test_organisations_of_one_name_stay_apart_under_different_identifiers(take):
    rows = [{**WELL, "id": f"GB-CHC-{number}"} for number in (1, 2, 3)]
    assert counts(take(*rows)) == (3, 3, 0, 0, 0)
    slugs = sorted(Organisation.objects.values_list("slug", flat=True))
    assert slugs == ["the-well", "the-well-2", "the-well-3"]
    assert counts(take(*rows)) == (3, 0, 0, 3, 0)


def test_bad_and_repeated_rows_are_named_and_the_others_go_in(take):
    report = take({"id": "x", "name": "Bad"}, WELL, {**WELL, "name": "Twin"}, {"name": "Good"})
    assert counts(report) == (4, 2, 0, 0, 2)
    assert [fault.row for fault in report.rejected] == [2, 4]


def test_two_rows_that_are_one_organisation_under_two_identifiers(take, make):
    make("The Well", identifier="GB-CHC-1", other_identifiers=["GB-CHC-2"])
    report = take(WELL, {**WELL, "id": "GB-CHC-2", "name": "Well Two"})
    assert counts(report) == (2, 0, 1, 0, 1)
    assert report.rejected[0].row == 3
    assert "row 2" in report.rejected[0].reason


def test_remarks_tell_of_rows_that_go_in(take):
    report = take({**WELL, "url": "being rebuilt"})
    assert counts(report) == (1, 1, 0, 0, 0)
    assert [fault.row for fault in report.warnings] == [2]


def test_every_changed_organisation_has_its_event(take, officer):
    take(WELL, {"name": "Elm"})
    take({**WELL, "name": "New Well"}, {"name": "Elm"})
    verbs = list(Event.objects.values_list("verb", "actor_id"))
    assert verbs == [("organisations.import", officer.user_id)] * 3
    assert [event.data for event in Event.objects.order_by("id")] == [
        {"added": True, "row": 2},
        {"added": True, "row": 3},
        {"fields": ["name"], "row": 2},
    ]
    assert audit.verify().faults == ()


def test_many_rows_are_written_in_steps(take, monkeypatch):
    monkeypatch.setattr(actions.importing.writing, "CHUNK", 2)
    rows = [{"id": f"GB-CHC-{number}", "name": f"Group {number}"} for number in range(1, 8)]
    assert counts(take(*rows)) == (7, 7, 0, 0, 0)
    changed = [{**row, "name": f"New {row['name']}"} for row in rows]
    assert counts(take(*changed)) == (7, 0, 7, 0, 0)
    assert Organisation.objects.filter(name__startswith="New").count() == 7


def test_an_import_touches_its_own_area_only(take, other_area):
    with within(other_area):
        Organisation.objects.create(
            area=other_area, name="Theirs", slug="theirs", identifier="GB-CHC-1"
        )
    assert counts(take(WELL)) == (1, 1, 0, 0, 0)
    with within(other_area):
        assert Organisation.objects.get().name == "Theirs"


@pytest.mark.parametrize("rows", [10, 200])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    take, rows, django_assert_max_num_queries
):
    many = [{"id": f"GB-CHC-{number}", "name": f"Group {number}"} for number in range(1, rows)]
    with django_assert_max_num_queries(24):
        take(*many)
    with django_assert_max_num_queries(16):
        take(*many)
