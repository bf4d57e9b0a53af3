"""Puts mail into the outbox, inside the transaction of the action it tells about."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from opencompact.base.areas.models import Area

from .models import Message

SUBJECT_LENGTH = 200
NAME_LENGTH = 150


def queue(  # noqa: PLR0913 - the one door to the outbox; each argument is part of a message
    *,
    area: Area | None,
    key: str,
    to: Sequence[tuple[str, str]],
    subject: str,
    body: str,
    at: datetime,
    link: str = "",
    why: str = "",
    not_before: datetime | None = None,
) -> int:
    """Write one message to each (name, address); answer how many people were named.

    A key that already went to an address is left alone. `link` is a path or a full address; `why`
    is the last line of the mail and has a sentence of its own when empty.
    """
    text = closed(body, link, why or reason(area))
    messages = {
        normal(address): Message(
            area=area,
            key=key,
            to_address=normal(address),
            to_name=one_line(name)[:NAME_LENGTH],
            subject=one_line(subject)[:SUBJECT_LENGTH],
            body=text,
            message_id=message_id(key, normal(address)),
            created_at=at,
            not_before=not_before,
            next_try_at=not_before or at,
        )
        for name, address in to
    }
    Message.objects.bulk_create(messages.values(), ignore_conflicts=True)
    return len(messages)


def normal(address: str) -> str:
    return address.strip().lower()


def one_line(text: str) -> str:
    """Text for a header: no line breaks, so nobody can add a header of their own."""
    return " ".join(text.split())


def reason(area: Area | None) -> str:
    place = f"{area.name} {area.term('agreement')}" if area else "OpenCompact"
    return f"You get this message because you have a role in the {place}."


def closed(body: str, link: str, why: str) -> str:
    """The body with its ending: where to go, and why this person gets the message."""
    address = urljoin(settings.BASE_URL, link or "/")
    return f"{body.strip()}\n\n{address}\n\n-- \n{why}\n"


def message_id(key: str, address: str) -> str:
    """The same for every try, so that a mailbox that gets a message twice can show it once."""
    name = hashlib.sha256(f"{key}\n{address}".encode()).hexdigest()[:40]
    return f"<{name}@{urlsplit(settings.BASE_URL).hostname}>"
