"""The test command: `python3 oc test`. Runs what this machine can, and says what it cannot."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import chromium, figures, postgres  # noqa: E402

MARK = "mark.browser"
# Neighbours share what their module builds, so each worker keeps to its own half while it has one.
STEALING = ("--dist", "worksteal")
SPREAD = ("-n", "auto", *STEALING)
# What touches the database runs on PostgreSQL too: at night all of it, at a push what rests on how
# a database locks, refuses, sorts, adds up and keeps. Pages and the rest are the same with either.
ON_BOTH = ("tests/base", "tests/apps", "tests/site")
PAGES = {"views", "api"}
AT_A_PUSH = {
    f"test_{what}"
    for what in (
        *("actions", "again", "backup", "chain", "deliver", "figures", "guards", "giving_import"),
        *("killed", "lists", "matching", "measured", "measuring", "models", "prepared"),
        *("queries", "queue", "races", "record", "redating", "register", "rules"),
        *("runs", "scoping", "signing", "state", "tampering", "tasks", "tick", "writing"),
    )
}


def main() -> int:
    """Run every part, print a line for each, and fail when one of them failed."""
    asked, rest = _arguments().parse_known_args()
    os.chdir(ROOT)
    slow = "" if asked.nightly else "and not nightly"
    done: list[tuple[str, str]] = []
    if asked.figures:
        print("\n".join(figures.kept()) or "No figures are kept yet: run `python3 oc test`.")
        return 0
    if rest:
        return _pytest(rest)
    figures.forget()
    with tempfile.TemporaryDirectory(
        "-tests", "opencompact-", ignore_cleanup_errors=True
    ) as shared:
        os.environ["OPENCOMPACT_TESTS"] = shared
        done.append(("SQLite", _part([*SPREAD, "-m", f"not browser {slow}"])))
        done.append(("PostgreSQL", _postgres(slow, required=asked.require)))
        done.append(("browser", _browser(slow, required=asked.require)))
    print()
    print(*figures.kept(), "", sep="\n")
    for name, result in done:
        print(f"{name + ':':<12} {result}")
    return 1 if any(result.startswith("FAILED") for _, result in done) else 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="oc test", description="Run the tests; further words go to pytest as they are."
    )
    parser.add_argument("--nightly", action="store_true", help="the long programmes too")
    parser.add_argument(
        "--figures", action="store_true", help="show what the last run measured, and run nothing"
    )
    parser.add_argument(
        "--require", action="store_true", help="fail where Chromium or PostgreSQL is not found"
    )
    return parser


def _pytest(arguments: list[str], **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def _part(arguments: list[str], **environment: str) -> str:
    began = time.monotonic()
    status = _pytest(arguments, **environment)
    took = f"{time.monotonic() - began:.0f} s"
    return f"passed in {took}" if status == 0 else f"FAILED (pytest's status {status}) in {took}"


def _postgres(slow: str, *, required: bool) -> str:
    if postgres.binaries() is None:
        return _absent("PostgreSQL", "postgresql", required=required)
    with postgres.server() as url:
        wanted = f"not browser and not once {slow}"
        return _part([*SPREAD, "-m", wanted, *_on_both(all_of_it=not slow)], DATABASE_URL=url)


def _on_both(*, all_of_it: bool) -> list[str]:
    """The files of tests that PostgreSQL has to pass too."""
    found = [path for folder in ON_BOTH for path in sorted(Path(folder).rglob("test_*.py"))]
    asking = [path for path in found if path.stem in AT_A_PUSH and not PAGES & set(path.parts)]
    return [str(path) for path in (found if all_of_it else asking)]


def _browser(slow: str, *, required: bool) -> str:
    if chromium.program() is None:
        return _absent("Chromium", "chromium", required=required)
    # Only where such tests are: to collect all the others takes as long as to play a chapter.
    files = [one for one in sorted(Path("tests").rglob("test_*.py")) if MARK in one.read_text()]
    wanted = ["-n", "2", *STEALING, "-m", f"browser {slow}", *map(str, files)]
    by_night = {"OPENCOMPACT_PICTURES": "yes", "OPENCOMPACT_AXE": "anew"}
    how = {"OPENCOMPACT_PICTURES": "no"} if slow else by_night
    return _part(wanted, DJANGO_ALLOW_ASYNC_UNSAFE="1", **how)


def _absent(program: str, package: str, *, required: bool) -> str:
    how = f"{program} was not found (Debian has it as the package {package})"
    return f"FAILED: {how}" if required else f"not run: {how}"


if __name__ == "__main__":
    sys.exit(main())
