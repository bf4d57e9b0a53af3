"""Commands about accounts: help for somebody who has lost what protects theirs."""

import argparse
from datetime import UTC, datetime
from typing import Any

from opencompact.cli.output import CommandError, answer, options, say, start


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    account = commands.add_parser("account", help="help somebody who cannot sign in")
    inner = account.add_subparsers(metavar="ACTION", required=True)
    unprotect = inner.add_parser(
        "unprotect", help="take passkeys and authenticator app off an account whose owner lost them"
    )
    unprotect.add_argument("email", help="the address of the account")
    options(unprotect)
    unprotect.set_defaults(run=_unprotect)


def _unprotect(asked: argparse.Namespace) -> int:
    start(asked)
    from django.db import transaction

    from opencompact.base import audit
    from opencompact.base.accounts.actions import unprotect
    from opencompact.base.accounts.models import User, normal
    from opencompact.base.areas.actor import SYSTEM
    from opencompact.cli.server import update_database

    update_database()
    user = User.objects.filter(email=normal(asked.email)).first()
    if user is None:
        raise CommandError(f"There is no account with the address “{asked.email}”.")
    with transaction.atomic():
        removed = unprotect(user)
        audit.record(
            "accounts.unprotect",
            actor=SYSTEM,
            area=None,
            obj=user,
            data={"removed": removed},
            at=datetime.now(UTC),
        )
    if asked.json:
        answer({"email": user.email, "removed": removed})
    else:
        say(f"{user.email} has no second step any more and is signed out everywhere.")
        say("Were you sure who asked? Roles of officers, chairs and mediators wait until it is set")
        say("up anew, when the person next signs in.")
    return 0
