"""What lies where: every table, every text in it, every file of a folder."""

from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from opencompact.site.archive.tables import every_model, label


def empty_every_table() -> None:
    """Take every row away, in one go; the caller lifts the guards."""
    names = [connection.ops.quote_name(model._meta.db_table) for model in every_model()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
            return
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for name in names:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - our own tables


def texts() -> Iterator[tuple[str, str]]:
    """Every row of the installation as text, with the name of its table."""
    for model in every_model():
        for row in model._base_manager.values():
            yield label(model), str(row)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its place."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
