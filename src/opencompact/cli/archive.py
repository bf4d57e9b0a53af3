"""Commands for what outlives officers and machines: export and import of an area."""

import argparse
from pathlib import Path
from typing import Any

from opencompact.cli.installation import area_at, started
from opencompact.cli.output import CommandError, answer, note, options, say


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    exports = commands.add_parser("export", help="write data out")
    inner = exports.add_subparsers(metavar="WHAT", required=True)
    area = inner.add_parser("area", help="write an area as a folder to read and to load again")
    area.add_argument("slug", help="the area")
    area.add_argument("folder", type=Path, help="a new folder, or an empty one")
    options(area)
    area.set_defaults(run=_export_area)


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
    say(f"{taken.name} is at /{taken.slug}/, with {taken.files} files.")
    return 0


def _taken(taken: Any) -> dict[str, Any]:
    """What came of an import, for --json."""
    tables = [
        {"table": t.table, "rows": t.rows, "given": t.given, "found": t.found, "equal": t.equal}
        for t in taken.tables
    ]
    counts = {name: getattr(taken, name) for name in ("files", "events", "matched", "made")}
    return {"slug": taken.slug, **counts, "tables": tables}
