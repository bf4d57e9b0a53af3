"""The tables of the tests: made by the migrations once for each state of them, then copied."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import setup_databases

from tests.database import copied

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var/tests"
OF_TABLES = {"migrations", "models", "guards", "data", "settings"}


def set_up() -> Any:
    """Make the test database; what is returned takes it down again.

    Only SQLite has databases that can be copied as a file: another one is always migrated.
    """
    if connection.vendor != "sqlite":
        return _databases()
    KEPT.mkdir(parents=True, exist_ok=True)
    template = empty_database()
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the workers of a run begin at once; one of them makes it
        if not template.exists():
            made = _databases()
            _keep(template)
            return made
    shutil.copyfile(template, connection.settings_dict["TEST"]["NAME"])
    connection.settings_dict["TEST"]["MIGRATE"] = False
    return _databases(keepdb=True)


def empty_database() -> Path:
    """Where the database without a row is kept, once `set_up` was called on SQLite."""
    return KEPT / f"{state()}.sqlite3"


def state() -> str:
    """What the tables depend on: every migration, what is installed, and this Python."""
    told = hashlib.sha256(sys.version.encode())
    for path in _sources():
        told.update(f"{path} {path.stat().st_size}".encode())
        told.update(path.read_bytes())
    return told.hexdigest()[:24]


def _sources() -> Iterable[Path]:
    yield ROOT / "requirements/dev.txt"
    # Migrations take their guards from the models, and those are written by one module.
    every = sorted((ROOT / "src").rglob("*.py"))
    yield from (path for path in every if OF_TABLES & {path.stem, *path.parts})


def _databases(*, keepdb: bool = False) -> Any:
    return setup_databases(
        verbosity=0, interactive=False, keepdb=keepdb, aliases=["default"], serialized_aliases=[]
    )


def _keep(template: Path) -> None:
    """Copy the tables as they stand; those of earlier states go."""
    for old in KEPT.glob("*.sqlite3"):
        old.unlink()
    part = template.with_suffix(".part")
    copied(Path(connection.settings_dict["NAME"]), part)
    part.rename(template)
