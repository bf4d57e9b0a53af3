"""The README of an export: what this is, from when, who may use it how, and the way back."""

from collections.abc import Iterable
from datetime import datetime

from opencompact.apps.agreement.models import Edition
from opencompact.base.areas.models import Area
from opencompact.base.ui.dates import moment
from opencompact.base.ui.tables import LICENCE

from .agreement import standing

TEXT = """\
# The {name} {agreement}

This folder holds everything that OpenCompact kept for {name}, as it was on {at}. It can be read
without any software, and loaded again with OpenCompact.

**It holds personal and confidential data.** Keep it where only those can read it who answer for the
{agreement}. The folders whose name begins with `sealed` hold what was said in confidence.

## What is where

{where}

## Who may use it

The agreement, the register, the signatories and the findings were public and may be used under the
{licence}. Everything else may not be published.

## Load it again

Install OpenCompact and give this command, with the path of this folder:

    opencompact import area PATH-OF-THIS-FOLDER

It checks every file first and takes in nothing when one was changed. People get accounts by their
e-mail addresses and sign in with a code; passwords were never in here. Mail that still waited to be
sent is not in here either.

## What is not here

Passwords, second factors, access tokens, sessions, and the outbox.
"""


def text(area: Area, editions: Iterable[Edition], cases: int, at: datetime) -> str:
    """The README of the export of an area."""
    where = [
        *(f"- `agreement/{one.key}.md` and `.pdf`: {one}. {standing(one)}" for one in editions),
        "- `register.csv`: the organisations",
        "- `signatories.csv`: who has signed",
        "- `people.csv`: who held which role, with addresses (not public)",
        "- `findings.csv`: the published findings",
        f"- `cases/`: {counted(area, cases)}, each as a story with its papers (not public)",
        "- `files/`: other files",
        "- `data/`: the same as data; its `manifest.json` has the SHA-256 of every file",
    ]
    return TEXT.format(
        name=area.name,
        agreement=area.term("agreement"),
        at=moment(at),
        where="\n".join(where),
        licence=LICENCE,
    )


def counted(area: Area, cases: int) -> str:
    """How many disagreements there are, in the area's own word."""
    return f"{cases} {area.term('disagreement' if cases == 1 else 'disagreements')}"
