"""Who was erased, kept outside the database, so that a restored backup brings nobody back."""

import hashlib
import hmac
import json
import os
from dataclasses import asdict
from pathlib import Path
from secrets import token_hex
from typing import Final

from opencompact.core.record import record

FILE: Final = "erased.json"


@record
class Tombstone:
    """One erasure. `address` is a keyed hash: it knows an address again and tells none."""

    person: str
    address: str
    at: str
    signatures: str
    papers: str


def hashed(email: str, key: str) -> str:
    """The hash of an address with the key of the installation, so that nobody can try addresses."""
    return hmac.new(key.encode(), email.strip().lower().encode(), hashlib.sha256).hexdigest()


def read(folder: Path) -> tuple[Tombstone, ...]:
    """The erasures of the installation in a data folder, oldest first."""
    path = folder / FILE
    if not path.exists():
        return ()
    return tuple(Tombstone(**one) for one in json.loads(path.read_text(encoding="utf-8")))


def add(folder: Path, *more: Tombstone) -> None:
    """Keep further erasures, each person once; the file is replaced whole."""
    kept = {one.person: one for one in (*read(folder), *more)}
    put(folder / FILE, [asdict(one) for one in kept.values()])


def put(path: Path, lines: list[dict[str, str]]) -> None:
    """Write a list that only the installation's user may read; the file is replaced whole."""
    draft = path.with_name(f".{path.name}.{token_hex(6)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(lines, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
