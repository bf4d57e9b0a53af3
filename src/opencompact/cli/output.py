"""How commands speak: one JSON object with --json, else plain lines; where the data lies."""

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

DEMO_MARK = "demo.txt"


class CommandError(Exception):
    """The command cannot do its work. The message says what to do."""


def options(parser: argparse.ArgumentParser) -> None:
    """Add the options that every command takes."""
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object and nothing else"
    )
    parser.add_argument(
        "--data", metavar="DIR", help="the installation's data (default: var/ in a checkout)"
    )


def say(line: str = "") -> None:
    """Print one line of the answer."""
    print(line)


def note(line: str) -> None:
    """Print one line beside the answer, where it never mixes with JSON."""
    print(line, file=sys.stderr, flush=True)


def answer(data: dict[str, Any] | list[dict[str, Any]]) -> None:
    """Print the JSON of a command: one object, or a list of them where it answers with many."""
    print(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def fail(asked: argparse.Namespace, message: str) -> int:
    """Say why the command could not do its work, in the form that was asked for."""
    if getattr(asked, "json", False):
        answer({"error": message})
    note(message)
    return 1


def day(text: str) -> date:
    """Read a date as 2026-12-18 or 18/12/2026."""
    try:
        if "/" in text:
            number, month, year = (int(part) for part in text.split("/"))
            return date(year, month, number)
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” is no date: write it as 2026-12-18 or 18/12/2026"
        ) from None


def weekday(day_: date) -> str:
    """Write a date as people say it: Friday 18 December 2026."""
    return f"{day_:%A} {day_.day} {day_:%B %Y}"


def start(asked: argparse.Namespace) -> Path:
    """Make Django ready for the data directory asked for, say which it is, and return it."""
    if asked.data:
        os.environ["OPENCOMPACT_DATA"] = str(Path(asked.data).resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opencompact.site.settings")
    import django
    from django.conf import settings

    django.setup()
    demo = " (the demo's)" if (Path(settings.DATA) / DEMO_MARK).exists() else ""
    note(f"Data: {settings.DATA}{demo}")
    return Path(settings.DATA)
