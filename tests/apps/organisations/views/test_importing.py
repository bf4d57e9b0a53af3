"""Importing in the browser: hand in, look, match columns, start, read the report."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from opencompact.apps.organisations import forms
from opencompact.apps.organisations.models import ImportRun, Organisation, RunState
from opencompact.apps.organisations.views import importing
from opencompact.formats import tables
from tests.apps.organisations.actions.importing.tables_of import text_of
from tests.formats.books import book

URL = "/anywhere/organisations/import/"
ROWS = [{"id": f"GB-CHC-{number}", "name": f"Group {number}"} for number in range(1, 5)]


def text(response):
    return response.content.decode().replace("&#x27;", "'")


@pytest.fixture
def client(visitor):
    return visitor("officer")


def hand_in(client, content, sector="vcs", **options):
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("list.csv", data)
    return client.post(URL, {"file": file, "sector": sector}, **options)


def test_a_file_is_looked_at_started_and_reported(client, scoped):
    bad = {"id": "x", "name": "Bad\nname", "url": "=1+1"}
    look = hand_in(client, text_of(*ROWS, bad, {"name": "Web", "url": "soon"}), follow=True)
    page = text(look)
    for words in (
        "What would happen",
        "Row 6",
        "not an identifier",
        "is not a web address",
        "Group 1",
        "Nothing is written yet",
    ):
        assert words in page
    assert not Organisation.objects.filter(name="Group 1").exists()
    run = ImportRun.objects.get()
    done = client.post(f"{URL}{run.pk}/start/", follow=True)
    assert "5 of 6 rows are in the register" in text(done)
    assert Organisation.objects.filter(name__startswith="Group").count() == 4
    rejected = client.get(f"{URL}{run.pk}/rejected.csv")
    [row] = csv.DictReader(io.StringIO(rejected.content.decode()))
    assert (row["row"], row["name"], row["url"]) == ("6", "Bad\nname", "'=1+1")
    assert "not an identifier" in row["reason"]
    assert "list.csv" in text(client.get(URL))


def test_looking_writes_nothing(client, scoped):
    hand_in(client, text_of(*ROWS))
    run = ImportRun.objects.get()
    before = ImportRun.objects.values().get()
    client.get(f"{URL}{run.pk}/")
    assert ImportRun.objects.values().get() == before


def test_columns_are_matched_by_hand(client, scoped):
    look = hand_in(client, "group;place;kind of\nThe Well;Leicester;public\n", follow=True)
    assert "Which column holds the names?" in text(look)
    run = ImportRun.objects.get()
    assert client.post(f"{URL}{run.pk}/start/").status_code == 409
    wrong = client.post(f"{URL}{run.pk}/columns/", {"locality": "place", "newcomers": "faith"})
    assert "Select the column that holds the names" in text(wrong)
    assert '<option value="place" selected>' in text(wrong)
    chosen = {"name": "group", "locality": "place", "sector": "kind of", "newcomers": "faith"}
    client.post(f"{URL}{run.pk}/columns/", chosen)
    client.post(f"{URL}{run.pk}/start/")
    one = Organisation.objects.get(slug="the-well")
    assert (one.locality, one.sector) == ("Leicester", "public")
    late = client.post(f"{URL}{run.pk}/columns/", chosen)
    assert late.status_code == 409


def test_the_sector_of_newcomers_is_chosen_with_the_file(client, scoped):
    hand_in(client, text_of(ROWS[0]), sector="faith")
    client.post(f"{URL}{ImportRun.objects.get().pk}/start/")
    assert Organisation.objects.get(name="Group 1").sector == "faith"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04zip", "spreadsheet is damaged"),
        (b"\xd0\xcf\x11\xe0", "older kind (.xls)"),
        (b"", "empty"),
        (b"name\n", "no rows"),
        (b'name\n"open\n', "quotation mark"),
        (b"\x00\x01", "not a text file"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_the_choices_stay(client, scoped, content, says):
    page = text(hand_in(client, content, sector="faith"))
    assert says in page
    assert '<option value="faith" selected>' in page
    assert ImportRun.objects.count() == 0


def test_a_file_that_is_too_large_is_refused(client, scoped, monkeypatch):
    monkeypatch.setattr(forms.importing, "MOST", 10)
    assert "must be smaller than 25 MB" in text(hand_in(client, "name\n" + "x" * 20 + "\n"))


def test_no_file_is_said_so(client, scoped):
    assert "Select a CSV or Excel file" in text(client.post(URL, {"sector": "vcs"}))


LIST = "http://lists.example/of/groups.csv?key=secret"


def test_a_file_from_the_web_is_looked_at_started_and_reported(client, scoped, web):
    web.files["/of/groups.csv"] = text_of(*ROWS).encode()
    look = client.post(URL, {"address": LIST, "sector": "faith"}, follow=True)
    page = text(look)
    for words in ("What would happen", "Group 1", "lists.example/of/groups.csv, 4 rows"):
        assert words in page
    run = ImportRun.objects.get()
    done = text(client.post(f"{URL}{run.pk}/start/", follow=True))
    assert "4 of 4 rows are in the register" in done
    assert "lists.example/of/groups.csv" in done
    assert Organisation.objects.get(name="Group 1").sector == "faith"
    assert "secret" not in text(client.get(URL)) + done + page


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("http://127.0.0.1/groups.csv", "127.0.0.1 is not on the public internet"),
        ("http://169.254.169.254/latest/meta-data/", "is not on the public internet"),
        ("http://127.0.0.1:8000/", "Only addresses without a port number"),
        ("file:///etc/passwd", "This is not a web address"),
        ("lists.example/groups.csv", "It should begin with https://"),
        ("http://a:b@lists.example/", "Leave the name and password out"),
        ("http://nowhere.example/", "There is no server called nowhere.example"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_and_stays(client, scoped, web, address, says):
    page = text(client.post(URL, {"address": address, "sector": "faith"}))
    assert says in page
    assert "There is a problem" in page
    assert f'value="{address}"' in page
    assert '<option value="faith" selected>' in page
    assert (web.lines, ImportRun.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "The server answered 404"), (b"<html></html>", "web page"), (b"name\n", "no rows")],
)
def test_an_address_that_gives_no_table_is_refused_and_stays(client, scoped, web, content, says):
    if content:
        web.files["/of/groups.csv"] = content
    page = text(client.post(URL, {"address": LIST, "sector": "vcs"}))
    assert says in page
    assert f'value="{LIST}"' in page
    assert not ImportRun.objects.exists()


def test_nothing_is_got_while_something_else_is_wrong(client, scoped, web):
    file = SimpleUploadedFile("list.csv", text_of(*ROWS).encode())
    both = text(client.post(URL, {"file": file, "address": LIST, "sector": "vcs"}))
    assert "Choose a file or enter a web address, not both" in both
    assert "Select" in text(client.post(URL, {"address": LIST, "sector": "none"}))
    assert (web.lines, ImportRun.objects.count()) == ([], 0)


@pytest.mark.parametrize("who", ["anonymous", "signer", "foreign officer"])
def test_who_may_hand_in_no_file_gets_none_from_the_web(visitor, web, who):
    assert visitor(who).post(URL, {"address": LIST, "sector": "vcs"}).status_code in {302, 403, 404}
    assert web.lines == []


def test_a_long_import_goes_on_with_the_clock_or_by_hand(client, scoped, monkeypatch):
    from opencompact.apps.organisations.actions.importing import writing

    monkeypatch.setattr(importing, "AT_ONCE", 2)
    monkeypatch.setattr(writing, "CHUNK", 2)
    hand_in(client, text_of(*ROWS))
    run = ImportRun.objects.get()
    page = text(client.post(f"{URL}{run.pk}/start/", follow=True))
    assert "2 of 4 rows are done" in page
    assert "Check again" in page
    assert 'value="50"' in page
    client.get(f"{URL}{run.pk}/")
    assert Organisation.objects.filter(name__startswith="Group").count() == 2
    done = client.post(f"{URL}{run.pk}/start/", follow=True)
    assert "4 of 4 rows are in the register" in text(done)


def test_an_import_that_stopped_can_go_on(client, scoped):
    hand_in(client, text_of(*ROWS))
    run = ImportRun.objects.get()
    ImportRun.objects.update(state=RunState.FAILED)
    assert "The import stopped" in text(client.get(f"{URL}{run.pk}/"))
    client.post(f"{URL}{run.pk}/start/")
    assert ImportRun.objects.get().state == RunState.FINISHED


def test_a_file_that_changes_nothing_is_not_started(client, scoped):
    hand_in(client, text_of(*ROWS))
    client.post(f"{URL}{ImportRun.objects.get().pk}/start/")
    look = text(hand_in(client, text_of(*ROWS), follow=True))
    assert "nothing to write" in look
    assert "Import into the register" not in look


def test_markup_in_a_file_is_only_text(client, scoped):
    name = "<script>alert(1)</script>"
    look = hand_in(client, text_of({"name": name}, {"id": name, "name": name}), follow=True)
    assert "<script>alert" not in text(look)


def test_a_workbook_is_imported_and_its_other_sheets_are_named(client, scoped):
    sheets = (("List", [["name", "id"], ["The Well", "GB-CHC-1"], [7, "x"]]), ("Old", [["name"]]))
    look = hand_in(client, book(*sheets), follow=True)
    assert "The sheet “List” was read. “Old” was not." in text(look)
    assert "Row 3" in text(look)
    run = ImportRun.objects.get()
    client.post(f"{URL}{run.pk}/start/")
    assert Organisation.objects.get(name="The Well").identifier == "GB-CHC-1"
    assert "“Old” was not" not in text(client.get(f"{URL}{run.pk}/"))


def test_rows_left_out_come_as_a_workbook_too(client, scoped):
    hand_in(client, text_of({"id": "x", "name": "=Bad"}, {"id": "GB-CHC-1", "name": "Good"}))
    run = ImportRun.objects.get()
    report = text(client.post(f"{URL}{run.pk}/start/", follow=True))
    assert f"{URL}{run.pk}/rejected.xlsx" in report
    response = client.get(f"{URL}{run.pk}/rejected.xlsx")
    table = tables.read(response.content)
    assert table.columns[:4] == ("row", "reason", "id", "name")
    assert table.rows[0].cells["name"] == "=Bad"
    assert table.rows[0].cells["row"] == "2"
    assert "Link" not in response


def test_a_number_and_a_reason_from_before_do_not_hide_those_of_now(client, scoped):
    hand_in(client, "row,reason,name,id\n99,Old reason,Bad,x\n1,,Good,GB-CHC-1\n")
    run = ImportRun.objects.get()
    client.post(f"{URL}{run.pk}/start/")
    [row] = csv.DictReader(io.StringIO(client.get(f"{URL}{run.pk}/rejected.csv").content.decode()))
    assert row["row"] == "2"
    assert "not an identifier" in row["reason"]
