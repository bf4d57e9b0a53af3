"""A backup as one file: a tar whose last member names the hash of every other. No database here."""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from .folder import CHUNK, OWN_ONLY, ArchiveError, Folder, new_file

MANIFEST: Final = "backup.json"
FORMAT: Final = 1


class Pack:
    """A backup under way; `hashes` has the SHA-256 of every member by its name."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.hashes: dict[str, str] = {}

    def put(self, name: str, content: bytes) -> None:
        """Add a small member."""
        self._add(name, io.BytesIO(content), len(content))

    def put_file(self, name: str, path: Path) -> str:
        """Add a file as it is now and return its hash."""
        with path.open("rb") as file:
            return self._add(name, file, os.fstat(file.fileno()).st_size)

    def close(self, manifest: dict[str, Any]) -> None:
        """Add the manifest."""
        whole = {"format": FORMAT, **manifest, "hashes": dict(sorted(self.hashes.items()))}
        content = (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()
        self._add(MANIFEST, io.BytesIO(content), len(content))

    def _add(self, name: str, file: Any, size: int) -> str:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, OWN_ONLY
        counted = Hashing(file)
        self.tar.addfile(member, counted)
        self.hashes[name] = counted.found.hexdigest()
        return self.hashes[name]


class Hashing:
    """A file that is hashed while somebody reads it."""

    def __init__(self, file: Any) -> None:
        self.file, self.found = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk: bytes = self.file.read(size)
        self.found.update(chunk)
        return chunk


@contextmanager
def new_pack(target: Path) -> Iterator[Pack]:
    """Write a backup that appears at `target` whole or not at all, for its user's eyes only."""
    with new_file(target) as file, tarfile.open(fileobj=file, mode="w") as tar:
        yield Pack(tar)


def unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack a backup and return its manifest, once every member is as it was written."""
    unpacked = Folder(folder)
    try:
        with tarfile.open(source, "r:") as tar:
            for member in tar:
                if not member.isreg():
                    raise ArchiveError(f"{source} holds {member.name}, which is no plain file.")
                if not (folder / member.name).resolve().is_relative_to(folder.resolve()):
                    raise ArchiveError(f"{source} holds {member.name}, which leads out of it.")
                # Written by hand: Pythons before 3.11.4 know no filter for what is unpacked.
                unpacked.put(member.name, _chunks(tar.extractfile(member)))
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        hashes = dict(manifest["hashes"])
    except (tarfile.TarError, OSError, ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"{source} is no whole backup ({error}). Use another copy.") from None
    changed = [name for name, wanted in hashes.items() if unpacked.hashes.get(name) != wanted]
    if changed or manifest.get("format") != FORMAT:
        named = ", ".join(changed) or "its format"
        raise ArchiveError(f"{source} is damaged ({named}). Nothing was changed; use another copy.")
    (folder / MANIFEST).unlink()
    return manifest


def _chunks(file: IO[bytes] | None) -> Iterator[bytes]:
    return iter(lambda: file.read(CHUNK) if file else b"", b"")


def read_back(target: Path, hashes: dict[str, str]) -> list[str]:
    """The members of a written backup that do not read as what was put in."""
    found: dict[str, str] = {}
    with tarfile.open(target, "r:") as tar:
        for member in tar:
            counted = hashlib.sha256()
            for chunk in _chunks(tar.extractfile(member)):
                counted.update(chunk)
            found[member.name] = counted.hexdigest()
    return [name for name, wanted in hashes.items() if found.get(name) != wanted]
