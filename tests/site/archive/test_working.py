"""Backed up and restored again and again while somebody works: each time one moment, whole."""

import random
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from opencompact.site.archive import backing_up
from tests import figures
from tests.site.archive import small, working
from tests.site.archive.machine import ROOT, Machine, database, hashes_of

BY = ("--by", small.OFFICERS[0], "--and-by", small.OFFICERS[1])
TIMES, WEIGHT = 20, 200
MEGABYTE, GIGABYTE = 1024**2, 1024**3
# What a backup and a restore write themselves.
THEIR_OWN = ("audit_head", "'archive.", "rows/audit.")


class Worker:
    """Somebody at work in a process of their own; `done` is how much of it they have finished."""

    def __init__(self, machine: Machine, data: Path) -> None:
        self.done = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.site.archive.working"],
            env=machine.environment | {"OPENCOMPACT_DATA": str(data)},
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.listening = threading.Thread(target=self._listen)
        self.listening.start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.done = int(line)

    def goes_on(self) -> None:
        """Wait until another piece of work is finished; fail when there is nobody any more."""
        before = self.done
        while self.done == before:
            assert self.process.poll() is None, "whoever worked has stopped"
            time.sleep(0.01)

    def stop(self) -> None:
        self.process.communicate()
        self.listening.join()


@contextmanager
def at_work(machine: Machine, data: Path) -> Iterator[Worker]:
    worker = Worker(machine, data)
    try:
        yield worker
    finally:
        worker.stop()


def told(backup: Path, folder: Path) -> tuple[dict[str, object], int]:
    """Each table of a backup but what a backup writes itself, and how much work stands in it."""
    if connection.vendor == "postgresql":
        rows = {name: one for name, one in hashes_of(backup).items() if name.startswith("rows/")}
        kept = {name: one for name, one in rows.items() if not name.startswith(THEIR_OWN)}
        with tarfile.open(backup) as tar:
            file = tar.extractfile("rows/organisations.Organisation.jsonl")
            return kept, sum(working.FIRST.encode() in line for line in file)
    with tarfile.open(backup) as tar:
        tar.extract(backing_up.DATABASE, folder, filter="data")
    return of_sqlite(folder / backing_up.DATABASE)


def of_sqlite(path: Path) -> tuple[dict[str, object], int]:
    with closing(sqlite3.connect(path)) as found:
        lines = [one for one in found.iterdump() if not any(own in one for own in THEIR_OWN)]
        ask = "SELECT count(*) FROM organisations_organisation WHERE name LIKE ?"
        return {"every row": lines}, found.execute(ask, [f"{working.FIRST}%"]).fetchone()[0]


def papers_in(backup: Path) -> int:
    """How many papers a backup holds beside the one that was there before the work."""
    return sum(name.startswith("files/disputes/") for name in hashes_of(backup)) - 1


def back_up_and_restore(
    machines: tuple[Machine, Machine], data: Path, folder: Path, worker: Worker
) -> float:
    """Once, while somebody works; how many seconds both took."""
    machine, other = machines
    backup, target = folder / "backup.tar", folder / "new"
    worker.goes_on()
    before, began = worker.done, time.monotonic()
    assert machine.run(data, "backup", str(backup))["faults"] == []
    after = worker.done
    other.run(target, "restore", str(backup), *BY, *(["--replace"] if other is not machine else []))
    took = time.monotonic() - began
    rows, work = told(backup, folder)
    assert after > before, "nobody worked while it was backed up"
    assert before <= work <= after + 1, "the backup is of no moment in between"
    # A paper is a file before its row is certain: there may be a newer one, never one too few.
    assert papers_in(backup) >= work
    assert other.run(target, "audit", "verify")["faults"] == []
    if connection.vendor == "postgresql":
        other.run(target, "backup", str(folder / "again.tar"))
        assert told(folder / "again.tar", folder) == (rows, work)
    else:
        assert of_sqlite(target / backing_up.DATABASE) == (rows, work)
    return took


def play(folder: Path, times: int, megabytes: int) -> None:
    with ExitStack() as stack:
        machines = (Machine(), Machine())
        if connection.vendor == "postgresql":
            names = ("opencompact_worked", "opencompact_restored")
            one, other = (Machine(stack.enter_context(database(name))) for name in names)
            machines = (one, other)
        data = machines[0].build(folder / "data")
        (data / "files" / "other").mkdir(parents=True)
        for number in range(megabytes):
            content = random.randbytes(MEGABYTE)  # noqa: S311 - no secret, only weight
            (data / "files" / "other" / f"{number}.bin").write_bytes(content)
        seconds, size = 0.0, 0
        with at_work(machines[0], data) as worker:
            for number in range(times):
                here = folder / str(number)
                here.mkdir()
                seconds += back_up_and_restore(machines, data, here, worker)
                size = max(size, (here / "backup.tar").stat().st_size)
                shutil.rmtree(here)
    each = seconds / times
    figures.note(
        "backup and restore under load",
        connection.vendor,
        restored=times,
        different=0,
        work_done_meanwhile=worker.done,
        largest=f"{size / MEGABYTE:.0f} MB",
        seconds_each=f"{each:.1f}",
        minutes_for_5_GB=f"at most {each / size * 5 * GIGABYTE / 60:.0f}",
    )


@pytest.mark.nightly
def test_twenty_of_twenty_backups_made_under_load_are_restored(tmp_path):
    play(tmp_path, TIMES, WEIGHT)
