"""kill -9 during an import, at any moment: nothing is lost, nothing is doubled, the chain holds."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from opencompact.formats import tables
from tests import figures, schema

ROOT = Path(__file__).resolve().parents[3]
ROWS, PEOPLE = 1_000, 80
STEPS = ROWS // 20
QUICK, NIGHTLY = 2, 200
CHANCE = random.SystemRandom()
MANAGE = (sys.executable, "-m", "django")
IMPORT = (sys.executable, "-m", "tests.apps.organisations.killed")
VERIFY = "from opencompact.base import audit; print(len(audit.verify().faults))"
SQL = {
    "rows": "SELECT count(*) FROM organisations_organisation",
    "different": "SELECT count(DISTINCT name) FROM organisations_organisation",
    "told": "SELECT count(*) FROM audit_event WHERE object_type = 'organisations.Organisation'",
    "done": "SELECT coalesce(sum(rows_done), 0) FROM organisations_importrun",
    "counted": "SELECT coalesce(sum(created), 0) FROM organisations_importrun",
    "finished": "SELECT count(*) FROM organisations_importrun WHERE state = 'finished'",
}


class Installation:
    """A data folder with a database that several processes import into, one after the other."""

    what, sql = "organisations", SQL

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.environment = kept | {
            "OPENCOMPACT_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "opencompact.site.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }
        self.file = folder / "list.csv"

    def run(self, *words: str) -> str:
        done = subprocess.run(
            words, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def fresh(self) -> None:
        """A list of names that is on no register yet."""
        mark = CHANCE.randrange(10**9)
        rows = [(f"Group {mark} {number}", "LE1 1AA") for number in range(ROWS)]
        self.file.write_text(tables.write(["name", "postcode"], rows))

    def import_and_kill(self, area: str, steps: int) -> bool:
        """Import; kill -9 soon after so many steps. Say whether the import reached its end.

        The database knows, not the process: one killed between its last commit and its last word
        has finished. One that said so has to have finished.
        """
        words, before = (*IMPORT, str(self.file), area, self.what), self.facts()["finished"]
        with subprocess.Popen(
            words, env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout
            told = [process.stdout.readline() for _ in range(steps)]
            time.sleep(CHANCE.uniform(0, 0.02))
            process.kill()
            said = "done" in process.stdout.read() or "done\n" in told
        finished = self.facts()["finished"] > before
        assert finished or not said
        return finished

    def facts(self) -> dict[str, int]:
        connection = sqlite3.connect(self.folder / "opencompact.sqlite3")
        try:
            ask = connection.execute
            return {name: ask(query).fetchone()[0] for name, query in self.sql.items()}
        finally:
            connection.close()


@pytest.fixture(scope="module")
def migrated(django_db_setup, tmp_path_factory) -> Path:
    """A data folder with an empty database, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    shutil.copyfile(schema.empty_database(), folder / "opencompact.sqlite3")
    return folder


@pytest.fixture(scope="module")
def installation(migrated, tmp_path_factory) -> Installation:
    folder = tmp_path_factory.mktemp("killed")
    shutil.copytree(migrated, folder, dirs_exist_ok=True)
    return Installation(folder)


def play(installation: Installation, kills: int) -> None:
    """Import list after list, killing `kills` times; every state in between has to hold."""
    killed = finished = halfway = 0
    installation.fresh()
    while killed < kills:
        done = installation.import_and_kill("anywhere", CHANCE.randrange(1, STEPS))
        finished, killed = finished + done, killed + (not done)
        facts = installation.facts()
        halfway += facts["rows"] % ROWS > 0
        assert facts["rows"] == facts["different"] == facts["told"] == facts["counted"]
        assert facts["rows"] == facts["done"]
        assert facts["rows"] >= finished * ROWS
        if done:
            installation.fresh()
    installation.run(*IMPORT, str(installation.file), "anywhere")
    facts = installation.facts()
    assert facts["rows"] == facts["finished"] * ROWS
    assert halfway
    figures.note(
        "kill -9 during an import", f"{installation.what} {kills}", kills=killed, halfway=halfway,
        rows=facts["rows"], lost=0, doubled=0,
    )  # fmt: skip


def check_chain(installation: Installation) -> None:
    assert installation.run(*MANAGE, "shell", "-v0", "-c", VERIFY) == "0"


@pytest.mark.once
def test_an_import_that_is_killed_loses_and_doubles_nothing(installation):
    play(installation, QUICK)
    check_chain(installation)


@pytest.mark.nightly
def test_an_import_that_is_killed_very_often_loses_and_doubles_nothing(installation):
    play(installation, NIGHTLY)
    check_chain(installation)


OF_PEOPLE = {
    "rows": "SELECT count(*) FROM organisations_role",
    "different": "SELECT count(DISTINCT user_id) FROM organisations_role",
    "accounts": "SELECT count(*) FROM accounts_user",
    "told": "SELECT count(*) FROM audit_event WHERE verb = 'organisations.appoint'",
    "mails": "SELECT count(DISTINCT to_address) FROM notify_message",
    "done": "SELECT coalesce(sum(rows_done), 0) FROM organisations_importrun",
    "finished": "SELECT count(*) FROM organisations_importrun WHERE state = 'finished'",
}


class OfPeople(Installation):
    """The same for files of people."""

    what, sql = "people", OF_PEOPLE

    def fresh(self) -> None:
        mark = CHANCE.randrange(10**9)
        rows = [(f"p{number}@{mark}.example", "mediator") for number in range(PEOPLE)]
        self.file.write_text(tables.write(["email", "role"], rows))


@pytest.mark.once
def test_an_import_of_people_that_is_killed_loses_and_doubles_nobody(migrated, tmp_path):
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    installation = OfPeople(tmp_path)
    installation.fresh()
    while installation.import_and_kill("anywhere", CHANCE.randrange(1, PEOPLE // 20 - 1)):
        installation.fresh()  # it was quicker than the signal
    facts = installation.facts()
    assert len({facts[name] for name in facts if name != "finished"}) == 1, facts
    assert facts["rows"] % PEOPLE
    installation.run(*IMPORT, str(installation.file), "anywhere", "people")
    facts = installation.facts()
    finished = facts.pop("finished")
    assert finished
    assert facts == dict.fromkeys(facts, finished * PEOPLE)
    check_chain(installation)
