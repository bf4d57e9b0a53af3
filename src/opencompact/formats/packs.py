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
    return {_name(folder, path): _text(folder, path) for path in sorted(names)}


def load(path: Path) -> Pack:
    """Read and check the pack in the folder `path`, or raise PackError with every fault."""
    return parse(read(path))


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _text(folder: Path, path: Path) -> str:
    """Return the text of a file, without the mark for its encoding that some editors put first."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        says = "this file is not UTF-8: save it as UTF-8."
    except OSError as error:
        line, says = 1, f"this file cannot be read: {error.strerror}."
    raise PackError([f"{_name(folder, path)}:{line}: {says}"])
