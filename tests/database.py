"""Lets tests that commit empty the tables afterwards, and see which tables are written to."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.test import TransactionTestCase

PG_TRIGGERS = """
SELECT quote_ident(tgname), tgrelid::regclass FROM pg_trigger
WHERE NOT tgisinternal AND tgenabled <> 'D'
"""
MADE_BY_MIGRATIONS = {"auth_permission", "django_content_type", "django_migrations"}
WRITES = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


def rows(query: str) -> list[Any]:
    """What a query gives."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def guards_lifted() -> Iterator[None]:
    """Without the triggers inside, with the very same ones again afterwards."""
    if connection.vendor == "postgresql":
        triggers = rows(PG_TRIGGERS)
        off = [f"ALTER TABLE {table} DISABLE TRIGGER {name}" for name, table in triggers]
        on = [f"ALTER TABLE {table} ENABLE TRIGGER {name}" for name, table in triggers]
    else:
        triggers = rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        off = [f'DROP TRIGGER "{name}"' for name, _ in triggers]
        on = [sql for _, sql in triggers]
    connection.check_constraints()  # PostgreSQL alters no table while checks of rows are pending
    _run(off)
    try:
        yield
    finally:
        connection.check_constraints()
        _run(on)


def copied(source: Path, target: Path) -> None:
    """Copy a database of SQLite as it stands, with what is still in its journal."""
    old, new = sqlite3.connect(source), sqlite3.connect(target)
    old.backup(new)
    new.close()
    old.close()


def empty() -> None:
    """Take every row out of every table, but for what the migrations themselves put there."""
    tables = _tables()
    filled = [name for name in tables if rows(f"SELECT 1 FROM {name} LIMIT 1")]  # noqa: S608
    if not filled:
        return
    # PostgreSQL empties a table only together with all that refer to it.
    wanted = filled if connection.vendor == "sqlite" else tables
    statements = connection.ops.sql_flush(no_style(), wanted, allow_cascade=False)
    with guards_lifted():
        connection.ops.execute_sql_flush(statements)


def _tables() -> list[str]:
    found = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return sorted(set(found) - MADE_BY_MIGRATIONS)


def empty_what_was_filled() -> None:
    """Do so after each test that commits, where Django empties and fills far more."""
    TransactionTestCase._fixture_teardown = lambda _case: empty()  # type: ignore[method-assign]


@contextmanager
def writes_noted() -> Iterator[list[str]]:
    """The tables that are written to inside."""
    tables: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if written := WRITES.match(sql):
            tables.append(written[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables
