"""What an import of payments did so far, kept with its rows: counts, sums, what was left out."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from opencompact.apps.funding.models import PaymentRun, RunState
from opencompact.apps.organisations.actions.importing.tally import kept
from opencompact.formats.spending import Left

from .planning import Chunk, Plan

SHOWN = 50


class Tally:
    """The counts, the sums and the rows left out of one import; a look ahead has no run."""

    def __init__(self, plan: Plan, run: PaymentRun | None = None) -> None:
        self.plan = plan
        self.run = run
        self.counts = {"created": 0, "updated": 0, "unchanged": 0}
        self.total = self.left_out = Decimal()
        self.rejected: list[dict[str, Any]] = []
        self.rows_done = 0

    def start(self) -> int:
        """Return how many rows are done, as the database has it now; all of them at the end."""
        if self.run is None:
            return self.rows_done
        self.run = run = PaymentRun.objects.select_for_update().get(pk=self.run.pk)
        self.counts = {name: getattr(run, name) for name in self.counts}
        self.total, self.left_out, self.rows_done = run.total, run.left_out, run.rows_done
        self.rejected = list(run.report.get("rejected", ()))
        return self.rows_done if run.state == RunState.RUNNING else len(self.plan.items)

    def add(self, chunk: Chunk) -> None:
        """Count the rows of one transaction."""
        self.counts["created"] += len(chunk.new)
        self.counts["updated"] += len(chunk.changed)
        self.counts["unchanged"] += chunk.unchanged
        self.total += chunk.total
        self.left_out += chunk.left_out
        self.rejected += self._told(chunk.rejected)
        self.rows_done += chunk.size

    def _told(self, rejected: Iterable[Left]) -> list[dict[str, Any]]:
        cells = self.plan.cells
        return [{**one, "cells": cells.get(one["row"], ())} for one in kept(rejected)]

    def save(self, at: datetime) -> None:
        """Write the progress into the run; at the end, finish it."""
        run = self.run
        assert run is not None
        for name, count in self.counts.items():
            setattr(run, name, count)
        run.total, run.left_out, run.rows_done = self.total, self.left_out, self.rows_done
        run.report = {"columns": self.plan.columns, "rejected": self.rejected}
        if self.rows_done >= len(self.plan.items):
            run.state, run.finished_at, run.text = RunState.FINISHED, at, ""
        run.save()

    @property
    def foreseen(self) -> dict[str, Any]:
        """What a draft keeps of what would happen: whole counts, the first rows left out."""
        return {
            **self.counts,
            "total": str(self.total),
            "left_out": str(self.left_out),
            "whole": str(self.total + self.left_out),
            "rejected": self.rejected[:SHOWN],
            "rejected_count": len(self.rejected),
        }
