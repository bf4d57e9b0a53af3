"""A row as canonical text, the same from either database, and back."""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models

from .tables import Model, fields, is_person

People = Mapping[Any, str]
"""The e-mail address of each person by id, as rows name people outside this installation."""


def text(value: Any) -> str:
    """JSON in the one way: sorted names, no spaces, letters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read(line: str) -> dict[str, Any]:
    """One row of plain data from its line; ValueError when it is none."""
    found = json.loads(line)
    if not isinstance(found, dict):
        raise ValueError("a line is no row")  # noqa: TRY004 - what every reader here expects
    return found


def row(model: Model, values: Mapping[str, Any], people: People | None = None) -> dict[str, Any]:
    """A row as plain data; with `people`, somebody is named by address, not by id."""
    found = {}
    for field in fields(model):
        value = values[field.attname]
        if people is not None and value is not None and is_person(model, field):
            found[field.attname] = people.get(value, str(value))
        else:
            found[field.attname] = plain(field, value)
    return found


def plain(field: Any, value: Any) -> Any:
    """A value of a column as JSON knows it; a moment is always in UTC, with microseconds."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(field, models.FileField):
        return str(value)
    return value


def restored(model: Model, data: Mapping[str, Any]) -> Any:
    """The row of a model that plain data stands for; ValueError when it does not fit."""
    wanted = {field.attname for field in fields(model)}
    if set(data) != wanted:
        different = ", ".join(sorted(set(data) ^ wanted))
        raise ValueError(f"it was made by another version of the software ({different})")
    return model(**{f.attname: _value(f, data[f.attname]) for f in fields(model)})


def _value(field: Any, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    try:
        return field.to_python(value)
    except Exception as error:  # Django's ValidationError and what odd fields raise
        raise ValueError(f"{field.name} cannot be {value!r}") from error


def lines(model: Model, rows: Any, people: People | None = None) -> Iterator[str]:
    """Rows as text, one a line, in the order of their ids."""
    names = [field.attname for field in fields(model)]
    for values in rows.order_by("pk").values(*names).iterator(chunk_size=2000):
        yield text(row(model, values, people)) + "\n"


def digest(lines: Iterator[str]) -> str:
    """The SHA-256 of all lines, which is that of the file they make."""
    found = hashlib.sha256()
    for line in lines:
        found.update(line.encode())
    return found.hexdigest()


def write(loaded: list[Any], using: str = DEFAULT_DB_ALIAS) -> None:
    """Insert rows exactly as they are: nothing is set to now, nothing is worked out again."""
    if not loaded:
        return
    manager = type(loaded[0])._base_manager  # noqa: SLF001 - one that asks for no area
    columns = fields(type(loaded[0]))
    most = max(1, connections[using].ops.bulk_batch_size(columns, loaded))
    for start in range(0, len(loaded), most):
        some = loaded[start : start + most]
        # The one way into the database that keeps every value as it is.
        manager._insert(some, fields=columns, using=using, raw=True)  # noqa: SLF001
