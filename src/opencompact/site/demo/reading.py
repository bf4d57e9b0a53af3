"""Reads the texts of the demo, which lie beside this code as data."""

import tomllib
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

FOLDER = Path(__file__).parent / "data"


def table(name: str) -> dict[str, Any]:
    """Read data/<name>.toml."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def tables(folder: str) -> list[dict[str, Any]]:
    """Read every file of a folder of data, in the order of their names.

    `key` is the name of the file without its number.
    """
    paths = sorted((FOLDER / folder).glob("*.toml"))
    return [
        {**tomllib.loads(path.read_text(encoding="utf-8")), "key": path.stem.partition("-")[2]}
        for path in paths
    ]


def paper(name: str) -> "ContentFile[bytes]":
    """A file that somebody hands in, from data/papers."""
    return ContentFile((FOLDER / "papers" / name).read_bytes(), name=name)


def unwrap(text: str) -> str:
    """Join the lines of each paragraph; paragraphs stay apart."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n")).strip()
