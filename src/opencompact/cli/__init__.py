"""The `opencompact` command. Each command is a function that returns its exit status."""

import argparse
import sys
from collections.abc import Sequence

from opencompact import __version__
from opencompact.cli import account, archive, area, calendar, packs, person, server
from opencompact.cli.output import CommandError, fail
from opencompact.core.calendar import CalendarError
from opencompact.core.pack import PackError
from opencompact.core.procedure import StepNotAllowedError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did its work, 1 when it says why not, 2 for a wrong call."""
    options = parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except (CommandError, PackError, CalendarError, StepNotAllowedError) as error:
        return fail(options, str(error))
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    return status


def parser() -> argparse.ArgumentParser:
    """Build the whole command line; the documentation's list of commands is tested against it."""
    top = argparse.ArgumentParser(
        prog="opencompact",
        description="Run a local Compact: the text, the register, the disagreements.",
    )
    top.add_argument("--version", action="version", version=f"OpenCompact {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in (packs, server, area, calendar, archive, account, person):
        module.add(commands)
    return top
