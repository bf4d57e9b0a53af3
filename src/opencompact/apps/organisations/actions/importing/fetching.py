"""A file that lies at a web address: got for an officer, noted, and not too often."""

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import SplitResult

from django.db import transaction

from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.base.audit.queries import events_in
from opencompact.core.phrases import marked
from opencompact.core.record import record
from opencompact.formats import fetching, tables

# Somebody waits for the page meanwhile, and keeps one of the server's few threads from others.
LIMITS: Final = fetching.Limits(whole=20, size=25 * fetching.MEGABYTE)
VERB: Final = "organisations.fetch"
MOST, WITHIN = 20, timedelta(hours=1)


@record
class Found:
    """A file from the web as a table, and what to call it here."""

    taken: tables.Taken
    name: str


def fetch_table(area: Area, address: str, *, actor: Actor, at: datetime) -> Found:
    """Get the file at a web address and read it; raises FetchError or TableError.

    Call it outside a transaction: a slow server must not hold up everybody else's work.
    """
    found = fetch_file(area, address, actor=actor, at=at)
    return Found(tables.take(found.content), _named(fetching.judged(address)))


def fetch_file(area: Area, address: str, *, actor: Actor, at: datetime) -> fetching.Fetched:
    """Get what lies at a web address, whatever it is; raises FetchError. Outside a transaction."""
    parts = fetching.judged(address)
    _note(area, str(parts.hostname), actor=actor, at=at)
    return fetching.fetch(address, limits=LIMITS)


@transaction.atomic
def _note(area: Area, host: str, *, actor: Actor, at: datetime) -> None:
    """Put into the history that the server is sent out, before it goes; refused when too often.

    The history is for ever, and a path may hold a name or a key: there it is the host alone.
    """
    audit.record(VERB, actor=actor, area=area, data={"host": host}, at=at)
    lately = events_in(area).filter(verb=VERB, actor_id=actor.user_id, at__gt=at - WITHIN)
    if lately.count() > MOST:
        raise fetching.FetchError(
            marked(
                "Too many files were asked for in the last hour. Try again later, or download the"
                " file yourself and choose it."
            )
        )


def _named(parts: SplitResult) -> str:
    """The address without what follows a question mark, where keys are."""
    return f"{parts.hostname}{parts.path}"
