"""Imports that outlive a request: handed in, started by a person, gone on with by the clock."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from opencompact.base.areas.actor import SYSTEM, Actor
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import AreaModel, unscoped, within
from opencompact.core.record import record

DRAFTS_KEPT: Final = timedelta(days=7)
log = logging.getLogger(__name__)


class RunState(models.TextChoices):
    """Where an import stands. A draft changes nothing until a person starts it."""

    DRAFT = "draft", _("Not started")
    RUNNING = "running", _("Under way")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Stopped")


class Run(AreaModel):
    """One import. `rows_done` and the counts move in the transaction that writes the rows.

    `text` is emptied when the run is finished; `report` then keeps what a person may still need. A
    kind of import adds its `key`, equal for the same file with the same choices.
    """

    id: UUID
    key: Any
    file_name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.DRAFT)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def rejected(self) -> int:
        """How many rows were left out so far."""
        return len(self.report.get("rejected", ()))

    @property
    def used(self) -> int:
        """How many rows are kept here now."""
        return self.created + self.updated + self.unchanged

    @property
    def per_cent(self) -> int:
        """How much of the file is done, for the progress page."""
        return self.rows_done * 100 // self.rows_total if self.rows_total else 0


R = TypeVar("R", bound=Run)


def one_running(name: str) -> models.UniqueConstraint:
    """The constraint under which a file with the same choices runs once at a time in an area."""
    running = models.Q(state=RunState.RUNNING)
    return models.UniqueConstraint(fields=["area", "key"], condition=running, name=name)


@transaction.atomic
def start_import(run: R, *, at: datetime) -> R:
    """Let a draft or a stopped run go on; return the run of the same file if one is going."""
    every = type(run)._default_manager  # noqa: SLF001 - Django's own name for it
    Area.objects.select_for_update(no_key=True).get(pk=run.area_id)
    run = every.select_for_update().get(pk=run.pk)
    going = every.filter(key=run.key, state=RunState.RUNNING).first()
    if going or run.state == RunState.FINISHED:
        return going or run
    if run.state == RunState.DRAFT:
        run.report, run.started_at = {}, at
    run.state = RunState.RUNNING
    run.save(update_fields=["state", "report", "started_at"])
    return run


def stop_import(run: Run) -> None:
    """Mark a run that met an error: what was written stays, and a person may let it go on."""
    same = type(run)._default_manager.filter(pk=run.pk, state=RunState.RUNNING)  # noqa: SLF001
    same.update(state=RunState.FAILED)


def starter_of(run: Run) -> Actor:
    """Return the person whose import it is, for the audit trail; roles do not matter there."""
    user = run.started_by
    return Actor(user.pk, str(user), user.email, run.area_id) if user else SYSTEM


def forget_drafts(kind: type[Run], at: datetime) -> int:
    """Remove files that were handed in and never started; return how many."""
    every = kind._default_manager  # noqa: SLF001
    return int(every.filter(state=RunState.DRAFT, created_at__lt=at - DRAFTS_KEPT).delete()[0])


@record
class Ran:
    """What a run of the job did: imports brought to their end, stopped by an error, and drafts
    that nobody started and that were removed."""

    finished: int
    stopped: int
    forgotten: int


def run_all(kind: type[R], run_import: Callable[..., R], at: datetime) -> Ran:
    """Go on with every import of a kind that was started, in all areas, by `run_import`."""
    with unscoped():  # the clock serves every area; each import then runs inside its own
        waiting = kind._default_manager.filter(state=RunState.RUNNING)  # noqa: SLF001
        ordered = waiting.order_by("started_at").defer("text")
        runs = list(ordered.select_related("area", "started_by"))
    answers = [_run(run, run_import, at) for run in runs]
    forgotten = sum(_forget(kind, area, at) for area in Area.objects.all())
    return Ran(sum(answers), len(answers) - sum(answers), forgotten)


def _run(run: R, run_import: Callable[..., R], at: datetime) -> bool:
    """Bring one import to its end. An error stops this one; a person may let it go on."""
    with within(run.area):
        try:
            run_import(run, actor=starter_of(run), at=at)
        except Exception:
            log.exception("The import of %s in %s stopped.", run.file_name, run.area.slug)
            stop_import(run)
            return False
    return True


def _forget(kind: type[Run], area: Area, at: datetime) -> int:
    with within(area):
        return forget_drafts(kind, at)
