"""Puts mail into the outbox, inside the transaction of the action it tells about."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction

from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area

from . import topics
from .kinds import Words, kinds
from .models import Message, full
from .wording import filled, one_line, words_for

SUBJECT_LENGTH = 200
NAME_LENGTH = 150


def queue(  # noqa: PLR0913 - the one door to the outbox; each argument is part of a message
    *,
    area: Area | None,
    key: str,
    to: Sequence[tuple[str, str]],
    at: datetime,
    subject: str = "",
    body: str = "",
    do: str = "",
    due: date | None = None,
    kind: str = "",
    facts: Mapping[str, str] | None = None,
    about: str = "",
    topic: str = "",
    link: str = "",
    why: str = "",
    not_before: datetime | None = None,
) -> int:
    """Write one message to each (name, address); answer how many people were named.

    A key that already went to an address is left alone. The words are those of a `kind` with
    `facts` in its gaps, else `subject`, `body` and `do`, what is asked of the reader. `about` is
    for the check of the kind; `link` is a path or an address; an empty `why` says it has a role.
    """
    words = _words(area, kind, facts or {}) if kind else Words(subject, body.strip(), do.strip())
    told = topics.topic(topic or (kinds()[kind].topic if kind else topics.NEEDED))
    messages = {
        normal(address): Message(
            area=area,
            key=key,
            topic=told.key,
            kind=kind,
            about=about,
            to_address=normal(address),
            to_name=one_line(name)[:NAME_LENGTH],
            subject=one_line(words.subject)[:SUBJECT_LENGTH],
            says=words.says,
            do=words.do,
            due=due,
            link=full(link),
            why=why or reason(area),
            message_id=message_id(key, normal(address)),
            created_at=at,
            not_before=not_before,
            next_try_at=not_before or at,
        )
        for name, address in to
    }
    Message.objects.bulk_create(messages.values(), ignore_conflicts=True)
    return len(messages)


@transaction.atomic
def retry(area: Area, *, only: UUID | None = None, actor: Actor, at: datetime) -> int:
    """Let what failed in an area start again with all its tries; answer how many messages."""
    again = Message.objects.filter(area=area, failed_at__isnull=False)
    if only is not None:
        again = again.filter(pk=only)
    count = again.update(failed_at=None, tries=0, next_try_at=at)
    if count:
        audit.record("notify.retry", actor=actor, area=area, data={"messages": count}, at=at)
    return count


def _words(area: Area | None, kind: str, facts: Mapping[str, str]) -> Words:
    return filled(words_for(area, kinds()[kind]), {**common(area), **facts})


def common(area: Area | None) -> dict[str, str]:
    """What every mail can say of its area."""
    return {"place": place(area), "agreement": area.term("agreement") if area else "agreement"}


def normal(address: str) -> str:
    return address.strip().lower()


def reason(area: Area | None) -> str:
    return f"You get this message because you have a role in the {place(area)}."


def place(area: Area | None) -> str:
    """How mail names the area: "Anywhere Compact"."""
    return f"{area.name} {area.term('agreement')}" if area else "OpenCompact"


def message_id(key: str, address: str) -> str:
    """The same for every try, so that a mailbox that gets a message twice can show it once."""
    name = hashlib.sha256(f"{key}\n{address}".encode()).hexdigest()[:40]
    return f"<{name}@{urlsplit(settings.BASE_URL).hostname}>"
