"""A PostgreSQL server for one run: `with server() as url:` or `python -m tests.postgres CMD`."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DEBIAN = Path("/usr/lib/postgresql")
PATIENCE = 30
# A server that lives for minutes need not survive a power cut, nor learn how to ask.
OPTIONS = (
    *("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses="),
    *("jit=off", "autovacuum=off", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=4GB"),
)


class NoPostgresError(RuntimeError):
    """No server program was found on this machine, or it did not start."""


def binaries() -> Path | None:
    """The folder with initdb and postgres: on the path, or Debian's newest; None without one."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = sorted(DEBIAN.glob("*/bin"), key=lambda path: float(path.parent.name))
    return folders[-1] if folders else None


@contextmanager
def server() -> Iterator[str]:
    """Start a server in a folder of its own, give its DATABASE_URL, and stop it again.

    It listens on a socket in that folder only: no port to collide with, nobody else gets in.
    """
    programs = binaries()
    if programs is None:
        raise NoPostgresError("PostgreSQL was not found. Debian has it as the package postgresql.")
    folder = Path(tempfile.mkdtemp(prefix="oc-pg-", dir="/tmp"))
    process = None
    try:
        account = _account(folder)
        init = ("initdb", "-D", "data", "-U", "opencompact", "-A", "trust", "-E", "UTF8")
        _run(programs, (*init, "--locale=C.UTF-8", "--no-sync"), folder, account)
        process = _start(programs, folder, account)
        _wait(programs, folder, process)
        _run(programs, ("createdb", "-h", str(folder), "-U", "opencompact", "opencompact"), folder)
        yield f"postgresql://opencompact@/opencompact?host={folder}"
    finally:
        if process:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def _account(folder: Path) -> dict[str, Any]:
    """Whom the server runs as: PostgreSQL refuses root, so root lends it to somebody smaller."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            person = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, person.pw_uid, person.pw_gid)
        return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    raise NoPostgresError("PostgreSQL does not run as root, and no smaller account was found.")


def _run(
    programs: Path, command: Sequence[str], folder: Path, account: dict[str, Any] | None = None
) -> None:
    program, *arguments = command
    done = subprocess.run(
        [programs / program, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **(account or {}),
    )
    if done.returncode:
        raise NoPostgresError(f"{program} failed: {done.stderr.strip()}")


def _start(programs: Path, folder: Path, account: dict[str, Any]) -> subprocess.Popen[bytes]:
    settings = [part for option in OPTIONS for part in ("-c", option)]
    return subprocess.Popen(
        [programs / "postgres", "-D", "data", "-k", str(folder), *settings],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **account,
    )


def _wait(programs: Path, folder: Path, process: subprocess.Popen[bytes]) -> None:
    """Return when the server takes connections; NoPostgresError when it does not come up."""
    for _ in range(PATIENCE * 10):
        command = [programs / "pg_isready", "-q", "-h", str(folder)]
        if subprocess.run(command, check=False).returncode == 0:
            return
        if process.poll() is not None:
            raise NoPostgresError(f"The server ended with {process.returncode}.")
        time.sleep(0.1)
    raise NoPostgresError(f"The server was not ready after {PATIENCE} seconds.")


if __name__ == "__main__":
    with server() as address:
        environment = {**os.environ, "DATABASE_URL": address}
        sys.exit(subprocess.run(sys.argv[1:], env=environment, check=False).returncode)
