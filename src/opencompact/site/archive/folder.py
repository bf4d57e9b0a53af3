"""A folder that is written beside its place and moved there when it is whole, with its hashes."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO, Final

CHUNK: Final = 1024 * 1024
MANIFEST: Final = "data/manifest.json"
OWN_ONLY: Final = 0o600


class ArchiveError(Exception):
    """It cannot be done. The message says why and what to do."""


class Folder:
    """A folder under way; `hashes` has the SHA-256 of every file by its place."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.hashes: dict[str, str] = {}

    def put(self, place: str, content: bytes | Iterable[bytes]) -> str:
        """Write a file and return its hash; only its user may read it."""
        path = self.root / place
        private(path.parent)
        found = hashlib.sha256()
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN_ONLY), "wb") as file:
            for chunk in [content] if isinstance(content, bytes) else content:
                found.update(chunk)
                file.write(chunk)
        self.hashes[place] = found.hexdigest()
        return self.hashes[place]

    def put_lines(self, place: str, lines: Iterable[str]) -> tuple[int, str]:
        """Write lines of text; how many there were, and the hash of all of them."""
        count = 0

        def counted() -> Iterator[bytes]:
            nonlocal count
            for line in lines:
                count += 1
                yield line.encode()

        sha256 = self.put(place, counted())
        return count, sha256

    def close(self, manifest: Mapping[str, Any]) -> str:
        """Write the manifest, which names every other file; its hash stands for the whole."""
        whole = {**manifest, "hashes": dict(sorted(self.hashes.items()))}
        return self.put(MANIFEST, (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode())


def private(folder: Path) -> None:
    """Make a folder, and those above it, that only its user may enter."""
    if not folder.is_dir():
        private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A new folder beside `target`, gone again when the work fails."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{token_hex(6)}")
    draft.mkdir(mode=0o700)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def new_folder(target: Path) -> Iterator[Folder]:
    """Write a folder that appears at `target` whole or not at all; ArchiveError if it is taken."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ArchiveError(f"{target} is there already. Name a new folder, or an empty one.")
    with beside(target) as draft:
        yield Folder(draft)
        if target.exists():
            target.rmdir()
        draft.rename(target)


@contextmanager
def new_file(target: Path) -> Iterator[BinaryIO]:
    """Write a file that appears at `target` whole or not at all, for its user's eyes only."""
    if target.exists():
        raise ArchiveError(f"{target} is there already. Name a new file.")
    private(target.parent)
    draft = target.with_name(f".{target.name}.{token_hex(6)}")
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWN_ONLY), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


def manifest_of(root: Path) -> dict[str, Any]:
    """The manifest of a folder, once every file it names has been found as it was written."""
    path = root / MANIFEST
    if not path.is_file():
        raise ArchiveError(f"{root} is no export: it has no {MANIFEST}.")
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        hashes = manifest["hashes"].items()
    except (ValueError, KeyError, AttributeError, TypeError):
        raise ArchiveError(f"{path} cannot be read. Use an unchanged copy.") from None
    changed = [place for place, wanted in hashes if digest_at(root, place) != wanted]
    if changed:
        raise ArchiveError(
            "These files are missing or were changed since they were written: "
            f"{', '.join(changed)}. Nothing was taken in. Use an unchanged copy."
        )
    return manifest


def inside(root: Path, place: str) -> Path:
    """A file of a folder; ArchiveError for a place that leads out of it."""
    path = (root / place).resolve()
    if not path.is_relative_to(root.resolve()):
        raise ArchiveError(f"The manifest names {place}, which is outside the folder.")
    return path


def digest_at(root: Path, place: str) -> str:
    """The SHA-256 of a file; empty when there is none."""
    path = inside(root, place)
    return digest_of_file(path) if path.is_file() else ""


def digest_of_file(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()
