"""An installation made ready for a command, and an area of it by its address."""

import argparse
from datetime import UTC, datetime
from typing import Any

from opencompact.cli.output import CommandError, start


def started(asked: argparse.Namespace) -> datetime:
    """Make Django and the database ready; return the moment of the command."""
    start(asked)
    from opencompact.cli.server import update_database

    update_database()
    return datetime.now(UTC)


def area_at(slug: str) -> Any:
    """The area with this address; CommandError that names those there are."""
    from opencompact.base.areas.models import Area

    found = Area.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Area.objects.order_by("slug").values_list("slug", flat=True))
        there = f"There are: {known}." if known else "Make one with: opencompact area add."
        raise CommandError(f"There is no area “{slug}” here. {there}")
    return found
