"""A world that is made once a run: whoever asks for it gets a copy of the database it stands in."""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TypeVar

from django.db import connection, transaction

from opencompact.site.settings import DATA
from tests.database import copied

T = TypeVar("T")
FOLDER = Path(DATA) / "worlds"


@contextmanager
def kept(name: str, build: Callable[[], T], *, opened: bool = False) -> Iterator[T]:
    """What `build` makes, in a database of its own; what is written inside is gone afterwards.

    Workers, and the parts of a whole run, share what the first of them made. Only SQLite has
    databases that can be copied as a file: on another it is built each time, in a transaction that
    is undone. There is no transaction round it where it is `opened`, for a server beside.
    """
    if connection.vendor != "sqlite":
        with _undone():
            yield build()
        return
    made = _made(name, build)
    own = made.with_name(f"{name}-{os.getpid()}.sqlite3")
    copied(made, own)
    try:
        with _turned_to(own), nullcontext() if opened else _undone():
            yield pickle.loads(made.with_suffix(".pickle").read_bytes())  # noqa: S301 - of ours
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
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


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
