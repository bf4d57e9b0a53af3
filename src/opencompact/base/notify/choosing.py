"""What a person wants to get: choosing on a page, or stopping a topic from a mail, in one click."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db import transaction

from opencompact.base import audit
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import Actor, person
from opencompact.base.areas.models import Area
from opencompact.core.record import record

from .models import Preference, full
from .topics import BY_KEY, Rhythm, Topic, topic

SEPARATOR: Final = "."


class BadTokenError(ValueError):
    """This is not an address that we put into a mail of this area."""


@record
class Stop:
    """What an address in a mail can stop, and for whom; `goes_on` is needed and cannot stop."""

    user: User
    topics: tuple[Topic, ...]
    goes_on: tuple[Topic, ...]


def own_page(area: Area) -> str:
    """Where somebody chooses what to get."""
    return full(f"/{area.slug}/mail/")


def stop_page(area: Area, user: User, topics: Iterable[str]) -> str:
    """The address that stops these topics for one person: signed, without the e-mail address."""
    token = _signer(area).sign_object([user.pk.hex, *topics])
    return full(f"/{area.slug}/mail/stop/{token}/")


def _signer(area: Area) -> Signer:
    return Signer(sep=SEPARATOR, salt=f"notify.stop:{area.pk}")


def read_stop(area: Area, token: str) -> Stop:
    """What an address stops; BadTokenError for one that we did not make, or made elsewhere."""
    try:
        pk, *keys = _signer(area).unsign_object(token)
    except (BadSignature, ValueError) as error:
        raise BadTokenError(token) from error
    user = User.objects.filter(pk=UUID(pk), is_active=True).first()
    if user is None:
        raise BadTokenError(token)
    known = [BY_KEY[key] for key in keys if key in BY_KEY]
    stoppable = tuple(one for one in known if one.may_stop)
    return Stop(user, stoppable, tuple(one for one in BY_KEY.values() if not one.may_stop))


@transaction.atomic
def stop(area: Area, wanted: Stop, *, at: datetime) -> None:
    """Stop the topics of an address from a mail. Whoever holds it acts as the person it is for."""
    never = {one.key: Rhythm.NEVER for one in wanted.topics}
    _choose(area, wanted.user, never, verb="notify.stop", actor=person(wanted.user), at=at)


@transaction.atomic
def choose(
    area: Area, user: User, wishes: Mapping[str, Rhythm], *, actor: Actor, at: datetime
) -> None:
    """Keep how often a person wants each topic; ValueError for what a topic does not allow."""
    for key, rhythm in wishes.items():
        if rhythm not in topic(key).rhythms:
            raise ValueError(f"The topic {key!r} cannot come {rhythm.value}.")
    _choose(area, user, wishes, verb="notify.choose", actor=actor, at=at)


def _choose(
    area: Area,
    user: User,
    wishes: Mapping[str, Rhythm],
    *,
    verb: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Write down what differs from before, and nothing when all of it is as it was."""
    before = rhythms(user)
    changed = {key: rhythm for key, rhythm in wishes.items() if before[key] != rhythm}
    for key, rhythm in changed.items():
        Preference.objects.update_or_create(
            area=area, user=user, topic=key, defaults={"rhythm": rhythm}
        )
    if changed:
        data = {"person": str(user.pk), **changed}
        audit.record(verb, actor=actor, area=area, data=data, at=at)


def rhythms(user: User) -> dict[str, Rhythm]:
    """How often a person gets each topic in the area we are in."""
    chosen = dict(Preference.objects.filter(user=user).values_list("topic", "rhythm"))
    return {
        key: Rhythm(chosen[key]) if chosen.get(key) in one.rhythms else one.usual
        for key, one in BY_KEY.items()
    }
