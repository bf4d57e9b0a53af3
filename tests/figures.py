"""The figures of a run: tests note them, `python3 oc test` shows them at the end."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from pathlib import Path

TURNS = Counter[str]()
FOLDER = Path(__file__).resolve().parent.parent / "var/figures"


def note(what: str, part: str = "", **numbers: float | str) -> None:
    """Keep the figures of one programme, in place of those of an earlier run, and print them.

    What runs in several parts says which one it is: whole numbers of all parts are added up.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", f"{what} {part}".lower()).strip("-")
    (FOLDER / f"{name}.json").write_text(json.dumps({"what": what, "numbers": numbers}))
    print(line(what, numbers))


def line(what: str, numbers: dict[str, float | str]) -> str:
    """One programme in words: "leak lab: addresses 82 of 83, answers 1,900"."""
    said = [
        f"{name.replace('_', ' ')} {value:,}" if isinstance(value, int) else f"{name} {value}"
        for name, value in numbers.items()
    ]
    return f"{what}: {', '.join(said)}"


def worker() -> str:
    """The process of pytest-xdist that this is: the part of a programme that it runs."""
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")


def turn(what: str) -> str:
    """The part of a programme that a process begins anew: another one each time."""
    TURNS[what] += 1
    return f"{what} {worker()} {TURNS[what]}"


def kept() -> list[str]:
    """The figures that the last runs left, one programme a line."""
    whole: dict[str, dict[str, float | str]] = {}
    for path in sorted(FOLDER.glob("*.json")):
        one = json.loads(path.read_text())
        sums = whole.setdefault(one["what"], {})
        for name, value in one["numbers"].items():
            before = sums.get(name)
            whole_ones = isinstance(value, int) and isinstance(before, int)
            sums[name] = before + value if whole_ones else value
    return [line(what, numbers) for what, numbers in whole.items()]


def forget() -> None:
    """Begin a run without figures of another."""
    shutil.rmtree(FOLDER, ignore_errors=True)
