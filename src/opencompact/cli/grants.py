"""Commands for grants in the 360Giving standard: taken in, and given out."""

import argparse
from pathlib import Path
from typing import Any

from opencompact.cli.installation import area_at, started
from opencompact.cli.output import CommandError, answer, options, say

FORMS = ("360giving-json", "360giving-csv")


def add_import(inner: Any) -> None:
    """Add what is taken in to the command `import`."""
    grants = inner.add_parser("grants", help="take grants in from a 360Giving file, JSON or CSV")
    grants.add_argument("file", type=Path, help="the file")
    grants.add_argument("--area", required=True, metavar="SLUG")
    grants.add_argument(
        "--dry-run", action="store_true", help="say what would happen, change nothing"
    )
    options(grants)
    grants.set_defaults(run=_import)


def add_export(inner: Any) -> None:
    """Add what is given out to the command `export`."""
    grants = inner.add_parser("grants", help="write the grants of an area as a 360Giving file")
    grants.add_argument("--area", required=True, metavar="SLUG")
    grants.add_argument("--format", required=True, choices=FORMS)
    grants.add_argument("file", type=Path, help="a new file")
    options(grants)
    grants.set_defaults(run=_export)


def _import(asked: argparse.Namespace) -> int:
    from opencompact.formats.tables import TableError

    if not asked.file.is_file():
        raise CommandError(f"There is no file {asked.file}.")
    at = started(asked)
    from opencompact.apps.funding.tasks.grants import import_grants

    area = area_at(asked.area)
    try:
        found = import_grants(area.slug, asked.file, dry_run=asked.dry_run, at=at)
    except TableError as error:
        raise CommandError(f"{asked.file}: {error}") from None
    if asked.json:
        answer(found)
        return 0
    said = ", ".join(f"{found[key]} {key}" for key in ("created", "updated", "unchanged"))
    say(f"{'Would be: ' if asked.dry_run else ''}{found['read']} grants read, {said}.")
    say(f"Together they are {found['total']} GBP.")
    for bad in found["rejected"]:
        say(f"Row {bad['row']} was left out: {bad['reason']}")
    return 0


def _export(asked: argparse.Namespace) -> int:
    if asked.file.exists():
        raise CommandError(f"{asked.file} is there already. Name a new file.")
    started(asked)
    from opencompact.apps.funding.tasks.grants import export_grants

    area = area_at(asked.area)
    made = export_grants(area.slug, asked.format)
    # The standard's own line ends stay: what is written is what was made.
    asked.file.write_text(made.text, encoding="utf-8", newline="")
    if asked.json:
        answer({"file": str(asked.file), "grants": made.grants, "supplied": made.supplied})
        return 0
    say(f"{made.grants} grants are in {asked.file}.")
    if made.supplied:
        say(
            f"{made.supplied} had no description, which the standard wants: their title stands"
            " there, marked as supplied. An import takes it away again."
        )
    return 0
