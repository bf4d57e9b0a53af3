"""What a town was told to do once it does again statement by statement, where all stands as then.

Most of what a test of a case takes is the way to the point it is about. A deed is known by what
happened before it, which the head of the audit chain tells, and by what it was given; the second
time the same rows are written by the same statements, so that every guard of the database looks at
them again. Whatever was written beside the town's own deeds makes it do everything anew.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, default_storage
from django.db import connection
from django.db.models import Model
from django.utils import timezone, translation

from tests.database import WRITES, rows

FIRST = "SELECT COUNT(*), (SELECT COUNT(*) FROM organisations_organisation) FROM accounts_user"
HEADS = "SELECT count, hash FROM audit_head ORDER BY id"


@dataclass
class Deed:
    """Its statements and the files it kept, what came of it, and how it left the rows it was given.

    A file is kept under its name and stays when the rows are undone.
    """

    statements: list[tuple[str, Any]]
    files: dict[str, bytes]
    result: bytes
    given: bytes


KNOWN: dict[str, Deed] = {}
# Python says it of an object that has no values to tell.
NAMELESS = " at 0x"


@dataclass
class Memory:
    """Whether all that was written came of remembered deeds.

    `changes` counts the rows up to the last, `past` tells by the heads of the chain what was done:
    where a deed is undone the heads are again what they were.
    """

    changes: int | None = None
    whole: bool = True
    past: dict[str, str] = field(default_factory=dict)

    def do(self, name: str, deed: Callable[[], Any], *given: Any) -> Any:
        """Do it, or do again what is known of it."""
        key = self._key(name, given)
        if key is None:
            return deed()
        known = KNOWN.get(key)
        result = self._record(key, deed, given) if known is None else _again(known, given)
        self.changes = _changes()
        self.past[str(rows(HEADS))] = key
        return result

    def _key(self, name: str, given: tuple[Any, ...]) -> str | None:
        if connection.vendor != "sqlite":
            return None
        connection.ensure_connection()
        before = self.past.get(str(rows(HEADS))) if self.past else str(rows(FIRST))
        self.whole = self.whole and before is not None and self.changes in {None, _changes()}
        if not self.whole:
            return None
        # A clock that a test has set says a day; without one the hour makes no difference.
        day = timezone.localdate()
        told = f"{name} {before} {_told(given)} {day} {translation.get_language()}"
        self.whole = NAMELESS not in told
        return hashlib.sha256(told.encode()).hexdigest() if self.whole else None

    def _record(self, key: str, deed: Callable[[], Any], given: tuple[Any, ...]) -> Any:
        statements: list[tuple[str, Any]] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if WRITES.match(sql):
                assert not many
                statements.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note), _kept() as files:
            result = deed()
        left = [_state(one) for one in given]
        KNOWN[key] = Deed(statements, files, pickle.dumps(result), pickle.dumps(left))
        return result


@contextmanager
def _kept() -> Iterator[dict[str, bytes]]:
    """What is put into the store inside, by the name it got."""
    files: dict[str, bytes] = {}
    save = Storage.save

    def noted(store: Any, name: str, content: Any, **limits: Any) -> str:
        kept = save(store, name, content, **limits)
        with store.open(kept) as file:
            files[kept] = file.read()
        return kept

    with mock.patch.object(Storage, "save", noted):
        yield files


def _again(known: Deed, given: tuple[Any, ...]) -> Any:
    for name, content in known.files.items():
        path = Path(default_storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)  # another test may have damaged it, or taken it away
    with connection.cursor() as cursor:
        for sql, params in known.statements:
            cursor.execute(sql, params)
    for one, state in zip(given, pickle.loads(known.given), strict=True):  # noqa: S301 - of ours
        if isinstance(one, Model):
            one.__dict__.update(state)
    return pickle.loads(known.result)  # noqa: S301 - of ours


def _told(given: Any) -> str:
    """The values that something has; of a row not when it was made, nor what it knows of others."""
    if isinstance(given, Model):
        made = {field.attname for field in given._meta.concrete_fields if _stamped(field)}
        return _told({name: value for name, value in _state(given).items() if name not in made})
    if isinstance(given, File):
        content = given.read()
        given.seek(0)
        return f"{given.name} {hashlib.sha256(content).hexdigest()} {settings.STORAGES}"
    if isinstance(given, dict):
        return f"{[(name, _told(value)) for name, value in given.items()]}"
    return f"{[*map(_told, given)]}" if isinstance(given, list | tuple) else repr(given)


def _stamped(field: Any) -> bool:
    return getattr(field, "auto_now_add", False) or field.default is timezone.now


def _state(given: Any) -> dict[str, Any]:
    if not isinstance(given, Model):
        return {}
    names = [field.attname for field in given._meta.concrete_fields]
    return {name: given.__dict__[name] for name in names if name in given.__dict__}


def _changes() -> int:
    return int(connection.connection.total_changes)


def remembered(deed: Callable[..., Any]) -> Callable[..., Any]:
    """A method of a town, with its `memory`."""

    @wraps(deed)
    def done(town: Any, *args: Any, **named: Any) -> Any:
        values = list(named.values())
        told = (tuple(named), *args, *values)
        return town.memory.do(deed.__name__, lambda: deed(town, *args, **named), *told)

    return done
