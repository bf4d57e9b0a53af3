"""Puts mail into the outbox, inside the transaction of the action it tells about."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from opencompact.base import audit
from opencompact.base.accounts.models import normal
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.languages import Language
from opencompact.base.areas.models import Area

from . import topics
from .kinds import Words, kinds
from .models import Message, full
from .readers import languages_of
from .wording import filled, one_line, words_for

SUBJECT_LENGTH = 200
NAME_LENGTH = 150
# A text, or what says it in the language of whoever reads it.
Said = str | Callable[[], str]
Facts = Mapping[str, str]


def queue(  # noqa: PLR0913 - the one door to the outbox; each argument is part of a message
    *,
    area: Area | None,
    key: str,
    to: Sequence[tuple[str, str]],
    at: datetime,
    subject: Said = "",
    body: Said = "",
    do: Said = "",
    due: date | None = None,
    kind: str = "",
    facts: Facts | Callable[[], Facts] | None = None,
    about: str = "",
    topic: str = "",
    link: str = "",
    why: Said = "",
    not_before: datetime | None = None,
) -> int:
    """Write one message to each (name, address); answer how many people were named.

    A key that already went to an address is left alone. The words are those of a `kind` with
    `facts` in its gaps, else `subject`, `body` and `do`, what is asked of the reader. `about` is
    for the check of the kind; `link` is a path or an address; an empty `why` says it has a role.

    Each is written in the language of its reader: what differs with it is given as a function.
    """
    told = topics.topic(topic or (kinds()[kind].topic if kind else topics.NEEDED))
    shared = {
        "area": area,
        "key": key,
        "topic": told.key,
        "kind": kind,
        "about": about,
        "due": due,
        "link": full(link),
        "created_at": at,
        "not_before": not_before,
        "next_try_at": not_before or at,
    }
    say = partial(_words, area, kind, facts or {}) if kind else partial(_given, subject, body, do)
    read = languages_of(area, (address for _name, address in to))
    messages = {
        (mine := normal(address)): _written(shared, one_line(name), mine, read[mine], say, why)
        for name, address in to
    }
    Message.objects.bulk_create(messages.values(), ignore_conflicts=True)
    return len(messages)


def _written(
    shared: Mapping[str, Any],
    name: str,
    address: str,
    language: Language,
    say: Callable[[], Words],
    why: Said,
) -> Message:
    """One message, in the language of its reader."""
    with translation.override(language.code):
        words = say()
        return Message(
            **shared,
            language=language.key,
            to_address=address,
            to_name=name[:NAME_LENGTH],
            subject=one_line(words.subject)[:SUBJECT_LENGTH],
            says=words.says,
            do=words.do,
            why=_now(why) or reason(shared["area"]),
            message_id=message_id(shared["key"], address),
        )


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


def _words(area: Area | None, kind: str, facts: Facts | Callable[[], Facts]) -> Words:
    given = facts() if callable(facts) else facts
    said = {name: str(fact) for name, fact in given.items()}
    return filled(words_for(area, kinds()[kind]), {**common(area), **said})


def _given(subject: Said, body: Said, do: Said) -> Words:
    return Words(_now(subject), _now(body).strip(), _now(do).strip())


def _now(said: Said) -> str:
    """What somebody says, in the language that is spoken now."""
    return said() if callable(said) else str(said)


def common(area: Area | None) -> dict[str, str]:
    """What every mail can say of its area."""
    return {"place": place(area), "agreement": area.term("agreement") if area else _("agreement")}


def reason(area: Area | None) -> str:
    said = _("You get this message because you have a role in the {place}.")
    return said.format(place=place(area))


def place(area: Area | None) -> str:
    """How mail names the area: "Anywhere Compact"."""
    if area is None:
        return "OpenCompact"
    return _("{name} {agreement}").format(name=area.name, agreement=area.term("agreement"))


def message_id(key: str, address: str) -> str:
    """The same for every try, so that a mailbox that gets a message twice can show it once."""
    name = hashlib.sha256(f"{key}\n{address}".encode()).hexdigest()[:40]
    return f"<{name}@{urlsplit(settings.BASE_URL).hostname}>"
