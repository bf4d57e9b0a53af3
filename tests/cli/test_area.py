"""The commands that work on an installation, each in a data folder of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LEICESTER = "packs/leicester-2008"
ROWS = """id,name,postalCode,url
GB-CHC-1000001,Northside Youth,AX1 1AA,https://northside.example
GB-CHC-1000002,Northside Youth,AX1 1AB,
GB-CHC-1000003,,AX1 1AC,
GB-CHC-12,The Well,AX1 1AD,
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A data folder with one area in it."""
    folder = tmp_path_factory.mktemp("installation")
    words = ("area", "add", "anywhere", "--name", "Anywhere", "--pack", LEICESTER)
    done = command(folder, *words, "--officer", "ada@example.org")
    assert done.returncode == 0, done.stderr
    return folder


def command(home: Path, *words: str) -> subprocess.CompletedProcess:
    """Run the command as a process of its own, as a shell does."""
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    environment |= {"PYTHONPATH": "src", "OPENCOMPACT_DATA": str(home)}
    call = [sys.executable, "-m", "opencompact.cli", *words]
    return subprocess.run(call, env=environment, capture_output=True, text=True, check=False)


def test_area_list_shows_what_was_made(home):
    found = json.loads(command(home, "area", "list", "--json").stdout)
    assert [(a["slug"], a["nation"], a["pack_key"]) for a in found["areas"]] == [
        ("anywhere", "england", "leicester-2008")
    ]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("area", "add", "anywhere", "--name", "X", "--pack", LEICESTER), "already exists"),
        (("area", "add", "Any where", "--name", "X", "--pack", LEICESTER), "lower-case letters"),
        (("area", "add", "new", "--name", "X", "--pack", "nowhere"), "there is no such folder"),
        (
            ("area", "add", "new", "--name", "X", "--pack", LEICESTER, "--colour", "#ffff00"),
            "hard to read",
        ),
        (("area", "appoint", "anywhere", "no-address", "chair"), "is no e-mail address"),
        (("area", "appoint", "nowhere", "a@example.org", "chair"), "There are: anywhere"),
        (("area", "appoint", "anywhere", "ada@example.org", "officer"), "holds this role already"),
        (("account", "unprotect", "nobody@example.org"), "There is no account with the address"),
        (("import", "organisations", "none.csv", "--area", "anywhere"), "There is no file"),
        (
            ("import", "organisations", "http://127.0.0.1/list.csv", "--area", "anywhere"),
            "127.0.0.1 is not on the public internet",
        ),
    ],
)
def test_a_command_that_cannot_do_its_work_says_what_to_do(home, words, part):
    done = command(home, *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert part in done.stderr
    assert "Traceback" not in done.stderr


def test_what_was_refused_left_nothing_behind(home):
    found = json.loads(command(home, "area", "list", "--json").stdout)
    assert len(found["areas"]) == 1


@pytest.fixture
def rows(tmp_path) -> Path:
    """A file with two good rows of one name, one without a name and one with a bad number."""
    path = tmp_path / "rows.csv"
    path.write_text(ROWS)
    return path


def test_import_counts_and_a_second_import_changes_nothing(home, rows):
    words = ("import", "organisations", str(rows), "--area", "anywhere", "--json")
    dry = json.loads(command(home, *words, "--dry-run").stdout)
    first = json.loads(command(home, *words).stdout)
    second = json.loads(command(home, *words).stdout)
    assert dry["created"] == first["created"] == first["read"] - len(first["rejected"])
    assert 4 in [bad["row"] for bad in first["rejected"]]
    assert (second["created"], second["updated"]) == (0, 0)
    assert second["unchanged"] == first["created"]


def test_import_refuses_a_file_that_is_no_table(home, tmp_path):
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    done = command(home, "import", "organisations", str(path), "--area", "anywhere")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert str(path) in done.stderr


def test_people_come_in_and_a_bad_row_is_named(home, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("email,role\nchair@example.org,chair\nno-address,chair\n")
    done = command(home, "import", "people", str(path), "--area", "anywhere")
    assert "2 rows read, 1 created, 0 updated, 0 unchanged." in done.stderr + done.stdout
    assert "Row 3 was left out" in done.stderr + done.stdout
    words = ("import", "people", str(path), "--area", "anywhere", "--json")
    found = json.loads(command(home, *words).stdout)
    assert (found["created"], found["unchanged"], len(found["rejected"])) == (0, 1, 1)


def test_account_unprotect_tells_what_it_took_and_is_noted(home):
    done = command(home, "account", "unprotect", "Ada@example.org", "--json")
    assert json.loads(done.stdout) == {"email": "ada@example.org", "removed": 0}


def test_the_audit_chain_holds(home):
    done = command(home, "audit", "verify", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["faults"]) == (0, [])
    assert found["checked"] > 0
    assert str(home) in done.stderr


def test_tick_runs_every_job(home):
    done = command(home, "tick", "--json")
    assert done.returncode == 0
    assert all(not job["error"] for job in json.loads(done.stdout)["jobs"])


@pytest.fixture(scope="module")
def kept(home) -> Path:
    """The mail with the head of the history that a chair got, as a file."""
    assert command(home, "area", "appoint", "anywhere", "c@example.org", "chair").returncode == 0
    assert command(home, "tick").returncode == 0
    mails = (home / "outbox").iterdir()
    return next(path for path in mails if b'"signature"' in path.read_bytes())


def test_the_chain_runs_through_a_head_that_was_kept(home, kept):
    assert command(home, "area", "appoint", "anywhere", "d@example.org", "chair").returncode == 0
    done = command(home, "audit", "verify", "--head", str(kept))
    assert done.returncode == 0
    assert "The chain runs through the" in done.stdout
    told = json.loads(command(home, "audit", "verify", "--head", str(kept), "--json").stdout)
    assert 0 < told["head_count"] < told["checked"]


def test_a_head_that_was_changed_fails_the_check(home, kept, tmp_path):
    changed = tmp_path / "changed.eml"
    changed.write_bytes(kept.read_bytes().replace(b'"count"', b'"count": 1, "was"'))
    done = command(home, "audit", "verify", "--head", str(changed))
    assert done.returncode == 1
    assert "changed after it was signed" in done.stdout


@pytest.mark.parametrize(
    ("name", "part"), [("none.eml", "cannot be read"), ("empty.eml", "holds no head")]
)
def test_a_file_without_a_head_is_refused_in_words(home, tmp_path, name, part):
    (tmp_path / "empty.eml").write_text("")
    done = command(home, "audit", "verify", "--head", str(tmp_path / name))
    assert (done.returncode, done.stdout) == (1, "")
    assert part in done.stderr
