"""The job of the clock and the command's function."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings

from opencompact.apps.organisations import actions, tasks
from opencompact.apps.organisations.actions.importing import writing
from opencompact.apps.organisations.models import (
    ImportRun,
    Organisation,
    Role,
    RunState,
    Subject,
)
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.base.audit.models import Event
from opencompact.formats import tables
from opencompact.formats.tables import TableError
from tests.apps.organisations.actions.importing.tables_of import text_of
from tests.formats.books import book

ROWS = [{"id": f"GB-CHC-{number}", "name": f"Group {number}"} for number in range(1, 6)]


def start(area, officer, at):
    with within(area):
        run = actions.open_import(area, "a.csv", text_of(*ROWS), sector="vcs", actor=officer, at=at)
        return actions.start_import(run, at=at)


def test_the_job_is_registered():
    assert "opencompact.apps.organisations.tasks.run_imports" in django_settings.TICK_JOBS


def test_the_clock_brings_every_import_of_every_area_to_its_end(area, other_area, officer, at):
    start(area, officer, at)
    start(other_area, officer, at)
    assert tasks.run_imports(at) == tasks.Ran(finished=2, stopped=0, forgotten=0)
    for one in (area, other_area):
        with within(one):
            assert Organisation.objects.count() == 5
            assert ImportRun.objects.get().state == RunState.FINISHED
    assert tasks.run_imports(at) == tasks.Ran(finished=0, stopped=0, forgotten=0)


def test_the_clock_writes_in_the_name_of_the_person_who_started(area, officer, at):
    start(area, officer, at)
    tasks.run_imports(at)
    assert set(Event.objects.values_list("actor_id", flat=True)) == {officer.user_id}


def test_an_import_that_meets_an_error_stops_and_the_others_go_on(
    area, other_area, officer, at, monkeypatch
):
    first = start(area, officer, at)
    start(other_area, officer, at)
    write = writing._write_next

    def break_here(where, *args, **kwargs):
        if where == area:
            raise RuntimeError("a fault")
        return write(where, *args, **kwargs)

    monkeypatch.setattr(writing, "_write_next", break_here)
    assert tasks.run_imports(at) == tasks.Ran(finished=1, stopped=1, forgotten=0)
    with within(area):
        first.refresh_from_db()
        assert first.state == RunState.FAILED
        assert Organisation.objects.count() == 0


def test_old_drafts_are_forgotten(scoped, officer, at):
    actions.open_import(scoped, "a.csv", text_of(*ROWS), sector="vcs", actor=officer, at=at)
    assert tasks.run_imports(at + timedelta(days=8)).forgotten == 1


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(text_of(*ROWS, {"id": "x", "name": "Bad"}, {"name": "Elm", "url": "soon"}))
    return path


def test_a_file_is_imported_and_told_about(area, file, at):
    answer = tasks.import_file("anywhere", file, dry_run=False, at=at)
    assert {name: answer[name] for name in ("read", "created", "updated", "unchanged")} == {
        "read": 7,
        "created": 6,
        "updated": 0,
        "unchanged": 0,
    }
    assert [one["row"] for one in answer["rejected"]] == [7]
    assert [one["row"] for one in answer["warnings"]] == [8]
    again = tasks.import_file("anywhere", file, dry_run=False, at=at)
    assert (again["created"], again["unchanged"]) == (0, 6)


def test_a_dry_run_changes_nothing(area, file, at):
    dry = tasks.import_file("anywhere", file, dry_run=True, at=at)
    with within(area):
        assert Organisation.objects.count() == ImportRun.objects.count() == 0
    assert tasks.import_file("anywhere", file, dry_run=False, at=at) == dry


def test_a_file_that_was_stopped_goes_on_where_it_stood(area, file, at, monkeypatch):
    monkeypatch.setattr(writing, "CHUNK", 2)
    with within(area):
        draft = actions.open_import(
            area,
            "list.csv",
            tables.decode(file.read_bytes()),
            sector="vcs",
            actor=tasks.SYSTEM,
            at=at,
        )
        run = actions.start_import(draft, at=at)
        actions.run_import(run, actor=tasks.SYSTEM, at=at, rows=2)
    answer = tasks.import_file("anywhere", file, dry_run=False, at=at)
    assert answer["created"] == 6
    with within(area):
        assert ImportRun.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "Row 1 is empty"), (b"group\nx\n", "No column holds the names"), (b"PK\x03\x04", "CSV")],
)
def test_a_file_that_is_no_list_of_organisations_is_refused(area, tmp_path, at, content, says):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(TableError, match=says):
        tasks.import_file("anywhere", path, dry_run=False, at=at)
    with within(area):
        assert ImportRun.objects.count() == 0


def test_a_file_from_the_web_is_imported_by_command(area, web, file, at):
    web.files["/list.csv"] = file.read_bytes()
    web.files["/people.csv"] = PEOPLE.encode()
    answer = tasks.import_file("anywhere", "http://lists.example/list.csv", dry_run=False, at=at)
    assert answer["created"] == 6
    found = tasks.import_people("anywhere", "http://lists.example/people.csv", dry_run=True, at=at)
    assert found["created"] == 1
    with within(area):
        assert ImportRun.objects.get().file_name == "lists.example/list.csv"


def test_an_unknown_area_is_said_so(db, file, at):
    with pytest.raises(Area.DoesNotExist):
        tasks.import_file("nowhere", file, dry_run=False, at=at)


def test_a_workbook_is_taken_and_its_other_sheets_are_named(area, tmp_path, at):
    path = tmp_path / "list.xlsx"
    path.write_bytes(book(("List", [["name"], ["The Well"]]), ("Old", [["name"]])))
    for dry_run in (True, False):
        answer = tasks.import_file("anywhere", path, dry_run=dry_run, at=at)
        assert (answer["created"], answer["note"]) == (
            1,
            "The sheet “List” was read. “Old” was not.",
        )
    assert tasks.import_file("anywhere", path, dry_run=False, at=at)["unchanged"] == 1


PEOPLE = "email,role\nann@example.org,chair\n,mediator\n"


def test_people_are_taken_in_by_command_once(area, tmp_path, at):
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE)
    ahead = tasks.import_people("anywhere", file, dry_run=True, at=at)
    with within(area):
        assert not Role.objects.exists()
        assert not ImportRun.objects.exists()
    first = tasks.import_people("anywhere", file, dry_run=False, at=at)
    assert first == ahead
    assert list(first) == [
        "read",
        "created",
        "updated",
        "unchanged",
        "rejected",
        "warnings",
        "note",
    ]
    assert (first["read"], first["created"], first["rejected"][0]["row"]) == (2, 1, 3)
    again = tasks.import_people("anywhere", file, dry_run=False, at=at)
    assert (again["created"], again["unchanged"]) == (0, 1)


def test_a_file_of_people_without_the_columns_says_which_it_has(area, tmp_path, at):
    file = tmp_path / "people.csv"
    file.write_text("name,telephone\nAnn,1\n")
    with pytest.raises(TableError, match="the columns are name, telephone"):
        tasks.import_people("anywhere", file, dry_run=False, at=at)


def test_the_clock_goes_on_with_people_too(area, officer, at):
    with within(area):
        run = actions.open_import(
            area, "p.csv", PEOPLE, subject=Subject.PEOPLE, actor=officer, at=at
        )
        actions.start_import(run, at=at)
    assert tasks.run_imports(at) == tasks.Ran(finished=1, stopped=0, forgotten=0)
    with within(area):
        assert Role.objects.get().kind == "chair"
