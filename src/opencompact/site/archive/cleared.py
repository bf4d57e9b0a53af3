"""What was removed because its time was over, kept outside the database for a restored backup."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

from opencompact.core.record import record

from . import tombstones

FILE: Final = "removed.json"


@record
class Cleared:
    """One removal: the id of the case, report or challenge, its class, the day. It names nobody."""

    matter: str
    kept: str
    on: str


def read(folder: Path) -> tuple[Cleared, ...]:
    """The removals of the installation in a data folder, oldest first."""
    path = folder / FILE
    if not path.exists():
        return ()
    return tuple(Cleared(**one) for one in json.loads(path.read_text(encoding="utf-8")))


def add(folder: Path, *more: Cleared) -> None:
    """Keep further removals, each once, with its first day."""
    known = read(folder)
    kept = {(one.matter, one.kept): one for one in (*more, *known)}
    if len(kept) > len(known):
        tombstones.put(folder / FILE, [asdict(one) for one in kept.values()])
