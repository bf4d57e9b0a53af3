"""Removing what is past its time: one proposes, another confirms; done again after a restore."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes.models import Case, Challenge, Clearing, Report
from opencompact.apps.disputes.policy import is_second
from opencompact.base import audit
from opencompact.base.areas.actor import SYSTEM, Actor
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import NotNow
from opencompact.base.areas.scoping import unscoped, within
from opencompact.base.audit.guards import lifted
from opencompact.core.keeping import Kept

from . import cleared, emptying, past, telling, traces

MODELS: Final[dict[str, Any]] = {"case": Case, "report": Report, "challenge": Challenge}


@transaction.atomic
def propose(area: Area, kept: Kept, number: str, *, actor: Actor, at: datetime) -> int:
    """Somebody without a tie proposes to remove a class of a matter that is due.

    Everybody who can decide is told; returns how many these are.
    """
    found = _due(area, kept, number, actor, at)
    if found.waiting is not None:
        raise NotNow(_("This was proposed already."), [_("load the page again")])
    made: Clearing = Clearing.objects.create(
        area=area,
        kept=kept,
        proposed_by_id=actor.user_id,
        proposed_on=timezone.localdate(at),
        **{kept.matter: found.matter},
    )
    _note("archive.propose_removal", made, actor, at)
    return telling.tell(replace(found, waiting=made), at)


@transaction.atomic
def take_back(area: Area, kept: Kept, number: str, *, actor: Actor, at: datetime) -> None:
    """Somebody decides against it; everything stays as it is."""
    found = _held(_due(area, kept, number, actor, at))
    _note("archive.keep_longer", found, actor, at)
    found.delete()


@transaction.atomic
def confirm(area: Area, kept: Kept, number: str, *, actor: Actor, at: datetime) -> None:
    """A second person confirms, and it is removed for good."""
    waiting = _held(_due(area, kept, number, actor, at))
    if not is_second(actor, waiting):
        raise PermissionDenied
    waiting.confirmed_by_id = actor.user_id
    _remove(waiting, timezone.localdate(at), actor, at)


def replay(folder: Path, *, at: datetime) -> int:
    """Remove again what was removed before and came back; returns how much there was."""
    again = 0
    for one in cleared.read(folder):
        with unscoped():  # it may be of any area
            matter = _matter(Kept(one.kept), one.matter)
        if matter is None:
            continue
        with within(matter.area):
            again += _again(one, matter, at)
    return again


@transaction.atomic
def _again(one: cleared.Cleared, matter: past.Matter, at: datetime) -> bool:
    kept = Kept(one.kept)
    known = matter.clearings.filter(kept=kept).first()
    if known is not None and known.removed_on is not None:
        return False
    on = date.fromisoformat(one.on)
    row = known or Clearing(area=matter.area, kept=kept, proposed_on=on, **{kept.matter: matter})
    row.proposed_by = None
    _remove(row, on, SYSTEM, at)
    return True


def _remove(row: Clearing, on: date, actor: Actor, at: datetime) -> None:
    done = emptying.of(row, on)
    touched = {model._meta.db_table for model, _pk in done.changes}  # noqa: SLF001
    with lifted(connection, touched):
        for (model, pk), values in done.changes.items():
            model._base_manager.filter(pk=pk).update(**values)  # noqa: SLF001
    for one in done.rows:
        one.delete()
    row.removed_on = on
    row.save()
    _note("archive.remove", row, actor, at)
    stone = cleared.Cleared(str(row.matter_id), row.kept, on.isoformat())
    transaction.on_commit(lambda: _afterwards(stone, done.paths))


def _afterwards(stone: cleared.Cleared, paths: tuple[str, ...]) -> None:
    """What lies outside the database, once the rest is certain."""
    for path in paths:
        traces.replace_paper(path, emptying.NOTE)
    cleared.add(settings.DATA, stone)


def _due(area: Area, kept: Kept, number: str, actor: Actor, at: datetime) -> past.Past:
    found = past.one_past(area, actor, kept, number, timezone.localdate(at))
    if found is None:
        raise PermissionDenied
    return found


def _held(found: past.Past) -> Clearing:
    """The proposal, held to the end of the transaction; NotNow when somebody was faster."""
    pk = found.waiting.pk if found.waiting else None
    held = Clearing.objects.select_for_update(of=("self",)).filter(pk=pk, removed_on=None)
    stored: Clearing | None = held.first()
    if stored is None:
        raise NotNow(_("This was decided in the meantime."), [_("load the page again")])
    return stored


def _matter(kept: Kept, pk: str) -> Any:
    model = MODELS[kept.matter]
    return model._base_manager.filter(pk=pk).first()  # noqa: SLF001


def _note(verb: str, row: Clearing, actor: Actor, at: datetime) -> None:
    data = {"kept": row.kept, "matter": str(row.matter_id)}
    audit.record(verb, actor=actor, area=row.area, obj=row, data=data, at=at)
