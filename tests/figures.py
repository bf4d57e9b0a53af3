"""The figures of a run: tests note them, `python3 oc test` shows them at the end."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "var/figures"


def note(what: str, **numbers: float | str) -> None:
    """Keep the figures of one programme, in place of those of an earlier run, and print them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", what.lower()).strip("-")
    (FOLDER / f"{name}.json").write_text(json.dumps({"what": what, "numbers": numbers}))
    print(line(what, numbers))


def line(what: str, numbers: dict[str, float | str]) -> str:
    """One programme in words: "leak lab: addresses 82 of 83, answers 1,900"."""
    said = [
        f"{name.replace('_', ' ')} {value:,}" if isinstance(value, int) else f"{name} {value}"
        for name, value in numbers.items()
    ]
    return f"{what}: {', '.join(said)}"


def kept() -> list[str]:
    """The figures that the last runs left, one programme a line."""
    found = [json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))]
    return [line(one["what"], one["numbers"]) for one in found]


def forget() -> None:
    """Begin a run without figures of another."""
    shutil.rmtree(FOLDER, ignore_errors=True)
