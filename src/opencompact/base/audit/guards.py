"""Database triggers that refuse what code must never do, on SQLite and on PostgreSQL."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import migrations

from opencompact.core.record import record

# One function serves every guard on PostgreSQL; the trigger says when it runs.
FUNCTION = """
CREATE OR REPLACE FUNCTION opencompact_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$
"""

# SQLite has no TRUNCATE. Its INSERT OR REPLACE takes a row away without any DELETE trigger, so a
# guard on INSERT stands there; on PostgreSQL the primary key does that work.
ONLY_ON = {"TRUNCATE": "postgresql", "INSERT": "sqlite"}


@record
class Guard:
    """Refuses one kind of statement on a table, always or `when` an SQL condition holds.

    `verb` is UPDATE, DELETE, INSERT or TRUNCATE; the condition calls the rows OLD and NEW.
    """

    table: str
    verb: str
    message: str
    when: str = ""

    @property
    def name(self) -> str:
        return f"{self.table}_no_{self.verb.lower()}"

    def stands_on(self, vendor: str) -> bool:
        return ONLY_ON.get(self.verb, vendor) == vendor

    def sql(self, vendor: str) -> str:
        when = f" WHEN ({self.when})" if self.when else ""
        start = f'CREATE TRIGGER "{self.name}" BEFORE {self.verb} ON "{self.table}"'
        if vendor == "sqlite":
            return f"{start}{when} BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        each = "STATEMENT" if self.verb == "TRUNCATE" else "ROW"
        refuse = f"EXECUTE FUNCTION opencompact_refuse('{self.message}')"
        return f"{start} FOR EACH {each}{when} {refuse}"

    def drop_sql(self, vendor: str) -> str:
        place = f' ON "{self.table}"' if vendor == "postgresql" else ""
        return f'DROP TRIGGER IF EXISTS "{self.name}"{place}'


def append_only(table: str, message: str = "") -> tuple[Guard, ...]:
    """Guards under which a row, once written, is never changed, removed or replaced."""
    message = message or f"{table} is append-only"
    taken = f'EXISTS (SELECT 1 FROM "{table}" WHERE id = NEW.id)'  # noqa: S608 - a name of ours
    return (
        Guard(table, "UPDATE", message),
        *never_removed(table, message),
        Guard(table, "INSERT", message, when=taken),
    )


def never_removed(table: str, message: str) -> tuple[Guard, ...]:
    return Guard(table, "DELETE", message), Guard(table, "TRUNCATE", message)


def install(connection: Any, guards: Iterable[Guard]) -> None:
    """Put the guards in place; those that stand already are renewed."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for guard in standing(connection.vendor, guards):
            cursor.execute(guard.drop_sql(connection.vendor))
            cursor.execute(guard.sql(connection.vendor))


def remove(connection: Any, guards: Iterable[Guard]) -> None:
    """Take the guards away; for a migration that is undone."""
    with connection.cursor() as cursor:
        for guard in standing(connection.vendor, guards):
            cursor.execute(guard.drop_sql(connection.vendor))


def standing(vendor: str, guards: Iterable[Guard]) -> list[Guard]:
    return [guard for guard in guards if guard.stands_on(vendor)]


@contextmanager
def lifted(connection: Any, tables: Iterable[str]) -> Iterator[None]:
    """Without the guards of these tables inside, with the very same ones again afterwards.

    For erasing a person and removing what is past its time, and nothing else; a test holds that.
    It is one transaction with the change, so nobody else ever sees the tables without their guards.
    """
    connection.check_constraints()  # PostgreSQL alters no table while checks of rows are pending
    off, on = _switches(connection, frozenset(tables))
    with connection.cursor() as cursor:
        for statement in off:
            cursor.execute(statement)
        yield
        connection.check_constraints()
        for statement in on:
            cursor.execute(statement)


def _switches(connection: Any, tables: frozenset[str]) -> tuple[list[str], list[str]]:
    """The statements that take the guards of `tables` away, and those that bring them back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname, tgrelid::regclass::text FROM pg_trigger "
                "WHERE NOT tgisinternal AND tgenabled <> 'D'"
            )
            named = [f"ALTER TABLE {t} %s TRIGGER {n}" for n, t in cursor.fetchall() if t in tables]
            return [one % "DISABLE" for one in named], [one % "ENABLE" for one in named]
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = [(name, sql) for name, table, sql in cursor.fetchall() if table in tables]
    return [f'DROP TRIGGER "{name}"' for name, _ in found], [sql for _, sql in found]


def names(connection: Any) -> frozenset[str]:
    """The names of all triggers that people made and that are switched on."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return frozenset(row[0] for row in cursor.fetchall())


def operation(*guards: Guard) -> migrations.RunPython:
    """A migration step that installs the guards, and removes them when undone."""
    return migrations.RunPython(
        lambda _apps, editor: install(editor.connection, guards),
        lambda _apps, editor: remove(editor.connection, guards),
    )
