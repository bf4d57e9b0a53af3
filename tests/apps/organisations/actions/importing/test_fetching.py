"""A file from the web: got through the guard, noted by its server alone, and not too often."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from opencompact.apps.organisations import actions
from opencompact.apps.organisations.actions.importing import fetching
from opencompact.base.audit.models import Event
from opencompact.formats.fetching import FetchError
from opencompact.formats.tables import TableError
from tests.formats.books import book
from tests.formats.web import PUBLIC

LIST = "http://lists.example/of/groups.csv?key=secret#part"


@pytest.fixture
def get(scoped, officer, at, web):
    """Gets a file as the officer."""
    web.files["/of/groups.csv"] = b"name\nThe Well\n"

    def got(address=LIST, actor=officer, at=at):
        return actions.fetch_table(scoped, address, actor=actor, at=at)

    return got


def test_the_file_is_read_and_called_by_its_address_without_the_key(get, web):
    found = get()
    assert (found.taken.text, found.name) == ("name\nThe Well\n", "lists.example/of/groups.csv")
    assert web.lines == [(PUBLIC, 80)]


def test_the_history_keeps_who_asked_which_server_and_nothing_of_the_path(get, officer, scoped):
    get()
    [event] = Event.objects.all()
    assert (event.verb, event.actor_id, event.area) == (
        "organisations.fetch",
        officer.user_id,
        scoped,
    )
    assert event.data == {"host": "lists.example"}


def test_a_workbook_is_unpacked_as_one_that_was_handed_in(get, web):
    web.files["/list.xlsx"] = book(("List", [["name"], ["The Well"]]), ("Old", [["name"]]))
    taken = get("http://lists.example/list.xlsx").taken
    assert "The Well" in taken.text
    assert str(taken.note) == "The sheet “List” was read. “Old” was not."


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"<!DOCTYPE html><html></html>", "web page"), (b"name\n", "no rows"), (b"PK\x03\x04", "CSV")],
)
def test_what_is_no_table_is_refused_as_ever(get, web, content, says):
    web.files["/of/groups.csv"] = content
    with pytest.raises(TableError, match=says):
        get()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/groups.csv",
        "http://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "http://10.0.0.8/",
        "http://inner.example/groups.csv",
        "http://mixed.example/groups.csv",
    ],
)
def test_what_only_this_server_can_reach_is_never_connected_to(get, web, address):
    web.names |= {"inner.example": ["192.168.1.1"], "mixed.example": [PUBLIC, "127.0.0.1"]}
    with pytest.raises(FetchError, match="not on the public internet"):
        get(address)
    assert web.lines == []


@pytest.mark.parametrize("leads", ["http://127.0.0.1/", "http://169.254.169.254/", "file:///etc/x"])
def test_a_public_server_cannot_lead_inwards(get, web, leads):
    web.leads["/on"] = leads
    with pytest.raises(FetchError):
        get("http://lists.example/on")
    assert web.lines == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "groups.csv", "http://a:b@lists.example"]
)
def test_what_is_no_web_address_leaves_no_trace(get, web, address):
    with pytest.raises(FetchError):
        get(address)
    assert (web.lines, Event.objects.count()) == ([], 0)


def test_who_asks_too_often_waits(get, web, officer, at, monkeypatch):
    monkeypatch.setattr(fetching, "MOST", 2)
    get()
    with pytest.raises(FetchError):
        get("http://127.0.0.1/")  # counts too
    with pytest.raises(FetchError, match="Too many files"):
        get()
    assert (len(web.lines), Event.objects.count()) == (1, 2)
    assert get(actor=replace(officer, user_id=uuid4()))
    assert get(at=at + timedelta(hours=1))


def test_the_limit_is_as_told(get):
    for _ in range(20):
        get()
    with pytest.raises(FetchError, match="Too many files"):
        get()
    assert "secret" not in json.dumps(list(Event.objects.values_list("data", flat=True)))
