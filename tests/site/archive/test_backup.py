"""Backup and restore as people run them, by command, in data folders of their own."""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import threading
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from opencompact.site.archive import backing_up, packing, restoring
from opencompact.site.archive.folder import ArchiveError
from tests.site.archive import small
from tests.site.archive.machine import ROOT, Machine, hashes_of
from tests.site.archive.places import tree

BY = ("--by", small.OFFICERS[0], "--and-by", small.OFFICERS[1])
DATABASE = backing_up.DATABASE
# A restore that dies at the last moment before the new installation takes its place.
KILLED = """
import os, signal, sys
from opencompact.cli import main
from opencompact.site.archive import restoring
restoring.put_in_place = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
main(sys.argv[1:])
"""


def rows(data: Path) -> list[str]:
    """Every row of an SQLite installation but what a backup and a restore write themselves."""
    with closing(sqlite3.connect(data / DATABASE)) as found:
        lines = list(found.iterdump())
    return [line for line in lines if "audit_head" not in line and "'archive." not in line]


@pytest.fixture(scope="module")
def machine() -> Machine:
    return Machine()


@pytest.fixture(scope="module")
def whole(machine, tmp_path_factory):
    """An installation and a backup of it: both are only copied from."""
    folder = tmp_path_factory.mktemp("machine")
    data = machine.build(folder / "data")
    answered = machine.run(data, "backup", str(folder / "backup.tar"))
    assert (answered["faults"], answered["files"]) == ([], 1)
    return data, folder / "backup.tar"


@pytest.fixture
def data(whole, tmp_path) -> Path:
    """A copy of the installation."""
    return Path(shutil.copytree(whole[0], tmp_path / "data"))


@pytest.fixture
def backup(whole) -> Path:
    return whole[1]


@pytest.mark.once
def test_a_backup_holds_everything_and_is_for_its_user_only(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
    with tarfile.open(backup) as tar:
        names, modes = tar.getnames(), {member.mode for member in tar}
    assert {DATABASE, "secrets.json", packing.MANIFEST} <= set(names)
    assert sum(name.startswith("files/disputes/") for name in names) == 1
    assert modes == {0o600}


@pytest.mark.once
def test_a_restored_installation_is_the_one_that_was_backed_up(machine, backup, whole, tmp_path):
    target = tmp_path / "new"
    answered = machine.run(target, "restore", str(backup), *BY)
    assert (answered["kept"], answered["erased_again"]) == ("", 0)
    assert rows(target) == rows(whole[0])
    assert len(rows(target)) > 200
    assert tree(target / "files") == tree(whole[0] / "files")
    assert (target / "secrets.json").read_bytes() == (whole[0] / "secrets.json").read_bytes()
    with closing(sqlite3.connect(target / DATABASE)) as found:
        verb, told = found.execute("SELECT verb, data FROM audit_event ORDER BY id DESC").fetchone()
    assert verb == "archive.restore"
    assert len(set(json.loads(told)["by"])) == 2


@pytest.mark.once
def test_a_living_installation_is_left_alone_and_replaced_when_told(machine, data, backup):
    before = tree(data)
    answered = machine.run(data, "restore", str(backup), *BY, status=1)
    assert "--replace" in str(answered["error"])
    assert tree(data) == before
    assert machine.run(data, "erase", small.PERSON, *BY)["removed"]
    assert small.NAME.encode() not in (data / DATABASE).read_bytes()
    answered = machine.run(data, "restore", str(backup), *BY, "--replace")
    assert answered["erased_again"] == 1
    for place, content in tree(data).items():
        assert small.NAME.encode() not in content, place
        assert small.PERSON.encode() not in content, place
    assert set(tree(Path(str(answered["kept"])))) >= {DATABASE, "secrets.json"}
    assert [path.name for path in data.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.once
@pytest.mark.parametrize(
    ("other", "says"),
    [(small.OFFICERS[0].upper(), "two different officers"), (small.PERSON, "is no officer")],
)
def test_a_restore_takes_two_different_officers(machine, data, backup, other, says):
    before = tree(data)
    alone = ("--by", small.OFFICERS[0], "--and-by", other)
    answered = machine.run(data, "restore", str(backup), *alone, "--replace", status=1)
    assert says in str(answered["error"])
    assert tree(data) == before


@pytest.mark.once
def test_killed_in_the_middle_the_installation_is_untouched(machine, data, backup):
    before = tree(data)
    words = ["restore", str(backup), *BY, "--replace", "--data", str(data)]
    command = [sys.executable, "-c", KILLED, *words]
    done = subprocess.run(
        command, env=machine.environment, cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert "Proving" in done.stderr
    assert tree(data) == before


@pytest.mark.once
def test_a_backup_of_damaged_files_says_so_and_is_refused_for_restoring(machine, data, tmp_path):
    paper = next(path for path in (data / "files").rglob("*") if path.is_file())
    paper.write_bytes(b"%PDF-other")
    answered = machine.run(data, "backup", str(tmp_path), status=1)
    assert "is not what was handed in" in str(answered["faults"])
    made = Path(str(answered["path"]))
    assert made.parent == tmp_path
    answered = machine.run(tmp_path / "new", "restore", str(made), *BY, status=1)
    assert "does not hold" in str(answered["error"])
    assert not (tmp_path / "new").exists()


@pytest.mark.once
@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_a_damaged_backup_is_refused(backup, tmp_path, place):
    content = bytearray(backup.read_bytes())
    content[int(len(content) * place)] ^= 0xFF
    bad = tmp_path / "bad.tar"
    bad.write_bytes(content)
    with (
        pytest.raises(ArchiveError, match=r"no whole backup|damaged"),
        restoring.staged(bad, tmp_path / "new", replace=False),
    ):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.tar"]


@pytest.mark.once
def test_a_backup_that_leads_out_of_its_folder_is_refused(tmp_path):
    bad = tmp_path / "bad.tar"
    with tarfile.open(bad, "w") as tar:
        link = tarfile.TarInfo("files")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        tar.addfile(link)
    with pytest.raises(ArchiveError, match="no plain file"):
        packing.unpack(bad, tmp_path)
    with tarfile.open(bad, "w") as tar:
        tar.addfile(tarfile.TarInfo("../outside"))
    with pytest.raises(ArchiveError, match="leads out of it"):
        packing.unpack(bad, tmp_path)
    assert not (tmp_path.parent / "outside").exists()


@pytest.mark.once
@pytest.mark.parametrize("at_once", [True, False])
def test_the_new_takes_the_place_of_the_old_and_the_old_is_kept(tmp_path, monkeypatch, at_once):
    if not at_once:
        monkeypatch.setattr(restoring, "_exchanged", lambda *_: False)
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "what").write_text(name)
    kept = restoring.put_in_place(tmp_path / "new", tmp_path / "old", small.AT)
    assert (tmp_path / "old" / "what").read_text() == "new"
    assert (Path(kept) / "what").read_text() == "old"
    assert not (tmp_path / "new").exists()


@pytest.mark.once
def test_a_copy_is_one_moment_of_a_database_that_others_write_to(tmp_path):
    source = tmp_path / "source.sqlite3"
    with closing(sqlite3.connect(source)) as made:
        made.executescript("PRAGMA journal_mode=WAL; CREATE TABLE pair (one, other);")
    done, begun = threading.Event(), threading.Event()

    def write():
        with closing(sqlite3.connect(source, timeout=20)) as writing:
            while not done.is_set():
                with writing:
                    writing.execute("INSERT INTO pair VALUES (1, NULL)")
                    writing.execute("UPDATE pair SET other = 1 WHERE other IS NULL")
                begun.set()

    beside = threading.Thread(target=write)
    beside.start()
    begun.wait()
    counts = []
    for number in range(10):
        copy = tmp_path / f"{number}.sqlite3"
        backing_up._copy(source, copy)
        with closing(sqlite3.connect(copy)) as found:
            counts += found.execute("SELECT count(*), count(other) FROM pair").fetchall()
    done.set()
    beside.join()
    assert all(one == other > 0 for one, other in counts)


@pytest.mark.long
@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")
def test_postgresql_is_backed_up_and_restored_in_the_same_way(own_database, tmp_path):
    machine = Machine(own_database)
    data = machine.build(tmp_path / "data")
    backup = tmp_path / "backup.tar"
    assert machine.run(data, "backup", str(backup))["faults"] == []
    answered = machine.run(data, "restore", str(backup), *BY, status=1)
    assert "--replace" in str(answered["error"])
    assert machine.run(data, "erase", small.PERSON, *BY)["removed"]
    answered = machine.run(data, "restore", str(backup), *BY, "--replace")
    assert answered["erased_again"] == 1
    assert machine.run(data, "audit", "verify")["faults"] == []
    again = machine.run(data, "backup", str(tmp_path / "again.tar"))
    assert again["faults"] == []
    import psycopg

    with psycopg.connect(own_database) as found:
        kept = found.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before_restore_%'"
        ).fetchall()
        name = found.execute("SELECT name FROM accounts_user WHERE name LIKE 'Ada%'").fetchall()
        assert (len(kept), name) == (1, [])
    same = [hashes_of(path) for path in (backup, tmp_path / "again.tar")]
    untouched = {name for name in same[0] if name.startswith(("rows/agreement", "files/"))}
    assert len(untouched) == 4
    assert {name: same[0][name] for name in untouched} == {n: same[1][n] for n in untouched}


@pytest.mark.nightly
@pytest.mark.skipif(connection.vendor != "postgresql", reason="goes from one to the other")
def test_an_area_goes_from_postgresql_to_sqlite_and_back(export, elsewhere, load, tmp_path):
    machine, there = Machine(), tmp_path / "there"
    taken = machine.run(there, "import", "area", str(export()))
    assert all(one["equal"] for one in taken["tables"])
    assert machine.run(there, "audit", "verify")["faults"] == []
    machine.run(there, "export", "area", "anywhere", str(tmp_path / "back"))
    elsewhere()
    assert all(one.equal for one in load(tmp_path / "back").tables)
    before, after = (tree(tmp_path / name / "data") for name in ("out", "back"))
    for found in (before, after):
        del found["manifest.json"]  # it names the moment of the export
    assert before == after
