"""Commands for what outlives officers and machines: an area as a folder, backup and restore."""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from opencompact.cli import grants
from opencompact.cli.installation import area_at, started
from opencompact.cli.output import CommandError, answer, note, options, say, start

MEGABYTE = 1024 * 1024


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    exports = commands.add_parser("export", help="write data out")
    inner = exports.add_subparsers(metavar="WHAT", required=True)
    area = inner.add_parser("area", help="write an area as a folder to read and to load again")
    area.add_argument("slug", help="the area")
    area.add_argument("folder", type=Path, help="a new folder, or an empty one")
    options(area)
    area.set_defaults(run=_export_area)
    grants.add_export(inner)
    _add_backup(commands)


def _add_backup(commands: Any) -> None:
    backup = commands.add_parser("backup", help="write the whole installation to one file")
    backup.add_argument("place", type=Path, help="a new file, or a folder to put one into")
    options(backup)
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="put a backup in the installation's place")
    restore.add_argument("file", type=Path, help="the file of a backup")
    two_people(restore)
    restore.add_argument(
        "--replace", action="store_true", help="a living installation is laid aside for it"
    )
    options(restore)
    restore.set_defaults(run=_restore)


def two_people(parser: argparse.ArgumentParser) -> None:
    """Add the two officers that some commands take."""
    parser.add_argument("--by", required=True, metavar="EMAIL", help="an officer who wants it")
    parser.add_argument(
        "--and-by", required=True, metavar="EMAIL", help="another officer who agrees"
    )


def add_import(inner: Any) -> None:
    """Add what is taken in to the command `import`."""
    area = inner.add_parser("area", help="load an area from the folder of an export")
    area.add_argument("folder", type=Path, help="the folder that an export wrote")
    options(area)
    area.set_defaults(run=_import_area)


def _export_area(asked: argparse.Namespace) -> int:
    at = started(asked)
    from opencompact.site.archive.exporting import export_area
    from opencompact.site.archive.folder import ArchiveError

    try:
        made = export_area(area_at(asked.slug), asked.folder.absolute(), at=at, progress=note)
    except ArchiveError as error:
        raise CommandError(str(error)) from None
    rows = sum(one.rows for one in made.tables)
    if asked.json:
        found = [{"table": t.table, "rows": t.rows, "sha256": t.sha256} for t in made.tables]
        answer(
            {
                "folder": str(asked.folder),
                "manifest": made.sha256,
                "files": made.files,
                "tables": found,
            }
        )
    else:
        say(f"{rows} rows and {made.files} files are in {asked.folder}. Begin with its README.md.")
        say("It holds personal and confidential data: keep it as you keep the installation.")
        say(f"SHA-256 of its manifest: {made.sha256}")
    return 0


def _import_area(asked: argparse.Namespace) -> int:
    if not asked.folder.is_dir():
        raise CommandError(f"There is no folder {asked.folder}.")
    at = started(asked)
    from opencompact.site.archive.folder import ArchiveError
    from opencompact.site.archive.importing import import_area

    try:
        taken = import_area(asked.folder, at=at, progress=note)
    except ArchiveError as error:
        raise CommandError(str(error)) from None
    if asked.json:
        answer(_taken(taken))
        return 0
    for one in taken.tables:
        same = "same" if one.equal else "OTHER"
        say(f"{one.table:<28} {one.rows:>7} rows  {one.given[:16]}  {same}")
    say(f"{taken.events} events of its history came along and were proved.")
    say(f"{taken.matched} people had an account here; {taken.made} got one, without a password.")
    if taken.erased_again:
        say(f"{taken.erased_again} of them had been erased here before, and were erased again.")
    say(f"{taken.name} is at /{taken.slug}/, with {taken.files} files.")
    return 0


def _taken(taken: Any) -> dict[str, Any]:
    """What came of an import, for --json."""
    tables = [
        {"table": t.table, "rows": t.rows, "given": t.given, "found": t.found, "equal": t.equal}
        for t in taken.tables
    ]
    counts = {
        name: getattr(taken, name)
        for name in ("files", "events", "matched", "made", "erased_again")
    }
    return {"slug": taken.slug, **counts, "tables": tables}


def _backup(asked: argparse.Namespace) -> int:
    at = started(asked)
    from opencompact.site.archive.backing_up import back_up
    from opencompact.site.archive.folder import ArchiveError

    try:
        made = back_up(asked.place.absolute(), at=at, progress=note)
    except ArchiveError as error:
        raise CommandError(str(error)) from None
    note("The backup holds the keys and all confidential papers: encrypt it, keep it elsewhere.")
    if asked.json:
        counts = {"size": made.size, "files": made.files, "events": made.events}
        answer({"path": str(made.path), **counts, "faults": list(made.faults)})
    else:
        for fault in made.faults:
            say(fault)
        say(f"{made.path}: {made.size / MEGABYTE:.1f} MB, {made.files} files.")
        say(f"{made.events} events of the history proved, {len(made.faults)} faults.")
    return 1 if made.faults else 0


def _restore(asked: argparse.Namespace) -> int:
    if not asked.file.is_file():
        raise CommandError(f"There is no file {asked.file}.")
    if os.environ.get("DATABASE_URL", "").startswith("sqlite"):
        raise CommandError(
            "DATABASE_URL names a SQLite file of its own. Unset it and restore; then move the file."
        )
    from opencompact.site.archive.folder import ArchiveError

    try:
        return _restored(asked)
    except ArchiveError as error:
        raise CommandError(str(error)) from None


def _restored(asked: argparse.Namespace) -> int:
    from opencompact.site import data
    from opencompact.site.archive import restoring

    target = Path(asked.data).resolve() if asked.data else data.folder(os.environ)
    at = datetime.now(UTC)
    note("Unpacking the backup beside, and checking every file")
    with restoring.staged(asked.file, target, replace=asked.replace) as (draft, manifest):
        asked.data = str(draft)
        start(asked)
        from django.db import connection, connections

        from opencompact.cli.server import update_database

        if connection.vendor == "sqlite":
            update_database()
        note("Proving the history and the files")
        officers = (asked.by, asked.and_by)
        events, again = restoring.fill_and_prove(
            draft, manifest, officers, replace=asked.replace, at=at
        )
        connections.close_all()
        kept = restoring.put_in_place(draft, target, at)
    if asked.json:
        found = {"data": str(target), "made_at": manifest["made_at"], "events": events}
        answer({**found, "erased_again": again, "kept": kept})
        return 0
    say(f"{target} is as it was at {manifest['made_at']}: {events} events of the history proved.")
    if again:
        say(f"{again} people had been erased since and were erased again.")
    if kept:
        say(f"What was there before is in {kept}. It holds personal data: remove it in time.")
    return 0
