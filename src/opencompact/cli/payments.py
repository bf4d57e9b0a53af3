"""The command for payments: a body's file of spending, taken in."""

import argparse
from pathlib import Path
from typing import Any

from opencompact.cli.installation import area_at, started
from opencompact.cli.output import CommandError, answer, note, options, say


def add_import(inner: Any) -> None:
    """Add what is taken in to the command `import`."""
    payments = inner.add_parser("payments", help="take payments in from a file of spending")
    payments.add_argument("file", type=Path, help="the file, CSV or Excel")
    payments.add_argument("--area", required=True, metavar="SLUG")
    payments.add_argument(
        "--mapping", type=Path, metavar="FILE", help="which column holds what, as JSON or YAML"
    )
    payments.add_argument(
        "--dry-run", action="store_true", help="say what would happen, change nothing"
    )
    options(payments)
    payments.set_defaults(run=_import)


def _import(asked: argparse.Namespace) -> int:
    from opencompact.formats.tables import TableError

    for file in filter(None, (asked.file, asked.mapping)):
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
    at = started(asked)
    from opencompact.apps.funding.tasks.payments import import_file

    area = area_at(asked.area)
    try:
        found = import_file(
            area.slug, asked.file, mapping=asked.mapping, dry_run=asked.dry_run, at=at
        )
    except TableError as error:
        raise CommandError(f"{asked.file}: {error}") from None
    if asked.json:
        answer(found)
    else:
        _tell(found, dry_run=asked.dry_run)
    return 0


def _tell(found: dict[str, Any], *, dry_run: bool) -> None:
    if found["note"]:
        note(found["note"])
    said = ", ".join(f"{found[key]} {key}" for key in ("created", "updated", "unchanged"))
    say(f"{'Would be: ' if dry_run else ''}{found['read']} rows read, {said}.")
    say(f"They come to {found['total']} GBP; {found['left_out']} GBP were left out.")
    for bad in found["rejected"]:
        say(f"Row {bad['row']} was left out: {bad['reason']}")
