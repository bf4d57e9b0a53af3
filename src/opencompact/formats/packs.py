"""Packs on disk: a folder with pack.yaml, procedure.yaml, text/*.md and tests/*.yaml."""

from pathlib import Path

from opencompact.core.pack import Pack, PackError, parse


def read(path: Path) -> dict[str, str]:
    """Return the pack's texts by their name within the folder; PackError when there is no pack."""
    folder = path.parent if path.name == "pack.yaml" else path
    if not folder.is_dir():
        raise PackError([f"{path}: there is no such folder: give the folder of a pack."])
    names = [*folder.glob("*.yaml"), *folder.glob("text/*.md"), *folder.glob("tests/*.yaml")]
    if not any(name.name == "pack.yaml" for name in names):
        raise PackError([f"{folder}: there is no pack.yaml in it: give the folder of a pack."])
    return {str(name.relative_to(folder)): _text(name) for name in sorted(names)}


def load(path: Path) -> Pack:
    """Read and check the pack in the folder `path`, or raise PackError with every fault."""
    return parse(read(path))


def _text(name: Path) -> str:
    try:
        return name.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise PackError([f"{name}:1: this file is not UTF-8: save it as UTF-8."]) from None
