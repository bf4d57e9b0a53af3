"""Restoring a backup: made whole and proved beside what is there now, then put in its place."""

import ctypes
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from . import cleared, packing, tombstones
from .folder import ArchiveError, beside

SECRETS = "secrets.json"
CURRENT, EXCHANGE = -100, 2  # of Linux: the working folder, and that two names change places


@contextmanager
def staged(source: Path, data: Path, *, replace: bool) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Unpack a backup beside `data`; refused while an installation lives there and may not go."""
    if (data / SECRETS).exists() and not replace:
        raise ArchiveError(
            f"{data} holds an installation. To put the backup in its place, stop the server and say"
            " --replace: what is there now is kept beside it."
        )
    with beside(data) as draft:
        manifest = packing.unpack(source, draft)
        tombstones.add(draft, *tombstones.read(data))
        cleared.add(draft, *cleared.read(data))
        yield draft, manifest


def put_in_place(draft: Path, data: Path, at: datetime) -> str:
    """Let the restored folder take the place of `data`; where the old one lies now, if any."""
    if not data.exists():
        draft.rename(data)
        return ""
    kept = data.with_name(f"{data.name}.before-restore-{at:%Y-%m-%dT%H%M%SZ}")
    if not _exchanged(draft, data):  # where the system cannot do both at once
        data.rename(kept)
        draft.rename(data)
        return str(kept)
    draft.rename(kept)
    return str(kept)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, so that there is no moment without either."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    if rename is None:
        return False
    done = rename(CURRENT, os.fsencode(one), CURRENT, os.fsencode(other), EXCHANGE)
    return bool(done == 0)


def fill_and_prove(
    draft: Path, manifest: dict[str, Any], officers: Sequence[str], *, replace: bool, at: datetime
) -> tuple[int, int]:
    """Make the database of a staged installation and prove it. Django is set up for that folder.

    Returns how many events its history has, and how many people were erased in it again.
    """
    from django.db import connection, transaction  # noqa: PLC0415 - Django is ready only now

    from . import everything  # noqa: PLC0415

    if connection.vendor == "sqlite":
        if manifest["database"] != "sqlite":
            raise ArchiveError("This is a backup of PostgreSQL: set DATABASE_URL to a database.")
        return _prove(draft, officers, at)
    if manifest["database"] != "rows":
        raise ArchiveError("This is a backup of SQLite: restore it without DATABASE_URL.")
    if everything.stands() and not replace:
        raise ArchiveError(
            "The database of DATABASE_URL holds an installation. Say --replace to keep its tables"
            " in a schema beside and to put the backup in their place."
        )
    with transaction.atomic():
        if everything.stands():
            everything.lay_aside(at.strftime("%Y%m%d%H%M%S"))
        everything.load(draft, list(manifest["migrations"]))
        shutil.rmtree(draft / "rows")
        return _prove(draft, officers, at)


def _prove(draft: Path, officers: Sequence[str], at: datetime) -> tuple[int, int]:
    from django.db import transaction  # noqa: PLC0415

    from opencompact.base import audit  # noqa: PLC0415
    from opencompact.base.areas.actor import SYSTEM  # noqa: PLC0415

    from . import backing_up, clearing, erasing, papers  # noqa: PLC0415

    report = audit.verify()
    faults = [*report.faults, *papers.damaged(backing_up.wanted_files())]
    if faults:
        raise ArchiveError(f"The backup does not hold: {' '.join(faults)} Nothing was changed.")
    with transaction.atomic():
        by = erasing.two_officers(*officers, at=at)
        again = erasing.replay(draft, at=at)
        data = {
            "by": [str(one.pk) for one in by],
            "erased_again": again,
            "removed_again": clearing.replay(draft, at=at),
            "events": report.checked,
        }
        audit.record("archive.restore", actor=SYSTEM, area=None, data=data, at=at)
    return report.checked, again
