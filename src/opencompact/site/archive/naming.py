"""File names that every system can keep, made from the names that people gave."""

import unicodedata
from pathlib import PurePosixPath
from typing import Final

FORBIDDEN: Final = frozenset('<>:"/\\|?*')
LONGEST: Final = 100
# Windows keeps these for its devices, whatever ending follows.
DEVICES: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)


def safe_name(name: str) -> str:
    """The name without what some system refuses; never empty, never a way into another folder."""
    plain = unicodedata.normalize("NFC", name)
    kept = "".join(_letter(letter) for letter in plain).strip(" .") or "file"
    stem, dot, ending = kept.rpartition(".") if "." in kept else (kept, "", "")
    if stem.casefold() in DEVICES:
        stem = f"_{stem}"
    while len(f"{stem}{dot}{ending}".encode()) > LONGEST and stem:
        stem = stem[:-1]
    return f"{stem or 'file'}{dot}{ending[: LONGEST // 2]}"


def _letter(letter: str) -> str:
    if letter in FORBIDDEN:
        return "-"
    return "" if unicodedata.category(letter)[0] == "C" else letter


class Names:
    """Hands out places in a folder, each once: two papers of one name are numbered."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def place(self, folder: str, name: str) -> str:
        """A free place in `folder` for something of this name."""
        wanted = PurePosixPath(folder) / safe_name(name)
        place, count = wanted, 1
        while str(place).casefold() in self.taken:
            count += 1
            place = wanted.with_name(f"{wanted.stem} ({count}){wanted.suffix}")
        self.taken.add(str(place).casefold())
        return str(place)
