"""Packs on disk: what is read of a folder, and what is said of one that is no pack."""

import os
import shutil

import pytest

from opencompact.core.pack import PackError
from opencompact.formats.packs import load, read
from tests.core.small import FILES, FOLDER, PACK, ROOT


@pytest.fixture
def folder(tmp_path):
    """A copy of the small pack."""
    return shutil.copytree(FOLDER, tmp_path / "small")


def test_a_folder_is_read_by_name():
    assert set(FILES) == {"pack.yaml", "procedure.yaml", "text/about.md", "tests/cases.yaml"}


def test_the_folder_and_its_main_file_are_the_same_pack(folder):
    assert read(folder) == read(folder / "pack.yaml") == FILES
    assert load(folder) == PACK


def test_other_files_are_left_alone(folder):
    (folder / "notes.txt").write_text("not ours")
    (folder / "text" / "draft.docx").write_bytes(b"\xff\xfe")
    assert read(folder) == FILES


@pytest.mark.parametrize(
    "pack", sorted(path.parent.name for path in (ROOT / "packs").glob("*/pack.yaml"))
)
def test_every_pack_of_the_project_loads(pack):
    found = load(ROOT / "packs" / pack)
    assert found.key == pack
    assert list(found.commitments())
    assert all(part.prose or part.groups for part in found.parts)


def faults(path) -> str:
    with pytest.raises(PackError) as found:
        load(path)
    return str(found.value)


def test_no_such_folder(tmp_path):
    assert faults(tmp_path / "none").endswith(
        "none: there is no such folder: give the folder of a pack."
    )


def test_a_file_that_is_no_pack(folder):
    assert "there is no such folder" in faults(folder / "procedure.yaml")


def test_a_folder_without_a_pack(tmp_path):
    assert faults(tmp_path).endswith("there is no pack.yaml in it: give the folder of a pack.")


@pytest.mark.parametrize(
    "name", ["pack.yaml", "procedure.yaml", "text/about.md", "tests/cases.yaml"]
)
def test_a_file_that_is_not_utf_8(folder, name):
    path = folder / name
    path.write_bytes(b"# first line\n# second line\n" + "café\n".encode("latin-1"))
    assert faults(folder) == f"{name}:3: this file is not UTF-8: save it as UTF-8."


def test_utf_16_is_told_as_well(folder):
    (folder / "pack.yaml").write_text("format: 1\n", encoding="utf-16")
    assert faults(folder) == "pack.yaml:1: this file is not UTF-8: save it as UTF-8."


def test_a_mark_at_the_start_is_no_harm(folder):
    """Some editors on Windows put one there, and end their lines in another way."""
    for name, text in FILES.items():
        (folder / name).write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert read(folder) == FILES


def test_a_folder_called_pack_yaml(folder):
    (folder / "pack.yaml").unlink()
    (folder / "pack.yaml").mkdir()
    assert faults(folder) == "pack.yaml:1: this file cannot be read: Is a directory."


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="the root user may read all files"
)
def test_a_file_that_may_not_be_read(folder):
    (folder / "pack.yaml").chmod(0)
    assert "pack.yaml:1: this file cannot be read: Permission denied." in faults(folder)
