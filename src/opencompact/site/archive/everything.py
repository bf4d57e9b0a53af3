"""All rows of an installation on PostgreSQL, out and in: the way of a backup that needs no tool."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from opencompact.base.areas.scoping import unscoped
from opencompact.base.audit.guards import lifted

from . import rows, tables
from .folder import ArchiveError

LIVING = "django_migrations"


def stands() -> bool:
    """Say whether the database holds an installation."""
    return LIVING in connection.introspection.table_names()


def migrations() -> list[str]:
    """Every change of the database that was applied, by name."""
    return sorted(
        f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
    )


def dump(model: tables.Model) -> Iterator[str]:
    """Every row of a table, whatever its area: a backup is of the whole installation."""
    with unscoped():
        yield from rows.lines(model, model._base_manager.all())  # noqa: SLF001


def lay_aside(stamp: str) -> None:
    """Keep the present tables in a schema of their own and begin an empty one."""
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER SCHEMA public RENAME TO "before_restore_{stamp}"')
        cursor.execute("CREATE SCHEMA public")


def load(folder: Path, applied: list[str]) -> None:
    """Make the tables anew and fill them; ArchiveError for a backup of another version."""
    call_command("migrate", verbosity=0, interactive=False)
    if migrations() != applied:
        raise ArchiveError(
            "This backup was made by another version of the software. Restore it with that version,"
            " then update."
        )
    models = tables.every_model()
    names = [model._meta.db_table for model in models]  # noqa: SLF001
    with unscoped(), lifted(connection, names):
        _empty(names)
        for model in models:
            _fill(model, folder / f"rows/{tables.label(model)}.jsonl")
    _continue_numbers(models)


def _empty(names: list[str]) -> None:
    """A new database has a few rows already: the list of its tables and rights."""
    quoted = ", ".join(map(connection.ops.quote_name, names))
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {quoted}")


def _fill(model: tables.Model, path: Path, most: int = 2000) -> None:
    some: list[Any] = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            some.append(rows.restored(model, rows.read(line)))
            if len(some) == most:
                rows.write(some)
                some = []
    rows.write(some)


def _continue_numbers(models: list[tables.Model]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
