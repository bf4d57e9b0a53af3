"""What an import of grants did so far, kept in its run in the transaction of its rows."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from opencompact.apps.funding.models import GrantRun, RunState
from opencompact.apps.organisations.actions.importing.tally import faults, kept, plain
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.core.record import record
from opencompact.formats.giving import cells_of
from opencompact.formats.tables import Fault

from .planning import Chunk, Plan

VERB = "funding.import"


@record
class Report:
    """What an import did, or would do; `total` is that of the grants that are kept now, in GBP.

    read = created + updated + unchanged + len(rejected); rows with a warning went in.
    """

    read: int
    created: int
    updated: int
    unchanged: int
    total: Decimal
    rejected: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


class Tally:
    """The counts and remarks of one import, with a run to keep them in or without."""

    def __init__(self, plan: Plan, run: GrantRun | None = None) -> None:
        self.plan = plan
        self.run = run
        self.counts = {"created": 0, "updated": 0, "unchanged": 0}
        self.total = Decimal(0)
        self.rejected: list[Fault] = []
        self.warnings: list[Fault] = []
        self.rows_done = 0

    def start(self) -> int:
        """Return how many rows are done, as the database has it now; all of them at the end."""
        if self.run is None:
            return self.rows_done
        run = self.run = GrantRun.objects.select_for_update().get(pk=self.run.pk)
        self.counts = {name: getattr(run, name) for name in self.counts}
        self.total, self.rows_done = run.total, run.rows_done
        self.rejected = faults(run.report.get("rejected", ()))
        self.warnings = faults(run.report.get("warnings", ()))
        return self.rows_done if run.state == RunState.RUNNING else len(self.plan.items)

    def add(self, chunk: Chunk) -> None:
        """Count the rows of one transaction."""
        self.counts["created"] += len(chunk.new)
        self.counts["updated"] += len(chunk.changed)
        self.counts["unchanged"] += chunk.unchanged
        self.total += chunk.total
        self.rejected += chunk.rejected
        self.warnings += chunk.warnings
        self.rows_done += chunk.size

    def save(self, *, actor: Actor, at: datetime) -> None:
        """Write the progress into the run; at the end, finish it."""
        run = self.run
        if run is None:
            return
        for name, count in self.counts.items():
            setattr(run, name, count)
        run.rows_done, run.total = self.rows_done, self.total
        run.report = {"rejected": kept(self.rejected), "warnings": kept(self.warnings)}
        run.report |= self._as_handed_in()
        if self.rows_done >= len(self.plan.items):
            run.state, run.finished_at, run.text = RunState.FINISHED, at, ""
            data = {**self.counts, "rejected": len(self.rejected), "total": str(self.total)}
            audit.record(VERB, actor=actor, area=run.area, obj=run, data=data, at=at)
        run.save()

    def _as_handed_in(self) -> dict[str, Any]:
        """At the end the rows that were left out are kept as they were, to be corrected."""
        if self.rows_done < len(self.plan.items) or not self.rejected:
            return {}
        columns, cells = cells_of(self.plan.grants, {one.row for one in self.rejected})
        rows = [{**one, "cells": cells.get(one["row"], ())} for one in kept(self.rejected)]
        return {"columns": columns, "rejected": rows}

    @property
    def report(self) -> Report:
        """The counts as a value."""
        return Report(
            read=self.rows_done,
            **self.counts,
            total=self.total,
            rejected=tuple(self.rejected),
            warnings=tuple(self.warnings),
        )


def summary(report: Report) -> dict[str, Any]:
    """Return a report as plain data, for commands and for keeping in a run."""
    return {
        "read": report.read,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "total": str(report.total),
        "rejected": [plain(one) for one in report.rejected],
        "warnings": [plain(one) for one in report.warnings],
    }
