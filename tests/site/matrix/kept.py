"""A world that is made once a run: whoever asks for it gets a copy of the database it stands in."""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from django.db import connection, transaction

from opencompact.site.settings import DATA
from tests.database import copied

T = TypeVar("T")
FOLDER = Path(DATA) / "worlds"


@contextmanager
def kept(name: str, build: Callable[[], T]) -> Iterator[T]:
    """What `build` makes, in a database of its own; what is written inside is gone afterwards.

    Workers share what the first of them made. Only SQLite has databases that can be copied as a
    file: on another it is built each time, in a transaction that is undone.
    """
    if connection.vendor != "sqlite":
        with transaction.atomic():
            yield build()
            transaction.set_rollback(True)
        return
    made = _made(name, build)
    own = made.with_name(f"{name}-{os.getpid()}.sqlite3")
    copied(made, own)
    try:
        with _turned_to(own), transaction.atomic():
            yield pickle.loads(made.with_suffix(".pickle").read_bytes())  # noqa: S301 - of ours
            transaction.set_rollback(True)
    finally:
        own.unlink()


def _made(name: str, build: Callable[[], T]) -> Path:
    """The database in which it stands; the others wait while one makes it."""
    FOLDER.mkdir(exist_ok=True)
    made = FOLDER / f"{name}.sqlite3"
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.with_suffix(".pickle").exists():
            made.unlink(missing_ok=True)
            copied(Path(connection.settings_dict["NAME"]), made)
            with _turned_to(made), transaction.atomic():
                told = pickle.dumps(build())
            made.with_suffix(".pickle").write_bytes(told)
    return made


@contextmanager
def _turned_to(path: Path) -> Iterator[None]:
    """Inside, the connection is to this database."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
