"""Commands about one person: what is held about them, and erasing them."""

import argparse
from pathlib import Path
from typing import Any

from opencompact.cli.archive import two_people
from opencompact.cli.installation import area_at, started
from opencompact.cli.output import CommandError, answer, options, say

SIGNATURES, PAPERS = ("keep", "pseudonymise"), ("keep", "remove")


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    access = commands.add_parser(
        "subject-access", help="gather everything that is held about one person"
    )
    access.add_argument("email", help="the person's e-mail address")
    access.add_argument("place", type=Path, help="a new folder, or a new file that ends in .zip")
    access.add_argument("--area", metavar="SLUG", help="only what belongs to one area")
    options(access)
    access.set_defaults(run=_subject_access)
    erase = commands.add_parser("erase", help="erase a person, but for what has to stay")
    erase.add_argument("email", help="the person's e-mail address")
    two_people(erase)
    erase.add_argument("--signatures", choices=SIGNATURES, default="keep", help="those in force")
    erase.add_argument("--papers", choices=PAPERS, default="keep", help="those that name them")
    options(erase)
    erase.set_defaults(run=_erase)


def _subject_access(asked: argparse.Namespace) -> int:
    at = started(asked)
    from django.db import transaction

    from opencompact.base.areas.actor import SYSTEM
    from opencompact.site.archive import erasing, subject
    from opencompact.site.archive.folder import ArchiveError

    area = area_at(asked.area) if asked.area else None
    try:
        with transaction.atomic():
            person = erasing.find(asked.email)
            found = subject.subject_access(person, area=area, by=SYSTEM, at=at)
            subject.write(found, asked.place.absolute())
    except ArchiveError as error:
        raise CommandError(str(error)) from None
    tables = {label: len(rows) for label, rows in found.held.items()}
    if asked.json:
        answer({"place": str(asked.place), "tables": tables, "papers": len(found.papers)})
        return 0
    for label, count in tables.items():
        say(f"{label:<28} {count:>6}")
    say(f"{found.rows} rows and {len(found.papers)} papers are in {asked.place}.")
    say("Names of other people were taken out of the rows. Read the papers before you send them.")
    return 0


def _erase(asked: argparse.Namespace) -> int:
    at = started(asked)
    from opencompact.site.archive import erasing
    from opencompact.site.archive.folder import ArchiveError

    try:
        by = erasing.two_officers(asked.by, asked.and_by, at=at)
        choices = erasing.Choices(asked.signatures, asked.papers)
        done = erasing.erase(erasing.find(asked.email), choices, by, at=at)
    except ArchiveError as error:
        raise CommandError(str(error)) from None
    counts = {"changed": done.changed, "removed": done.removed}
    if asked.json:
        papers = {"papers_removed": done.papers_removed, "papers_kept": list(done.papers_kept)}
        answer({"person": done.person, **counts, **papers})
        return 0
    say(f"Erased: taken out of {done.changed} rows, and {done.removed} rows were removed.")
    say(f"{done.papers_removed} papers were removed, {len(done.papers_kept)} were kept.")
    say("Older backups still hold the person; a restore erases them again.")
    return 0
