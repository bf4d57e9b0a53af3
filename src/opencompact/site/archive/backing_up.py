"""A backup of the whole installation in one file, made while others work, and proved."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction

from opencompact import __version__
from opencompact.base import audit
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.scoping import unscoped
from opencompact.core.record import record

from . import cleared, everything, papers, tables, tombstones
from .exporting import Progress
from .folder import ArchiveError, private
from .packing import Pack, new_pack, read_back

DATABASE = "opencompact.sqlite3"
BESIDE = ("secrets.json", tombstones.FILE, cleared.FILE, "demo.txt")


@record
class BackedUp:
    """A backup that was written; `faults` are those of the installation or of the file, if any."""

    path: Path
    size: int
    files: int
    events: int
    faults: tuple[str, ...]


def back_up(place: Path, *, at: datetime, progress: Progress) -> BackedUp:
    """Write a backup to a new file, or with a name of its own into a folder. Others may go on."""
    stamp = at.strftime("%Y-%m-%dT%H%M%SZ")
    target = place / f"opencompact-{stamp}.tar" if place.is_dir() else place
    progress("Checking the history")
    report = audit.verify()
    with new_pack(target) as pack:
        progress("Copying the database")
        kind, wanted = _database(pack)
        progress("Copying the files")
        copied = _files(pack)
        for name in BESIDE:
            if (settings.DATA / name).exists():
                pack.put_file(name, settings.DATA / name)
        pack.close({"software": __version__, "made_at": at.isoformat(), **kind})
    progress("Reading the backup again")
    damaged = [f"{name} does not read back." for name in read_back(target, pack.hashes)]
    faults = (*report.faults, *_papers(wanted, pack.hashes), *damaged)
    with transaction.atomic():
        data = {"files": copied, "faults": len(faults)}
        audit.record("archive.back_up", actor=SYSTEM, area=None, data=data, at=at)
    return BackedUp(target, target.stat().st_size, copied, report.checked, faults)


def _database(pack: Pack) -> tuple[dict[str, object], list[papers.Stored]]:
    """The database as it stood at one moment, and the files that its rows speak of."""
    if connection.vendor == "sqlite":
        wanted = list(wanted_files())
        with TemporaryDirectory(dir=_workshop()) as folder:
            copy = Path(folder) / DATABASE
            _copy(Path(settings.DATABASES["default"]["NAME"]), copy)
            pack.put_file(DATABASE, copy)
        return {"database": "sqlite"}, wanted
    with transaction.atomic(), TemporaryDirectory(dir=_workshop()) as folder:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for model in tables.every_model():
            path = Path(folder) / "rows.jsonl"
            with path.open("w", encoding="utf-8") as file:
                file.writelines(everything.dump(model))
            pack.put_file(f"rows/{tables.label(model)}.jsonl", path)
        applied = everything.migrations()
        return {"database": "rows", "migrations": applied}, list(wanted_files())


def _workshop() -> Path:
    """A place for a copy under way that only this user can read."""
    private(settings.DATA / "cache")
    return settings.DATA / "cache"


def _copy(source: Path, target: Path) -> None:
    """SQLite's own copy of a database in use: one moment of it, in one file."""
    with (
        sqlite3.connect(f"file:{source}?mode=ro", uri=True) as reading,
        sqlite3.connect(target) as writing,
    ):
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode=DELETE")
        (answer,) = writing.execute("PRAGMA integrity_check").fetchone()
    reading.close()
    writing.close()
    if answer != "ok":
        raise ArchiveError(f"The database is damaged ({answer}). Take the last backup that is not.")


def wanted_files() -> Iterator[papers.Stored]:
    """The files that the rows of every area speak of."""
    with unscoped():  # a backup is of every area
        for model in filter(papers.holds_files, tables.every_model()):
            for row in model._base_manager.all():  # noqa: SLF001
                yield from papers.files_of(row)


def _files(pack: Pack) -> int:
    root = Path(default_storage.path(""))
    found = sorted(path for path in root.rglob("*") if path.is_file())
    for path in found:
        pack.put_file(f"files/{path.relative_to(root).as_posix()}", path)
    return len(found)


def _papers(wanted: list[papers.Stored], hashes: dict[str, str]) -> Iterator[str]:
    """What the rows of the database say of files, against what is in the backup."""
    for one in wanted:
        found = hashes.get(f"files/{one.path}", "")
        if not found:
            yield f"The file {one.path} is missing."
        elif one.sha256 and found != one.sha256:
            yield f"The file {one.path} is not what was handed in."
