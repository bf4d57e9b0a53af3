"""The database itself refuses what code must never do."""

import pytest
from django.db import DatabaseError, connection, transaction

from opencompact.base import audit
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.audit import guards
from opencompact.base.audit.models import GUARDS, AuditHead, Event
from tests.database import guards_lifted

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="a statement of SQLite")
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")


@pytest.fixture
def event(db, at):
    """One event in the chain, of two."""
    with transaction.atomic():
        audit.record("areas.first", actor=SYSTEM, area=None, at=at)
        return audit.record("areas.second", actor=SYSTEM, area=None, at=at)


def refused(statement, words):
    connection.check_constraints()  # nothing pending, as when the event was committed long ago
    with (
        pytest.raises(DatabaseError, match=words),
        transaction.atomic(),
        connection.cursor() as sql,
    ):
        sql.execute(statement)
    assert audit.verify().sound


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET verb = 'areas.nothing' WHERE id = 1",
        "UPDATE audit_event SET id = 9 WHERE id = 2",
        "DELETE FROM audit_event WHERE id = 2",
        "DELETE FROM audit_event",
    ],
)
def test_events_are_never_changed_or_removed(event, statement):
    refused(statement, "audit_event is append-only")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_head",
        "UPDATE audit_head SET count = 1",
        "UPDATE audit_head SET hash = 'other'",
    ],
)
def test_the_head_only_moves_forward(event, statement):
    refused(statement, "audit_head only moves forward")


@on_sqlite
@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event WHERE id = 1",
            "append-only",
        ),
        ("REPLACE INTO audit_head SELECT 1, 0, hash, seal FROM audit_head", "moves forward"),
        ("INSERT OR REPLACE INTO audit_head SELECT * FROM audit_head", "moves forward"),
    ],
)
def test_rows_are_never_replaced(event, statement, words):
    refused(statement, words)


@on_postgres
@pytest.mark.parametrize("table", ["audit_event", "audit_head"])
def test_tables_are_never_emptied(event, table):
    refused(f"TRUNCATE {table}", f"{table} (is append-only|only moves forward)")


def test_code_is_refused_too(event):
    event.verb = "areas.nothing"
    with pytest.raises(DatabaseError), transaction.atomic():
        event.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.all().delete()


def test_there_is_one_head(event):
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditHead.objects.create(id=2, hash="", seal="")


def test_every_guard_of_this_database_stands(db):
    expected = {guard.name for guard in guards.standing(connection.vendor, GUARDS)}
    assert expected <= guards.names(connection)
    assert len(expected) == 12


def test_a_lost_guard_is_reported(event):
    with guards_lifted():
        faults = audit.verify().faults
    assert len(faults) == 12
    assert all("has lost the trigger" in fault for fault in faults)
    assert audit.verify().sound


def test_guards_can_be_removed_and_put_back(event):
    connection.check_constraints()
    guards.remove(connection, GUARDS)
    assert not guards.names(connection) & {guard.name for guard in GUARDS}
    for _ in "twice":
        guards.install(connection, GUARDS)
    assert audit.verify().sound


@pytest.mark.parametrize(
    ("verb", "sqlite", "postgresql"),
    [
        ("UPDATE", True, True),
        ("DELETE", True, True),
        ("INSERT", True, False),
        ("TRUNCATE", False, True),
    ],
)
def test_where_a_guard_stands(verb, sqlite, postgresql):
    guard = guards.Guard("table", verb, "message")
    assert (guard.stands_on("sqlite"), guard.stands_on("postgresql")) == (sqlite, postgresql)


@pytest.mark.django_db(transaction=True)
def test_guards_survive_the_emptying_of_tables_between_tests(at):
    """This test commits; the one before and the one after must find the guards all the same."""
    with transaction.atomic():
        audit.record("areas.first", actor=SYSTEM, area=None, at=at)
    with pytest.raises(DatabaseError):
        Event.objects.all().delete()
