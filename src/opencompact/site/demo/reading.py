"""Reads the texts of the demo, which lie beside this code as data."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"


def table(name: str) -> dict[str, Any]:
    """Read data/<name>.toml."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def tables(folder: str) -> list[dict[str, Any]]:
    """Read every file of a folder of data, in the order of their names."""
    paths = sorted((FOLDER / folder).glob("*.toml"))
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths]


def unwrap(text: str) -> str:
    """Join the lines of each paragraph; paragraphs stay apart."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n")).strip()
