"""An import as a person meets it: a draft, a look, a start, going on, the end."""

from datetime import timedelta

import pytest

from opencompact.apps.organisations import actions
from opencompact.apps.organisations.actions import Choices
from opencompact.apps.organisations.actions.importing import writing
from opencompact.apps.organisations.models import ImportRun, Organisation, RunState
from opencompact.base.audit.models import Event
from opencompact.base.tasks import imports
from opencompact.formats.tables import TableError
from tests.apps.organisations.actions.importing.tables_of import text_of

ROWS = [{"id": f"GB-CHC-{number}", "name": f"Group {number}"} for number in range(1, 8)]


@pytest.fixture
def draft(scoped, officer, at):
    """Hands in rows."""

    def handed_in(*rows, text=""):
        text = text or text_of(*rows)
        return actions.open_import(scoped, "list.csv", text, sector="vcs", actor=officer, at=at)

    return handed_in


@pytest.fixture
def small_steps(monkeypatch):
    """Transactions of two rows."""
    monkeypatch.setattr(writing, "CHUNK", 2)


def test_a_draft_tells_what_would_happen_and_changes_nothing(draft):
    run = draft(*ROWS, {"id": "GB-CHC-9"}, {"name": "Web", "url": "soon"})
    assert run.state == RunState.DRAFT
    assert run.rows_total == 9
    assert run.mapping["name"] == "name"
    assert run.report["preview"]["created"] == 8
    assert run.report["counts"] == {"rejected": 1, "warnings": 1}
    assert Organisation.objects.count() == 0


def test_a_draft_without_a_column_of_names_waits_for_one(draft):
    run = draft(text="group,place\nThe Well,Leicester\n")
    assert run.report == {}
    actions.rematch(run, Choices({"name": "group", "locality": "place"}, "faith"))
    assert run.report["preview"]["created"] == 1
    assert run.sector == "faith"


def test_a_file_that_is_no_table_makes_no_draft(draft):
    with pytest.raises(TableError):
        draft(text="name\n")
    assert ImportRun.objects.count() == 0


def test_a_run_goes_to_its_end_and_keeps_what_is_still_needed(draft, officer, at):
    run = actions.start_import(draft(*ROWS, {"id": "x", "name": "Bad"}), at=at)
    assert run.state == RunState.RUNNING
    run = actions.run_import(run, actor=officer, at=at)
    assert (run.state, run.finished_at, run.text) == (RunState.FINISHED, at, "")
    assert (run.created, run.rows_done, run.used, run.rejected) == (7, 8, 7, 1)
    [rejected] = run.report["rejected"]
    assert rejected["row"] == 9
    assert rejected["cells"][:2] == ["x", "Bad"]
    assert run.report["columns"][:2] == ["id", "name"]
    last = Event.objects.order_by("-id")[0]
    assert (last.object_type, last.data["rejected"]) == ("organisations.ImportRun", 1)


@pytest.mark.usefixtures("small_steps")
def test_a_run_can_stop_after_some_rows_and_go_on(draft, officer, at):
    run = actions.start_import(draft(*ROWS), at=at)
    run = actions.run_import(run, actor=officer, at=at, rows=3)
    assert (run.state, run.rows_done, run.created, run.per_cent) == (RunState.RUNNING, 4, 4, 57)
    run = actions.run_import(run, actor=officer, at=at)
    assert (run.state, run.rows_done, run.created) == (RunState.FINISHED, 7, 7)
    assert Organisation.objects.count() == 7


@pytest.mark.usefixtures("small_steps")
def test_a_run_remembers_who_the_first_rows_were_when_it_goes_on(draft, make, officer, at):
    make("Well", identifier="GB-CHC-1", other_identifiers=["GB-CHC-99"])
    rows = [*ROWS, {"id": "GB-CHC-99", "name": "Again"}]
    run = actions.start_import(draft(*rows), at=at)
    actions.run_import(run, actor=officer, at=at, rows=2)
    run = actions.run_import(run, actor=officer, at=at)
    assert [one["row"] for one in run.report["rejected"]] == [9]
    assert Organisation.objects.get(identifier="GB-CHC-1").name == "Group 1"


@pytest.mark.usefixtures("small_steps")
def test_two_processes_at_the_same_run_do_each_row_once(draft, officer, at):
    first = actions.start_import(draft(*ROWS), at=at)
    second = ImportRun.objects.get(pk=first.pk)
    actions.run_import(first, actor=officer, at=at, rows=2)
    actions.run_import(second, actor=officer, at=at, rows=2)
    run = actions.run_import(first, actor=officer, at=at)
    assert (run.created, run.rows_done) == (7, 7)
    assert Organisation.objects.count() == 7
    assert actions.run_import(second, actor=officer, at=at).created == 7


def test_starting_the_same_file_twice_is_one_import(draft, at):
    first = actions.start_import(draft(*ROWS), at=at)
    assert actions.start_import(draft(*ROWS), at=at).pk == first.pk
    assert actions.start_import(first, at=at).pk == first.pk


def test_a_run_that_stopped_goes_on_where_it_stood(draft, officer, at):
    run = actions.start_import(draft(*ROWS), at=at)
    actions.stop_import(run)
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    again = actions.start_import(run, at=at)
    assert actions.run_import(again, actor=officer, at=at).state == RunState.FINISHED


def test_a_finished_run_stays_finished(draft, officer, at):
    run = actions.run_import(actions.start_import(draft(*ROWS), at=at), actor=officer, at=at)
    assert actions.start_import(run, at=at).state == RunState.FINISHED
    actions.stop_import(run)
    run.refresh_from_db()
    assert run.state == RunState.FINISHED


def test_drafts_that_nobody_starts_are_forgotten(draft, at):
    draft(*ROWS)
    assert imports.forget_drafts(ImportRun, at + timedelta(days=6)) == 0
    assert imports.forget_drafts(ImportRun, at + timedelta(days=8)) == 1
