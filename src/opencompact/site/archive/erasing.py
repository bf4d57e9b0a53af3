"""Erasing a person: a tombstone takes their place wherever law and the record allow it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from opencompact.apps.disputes.queries import open_cases, people
from opencompact.apps.organisations.models import Role
from opencompact.apps.organisations.queries import days
from opencompact.base import audit
from opencompact.base.areas.actor import SYSTEM, Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import unscoped, within
from opencompact.base.audit.guards import lifted
from opencompact.base.notify.models import Message
from opencompact.core.record import record

from . import tables, tombstones, traces
from .folder import ArchiveError
from .naming_people import ERASED_AT, FORMER, addresses_of

VERB: Final = "archive.erase"


@record
class Choices:
    """What the officers decided: what becomes of signatures in force, and of papers."""

    signatures: str = "keep"
    papers: str = "keep"


@record
class Erased:
    """What was done: rows changed, rows removed, and papers that name the person still."""

    person: str
    changed: int
    removed: int
    papers_removed: int
    papers_kept: tuple[str, ...]


def find(email: str) -> Any:
    """The account with an address; ArchiveError when there is none."""
    found = get_user_model().objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise ArchiveError(f"Nobody here has the address {email}.")
    return found


def two_officers(one: str, other: str, *, at: datetime) -> tuple[Any, Any]:
    """Two different people who are officers today, by address; ArchiveError otherwise."""
    on = timezone.localdate(at)
    officers = []
    for email in (one, other):
        user = get_user_model().objects.filter(email=email.strip().lower(), is_active=True).first()
        with unscoped():  # an officer of any area may answer for it
            held = Role.objects.filter(days.held(on), user=user, kind=RoleKind.OFFICER)
            if user is None or not held.exists():
                raise ArchiveError(f"{email} is no officer of an area here.")
        officers.append(user)
    if officers[0] == officers[1]:
        raise ArchiveError("It takes two different officers, and this is the same one twice.")
    return officers[0], officers[1]


def refusals(
    person: Any, on: date, sees: Callable[[Any], bool] = lambda _: True, *, own: bool = False
) -> Iterator[str]:
    """Why somebody cannot be erased now, each with what to do instead.

    A case is only named to whom `sees` it: an officer may be recused from it. `own` says it to
    the person themselves.
    """
    if is_erased(person):
        yield gettext("This person was erased already.")
        return
    for area in Area.objects.order_by("slug"):
        with within(area):
            officers = Role.objects.filter(days.held(on), kind=RoleKind.OFFICER)
            mine = officers.filter(user=person).exists()
            if mine and not officers.exclude(user=person).exists():
                yield _the_only_officer(own=own).format(area=area.name)
            for case in open_cases(area):
                if _is_in(person, case, on):
                    number = case.number if sees(case) else ""
                    yield _in_a_case(number, own=own).format(number=number, area=area.name)


def _the_only_officer(*, own: bool) -> str:
    if own:
        return gettext("You are the only officer of {area}. Appoint another officer first.")
    return gettext("They are the only officer of {area}. Appoint another officer first.")


def _in_a_case(number: str, *, own: bool) -> str:
    if own:
        return gettext(
            "You have a part in case {number} of {area}, which is open. Give your part to"
            " somebody else and wait until the case has ended."
        )
    if number:
        return gettext(
            "They have a part in case {number} of {area}, which is open. Give their part to"
            " somebody else and wait until the case has ended."
        )
    return gettext(
        "They have a part in a case of {area}, which is open. Give their part to somebody else"
        " and wait until the case has ended."
    )


def _is_in(person: Any, case: Any, on: date) -> bool:
    """Say whether somebody has a role of their own in a case, or has acted in it."""
    acted = any(event.actor_id == person.pk for event in case.events.all())
    seated = any(s.user_id == person.pk and s.ended_on is None for s in case.seats.all())
    speaks = any(one.user_id == person.pk and one.speaks for one in people(case, on))
    advises = any(one.user_id == person.pk and one.reads for one in case.advisers.all())
    return acted or seated or speaks or advises or case.raised_by_id == person.pk


def is_erased(person: Any) -> bool:
    """Say whether this account is a tombstone."""
    return str(person.email).endswith(f"@{ERASED_AT}")


def erase(
    person: Any, choices: Choices, by: tuple[Any, Any], *, actor: Actor = SYSTEM, at: datetime
) -> Erased:
    """Erase somebody: `by` asked for it and confirmed it. ArchiveError when it cannot be done."""
    if by[0] == by[1]:
        raise ArchiveError("It takes two different officers.")
    if person in by:
        raise ArchiveError("Nobody erases themselves: two other officers do it.")
    if reasons := list(refusals(person, timezone.localdate(at))):
        raise ArchiveError(" ".join(reasons))
    return _erase(person, choices, [str(one.pk) for one in by], actor, at)


def replay(folder: Path, *, at: datetime, fresh: frozenset[Any] = frozenset()) -> int:
    """Erase again everybody who was erased before and came back; returns how many there were.

    `fresh` are accounts that an import has just made: a new account of their own is nobody's past.
    """
    again = 0
    for stone in tombstones.read(folder):
        for person in _came_back(stone, fresh):
            choices = Choices(stone.signatures, stone.papers)
            _erase(person, choices, [], SYSTEM, at)
            again += 1
    return again


def _came_back(stone: tombstones.Tombstone, fresh: frozenset[Any]) -> list[Any]:
    found = get_user_model().objects.exclude(email__endswith=f"@{ERASED_AT}")
    erased_at = datetime.fromisoformat(stone.at)
    return [
        user
        for user in found
        if str(user.pk) == stone.person
        or (
            tombstones.hashed(user.email, settings.AUDIT_KEY) == stone.address
            and (user.created_at < erased_at or user.pk in fresh)
        )
    ]


@transaction.atomic
def _erase(person: Any, choices: Choices, by: list[str], actor: Actor, at: datetime) -> Erased:
    stone = tombstones.Tombstone(
        person=str(person.pk),
        address=tombstones.hashed(person.email, settings.AUDIT_KEY),
        at=at.isoformat(),
        signatures=choices.signatures,
        papers=choices.papers,
    )
    addresses = addresses_of(person)
    with unscoped():  # a person is erased in every area
        removed = _remove(person, addresses)
        naming = traces.papers_naming(person, addresses)
        changes = traces.changes(person, addresses, choices.signatures)
        gone = traces.without_papers(naming) if choices.papers == "remove" else {}
        bundles = traces.bundles_with([*changes, *gone])
        stale = traces.without_bundles(bundles)
        touched = {model for model, _ in (*changes, *gone, *stale)}
        with lifted(connection, [model._meta.db_table for model in touched]):  # noqa: SLF001
            for (model, pk), values in (*changes.items(), *gone.items(), *stale.items()):
                model._base_manager.filter(pk=pk).update(**values)  # noqa: SLF001
        _end(person, timezone.localdate(at))
        _bury(person)
    kept = () if gone else tuple(sorted(str(document.pk) for document in naming))
    found = Erased(str(person.pk), len(changes), removed, len(gone), kept)
    data = {"by": by, "signatures": choices.signatures, "papers": choices.papers}
    audit.record(VERB, actor=actor, area=None, obj=person, data=data, at=at)
    paths = [one.path for one in (*(naming if gone else ()), *bundles)]
    transaction.on_commit(lambda: _afterwards(stone, addresses, paths))
    return found


def _afterwards(stone: tombstones.Tombstone, addresses: set[str], paths: list[str]) -> None:
    """What lies outside the database, once the rest is certain."""
    for path in paths:
        traces.replace_paper(path)
    traces.forget_mail(settings.DATA / "outbox", addresses)
    tombstones.add(settings.DATA, stone)


def _remove(person: Any, addresses: set[str]) -> int:
    """Take away what is only of use to the person: mail, sessions, ways to sign in, settings."""
    removed = 0
    for model in tables.every_model():
        for field in tables.fields(model):
            owned = (
                isinstance(field, models.ForeignKey)
                and field.related_model is get_user_model()
                and field.remote_field.on_delete is models.CASCADE
            )
            if owned:
                removed += model._base_manager.filter(**{field.name: person}).delete()[0]  # noqa: SLF001
    removed += Message.objects.filter(to_address__in=addresses).delete()[0]
    return removed + _end_sessions(person)


def _end_sessions(person: Any) -> int:
    mine = [
        one.pk
        for one in Session.objects.all()
        if one.get_decoded().get("_auth_user_id") == str(person.pk)
    ]
    return Session.objects.filter(pk__in=mine).delete()[0]


def _end(person: Any, on: date) -> None:
    """End every role; that there was somebody in it stays known."""
    held = Role.objects.filter(user=person).filter(models.Q(ends=None) | models.Q(ends__gt=on))
    for role in held:
        Role.objects.filter(pk=role.pk).update(ends=max(on, role.starts))


def _bury(person: Any) -> None:
    """Leave the account as a tombstone: nobody's name, an address that can get no mail."""
    person.name, person.email = FORMER, f"erased-{person.pk.hex}@{ERASED_AT}"
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.set_unusable_password()
    person.save()
