"""Commands that run an installation: demo, serve, tick, migrate."""

import argparse
import os
import shutil
import socket
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from opencompact.cli.output import DEMO_MARK, CommandError, answer, note, options, say, start

HOST = "127.0.0.1"


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    demo = commands.add_parser("demo", help="start an invented city to try everything in")
    demo.add_argument("--port", type=_port, default=8000, help="default: 8000; 0 takes a free one")
    demo.add_argument("--reset", action="store_true", help="throw the demo's data away first")
    options(demo)
    demo.set_defaults(run=_demo)
    serve = commands.add_parser("serve", help="run the web server for your own area")
    serve.add_argument("--port", type=_port, default=8000)
    serve.add_argument("--workers", type=int, default=2, help="server processes, default 2")
    options(serve)
    serve.set_defaults(run=_serve)
    tick = commands.add_parser("tick", help="send waiting mail, run imports, re-derive due dates")
    options(tick)
    tick.set_defaults(run=_tick)
    migrate = commands.add_parser("migrate", help="make or update the database")
    options(migrate)
    migrate.set_defaults(run=_migrate)


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:  # noqa: PLR2004 - the highest port there is
        raise argparse.ArgumentTypeError(f"“{text}” is no port: give a number from 0 to 65535")
    return int(text)


def _migrate(asked: argparse.Namespace) -> int:
    data = start(asked)
    done = update_database()
    if asked.json:
        answer({"data": str(data), "applied": done})
    else:
        say(f"The database is up to date ({done} changes applied).")
    return 0


def update_database() -> int:
    """Apply the migrations that are missing and return how many there were."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        call_command("migrate", verbosity=0, interactive=False)
    return len(plan)


def _tick(asked: argparse.Namespace) -> int:
    start(asked)
    from opencompact.base.tasks.jobs import tick

    results = tick(datetime.now(UTC))
    if asked.json:
        answer(
            {"jobs": [{"job": r.job, "answer": str(r.answer), "error": r.error} for r in results]}
        )
    else:
        for result in results:
            say(f"{result.job}: {result.error or result.answer}")
    return 1 if any(result.error for result in results) else 0


def _done(asked: argparse.Namespace, line: str, data: dict[str, Any]) -> None:
    if asked.json:
        answer(data)
    else:
        say(line)
    sys.stdout.flush()


def _serve(asked: argparse.Namespace) -> int:
    port = asked.port or free_port()
    os.environ.setdefault("OPENCOMPACT_URL", f"http://{HOST}:{port}")
    start(asked)
    update_database()
    _collect_static()
    address = f"http://{HOST}:{port}/"
    _done(asked, f"OpenCompact is at {address}. Stop with Ctrl+C.", {"address": address})
    from opencompact.cli import web

    return web.run(HOST, port, asked.workers)


def _demo(asked: argparse.Namespace) -> int:
    began = time.monotonic()
    port = asked.port or free_port()
    _prepare_folder(Path(asked.data) if asked.data else _default_folder(), reset=asked.reset)
    os.environ["OPENCOMPACT_DEMO"] = "1"
    # An invented city has no place in a real database, and nothing to say to a real mail server.
    for real in ("DATABASE_URL", "OPENCOMPACT_SMTP_URL", "OPENCOMPACT_NOTIFY_KEY"):
        os.environ.pop(real, None)
    os.environ["OPENCOMPACT_URL"] = f"http://{HOST}:{port}"
    _require_free(port)
    data = start(asked)
    update_database()
    _collect_static()
    from opencompact.site import demo

    accounts = demo.build(datetime.now(UTC), progress=note)
    address = f"http://{HOST}:{port}/"
    if asked.json:
        answer({"address": address, "data": str(data), "accounts": [vars_of(a) for a in accounts]})
    else:
        say(f"\nOpenCompact is at {address} (ready in {time.monotonic() - began:.0f} s)\n")
        say(f"Sign in with the bar at the top of each page, or with the password {demo.PASSWORD}:")
        for account in accounts:
            say(f"  {account.role:<28} {account.name:<22} {account.email}")
        say(f"\nWhom to become in order to see what: {address}switch/")
        say("Mail of the demo is written to files, see the folder outbox there. Stop with Ctrl+C.")
    sys.stdout.flush()
    from opencompact.cli import web

    return web.run(HOST, port, 1)


def vars_of(account: Any) -> dict[str, str]:
    """Return what is said of one demo account."""
    return {"role": account.role, "name": account.name, "email": account.email}


def free_port() -> int:
    """Ask the system for a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise CommandError(
                f"Something else uses port {port} here: choose another with --port, "
                "or let --port 0 take a free one."
            ) from None


def _default_folder() -> Path:
    from opencompact.site import data

    return data.folder(os.environ)


def _prepare_folder(folder: Path, *, reset: bool) -> None:
    """Mark `folder` as a demo's, emptied for `reset`; refuse one with a real installation."""
    mark = folder / DEMO_MARK
    if (folder / "secrets.json").exists() and not mark.exists():
        raise CommandError(
            f"{folder} holds an installation that is not a demo, so the demo leaves it alone. "
            "Choose another folder with --data."
        )
    if reset and mark.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text("An invented city to try OpenCompact in. Nothing here is real.\n")


def _collect_static() -> None:
    """Copy style sheet and scripts to where they are served from, when they are newer there."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    stamp = root / ".stamp"
    newest = max(
        (
            Path(storage.path(name)).stat().st_mtime
            for finder in get_finders()
            for name, storage in finder.list([])
        ),
        default=0.0,
    )
    if stamp.exists() and stamp.read_text() == str(newest):
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=root.exists())
    stamp.write_text(str(newest))
