"""Importing people in the browser: hand in, look, start, read the report."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from opencompact.apps.organisations.actions.importing.people import writing
from opencompact.apps.organisations.models import ImportRun, Role, RunState
from opencompact.apps.organisations.views import importing_people
from opencompact.base.notify.models import Message

URL = "/anywhere/people/import/"
TEXT = (
    "email,name,role,organisation\n"
    "carl@example.org,Carl,champion,Elm Street Carers\n"
    "chris@example.org,Chris,chair,\n"
    ",Nobody,chair,\n"
)


def text(response):
    return response.content.decode().replace("&#x27;", "'")


@pytest.fixture
def client(visitor, elm):
    return visitor("officer")


def hand_in(client, content, **options):
    file = SimpleUploadedFile("people.csv", content.encode())
    return client.post(URL, {"file": file}, **options)


def test_a_file_is_looked_at_started_and_reported(client):
    page = text(hand_in(client, TEXT, follow=True))
    for words in ("What would happen", "Row 4", "no email address", "Nothing is written yet"):
        assert words in page
    assert (Role.objects.count(), Message.objects.count()) == (1, 0)
    run = ImportRun.objects.get()
    done = client.post(f"{URL}{run.pk}/start/", follow=True)
    assert "2 of 3 rows are in the list of people" in text(done)
    assert (Role.objects.count(), Message.objects.count()) == (3, 2)
    rejected = client.get(f"{URL}{run.pk}/rejected.csv")
    [row] = csv.DictReader(io.StringIO(rejected.content.decode()))
    assert (row["row"], row["name"]) == ("4", "Nobody")
    assert "people.csv" in text(client.get(URL))
    assert "people.csv" not in text(client.get("/anywhere/organisations/import/"))


def test_a_file_without_the_columns_says_so_and_cannot_start(client):
    page = text(hand_in(client, "mail address of,what\nx@example.org,chair\n", follow=True))
    assert "needs a column “email” and a column “role”" in page
    assert "mail address of, what" in page
    run = ImportRun.objects.get()
    assert client.post(f"{URL}{run.pk}/start/").status_code == 409


def test_no_file_and_a_wrong_one_are_said_so(client):
    assert "Select a CSV or Excel file" in text(client.post(URL, {}))
    assert "no rows" in text(hand_in(client, "email,role\n"))
    assert not ImportRun.objects.exists()


def test_a_file_of_people_comes_from_the_web_too(client, web):
    web.files["/people.csv"] = TEXT.encode()
    page = text(client.post(URL, {"address": "http://lists.example/people.csv"}, follow=True))
    assert "What would happen" in page
    assert "lists.example/people.csv" in page
    refused = text(client.post(URL, {"address": "http://127.0.0.1/people.csv"}))
    assert "not on the public internet" in refused
    assert len(web.lines) == 1


def test_an_import_of_people_is_not_one_of_organisations(client):
    hand_in(client, TEXT)
    run = ImportRun.objects.get()
    for page in ("", "rejected.csv"):
        assert client.get(f"/anywhere/organisations/import/{run.pk}/{page}").status_code == 404
    for page in ("columns/", "start/"):
        assert client.post(f"/anywhere/organisations/import/{run.pk}/{page}").status_code == 404
    assert Role.objects.count() == 1


def test_a_long_import_goes_on_by_hand(client, monkeypatch):
    monkeypatch.setattr(importing_people, "AT_ONCE", 1)
    monkeypatch.setattr(writing, "CHUNK", 1)
    hand_in(client, TEXT)
    run = ImportRun.objects.get()
    page = text(client.post(f"{URL}{run.pk}/start/", follow=True))
    assert "1 of 3 rows are done" in page
    assert f"{URL}{run.pk}/start/" in page
    ImportRun.objects.update(state=RunState.FAILED)
    assert "The import stopped" in text(client.get(f"{URL}{run.pk}/"))
    for _ in range(2):
        client.post(f"{URL}{run.pk}/start/")
    assert ImportRun.objects.get().state == RunState.FINISHED
    assert Role.objects.count() == 3


def test_the_same_file_again_has_nothing_to_write(client):
    hand_in(client, TEXT)
    client.post(f"{URL}{ImportRun.objects.get().pk}/start/")
    assert "nothing to write" in text(hand_in(client, TEXT, follow=True))


def test_the_home_of_an_officer_leads_to_a_draft(client):
    hand_in(client, TEXT)
    run = ImportRun.objects.get()
    assert run.get_absolute_url() == f"{URL}{run.pk}/"
    assert f'href="{URL}{run.pk}/"' in text(client.get("/anywhere/"))
