"""The arithmetic of the chain: canonical text, hash of an event, seal of the head. No database."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

START = "0" * 64
# The order is part of the hash; a new field would start a new kind of chain. No name is in it: a
# person can be erased, the chain cannot.
FIELDS = (
    "id",
    "area_id",
    "at",
    "actor_id",
    "verb",
    "object_type",
    "object_id",
    "data",
)


def plain(value: Any) -> Any:
    """The value as JSON that reads back the same from either database; TypeError for what cannot.

    Floats are refused: PostgreSQL gives some of them back as whole numbers.
    """
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return moment(value) if isinstance(value, datetime) else value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"An audit event cannot hold {value!r}; use text, whole numbers, dates or ids.")


def moment(at: datetime) -> str:
    """A moment as text, always in UTC and always with microseconds; ValueError without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"An audit event needs a moment with its time zone; {at} has none.")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(fields: Mapping[str, Any]) -> str:
    """The one way to write an event down: fixed order, sorted keys, no spaces."""
    row = [plain(fields[name]) for name in FIELDS]
    return json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(fields: Mapping[str, Any], previous: str) -> str:
    """SHA-256 over the previous hash and the event, as hexadecimal."""
    text = f"{previous}\n{canonical(fields)}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def seal(count: int, head: str, key: str) -> str:
    """Proves that the head was moved by somebody who holds the installation's key."""
    return hmac.new(key.encode(), f"{count}:{head}".encode(), hashlib.sha256).hexdigest()
