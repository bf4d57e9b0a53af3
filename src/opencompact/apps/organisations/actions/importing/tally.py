"""What an import did so far, kept in its run in the same transaction as the rows themselves."""

from collections.abc import Iterable, Mapping, Sequence, Sized
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from opencompact.apps.organisations.models import ImportRun, RunState, saying
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.core.phrases import Phrase
from opencompact.core.record import record
from opencompact.formats.tables import Fault

VERB = "organisations.import"
SHOWN = 50


class Rows(Protocol):
    """A file made ready: its rows in order, and each as it was handed in."""

    @property
    def items(self) -> Sequence[Any]: ...
    @property
    def cells(self) -> Mapping[int, tuple[str, ...]]: ...
    @property
    def columns(self) -> tuple[str, ...]: ...


class Counted(Protocol):
    """What became of the rows of one transaction."""

    unchanged: int
    rejected: list[Fault]
    warnings: list[Fault]

    @property
    def new(self) -> Sized: ...
    @property
    def changed(self) -> Sized: ...
    @property
    def size(self) -> int: ...


P = TypeVar("P", bound=Rows)


@record
class ImportReport:
    """What an import did, or would do. Row numbers are those of a spreadsheet: names are row 1.

    read = created + updated + unchanged + len(rejected); rows with a warning went in.
    """

    read: int
    created: int
    updated: int
    unchanged: int
    rejected: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


class Tally(Generic[P]):
    """The counts and remarks of one import, with a run to keep them in or without."""

    def __init__(self, plan: P, run: ImportRun | None = None, verb: str = VERB) -> None:
        self.plan = plan
        self.run = run
        self.verb = verb
        self.counts = {"created": 0, "updated": 0, "unchanged": 0}
        self.rejected: list[Fault] = []
        self.warnings: list[Fault] = []
        self.rows_done = 0

    def start(self) -> int:
        """Return how many rows are done, as the database has it now; all of them at the end."""
        if self.run is None:
            return self.rows_done
        self.run = ImportRun.objects.select_for_update().get(pk=self.run.pk)
        self._load(self.run)
        return self.rows_done if self.run.state == RunState.RUNNING else len(self.plan.items)

    def _load(self, run: ImportRun) -> None:
        """Another process may have gone on with the same run."""
        self.counts = {name: getattr(run, name) for name in self.counts}
        self.rejected = faults(run.report.get("rejected", ()))
        self.warnings = faults(run.report.get("warnings", ()))
        self.rows_done = run.rows_done

    def add(self, chunk: Counted) -> None:
        """Count the rows of one transaction."""
        self.counts["created"] += len(chunk.new)
        self.counts["updated"] += len(chunk.changed)
        self.counts["unchanged"] += chunk.unchanged
        self.rejected += chunk.rejected
        self.warnings += chunk.warnings
        self.rows_done += chunk.size

    def save(self, *, actor: Actor, at: datetime) -> None:
        """Write the progress into the run; at the end, finish it."""
        run = self.run
        if run is None:
            return
        for name, count in {**self.counts, "rows_done": self.rows_done}.items():
            setattr(run, name, count)
        run.report = self._kept()
        if self.rows_done >= len(self.plan.items):
            self._finish(run, actor, at)
        run.save()

    def _kept(self) -> dict[str, Any]:
        cells = self.plan.cells
        rejected = [{**one, "cells": cells.get(one["row"], ())} for one in kept(self.rejected)]
        return {
            "columns": self.plan.columns,
            "rejected": rejected,
            "warnings": kept(self.warnings),
        }

    def _finish(self, run: ImportRun, actor: Actor, at: datetime) -> None:
        run.state, run.finished_at, run.text = RunState.FINISHED, at, ""
        counts = {**self.counts, "rejected": len(self.rejected)}
        audit.record(self.verb, actor=actor, area=run.area, obj=run, data=counts, at=at)

    @property
    def report(self) -> ImportReport:
        """The counts as a value."""
        return ImportReport(
            read=sum(self.counts.values()) + len(self.rejected),
            created=self.counts["created"],
            updated=self.counts["updated"],
            unchanged=self.counts["unchanged"],
            rejected=tuple(self.rejected),
            warnings=tuple(self.warnings),
        )


def summary(report: ImportReport) -> dict[str, Any]:
    """Return a report as plain data, for commands and for keeping in a run."""
    return {
        "read": report.read,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": [plain(fault) for fault in report.rejected],
        "warnings": [plain(fault) for fault in report.warnings],
    }


def plain(fault: Fault) -> dict[str, Any]:
    """A row and why it was left out, or warned of, in English."""
    return {"row": fault.row, "reason": str(fault.reason)}


def told(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Of rows as a run keeps them, what a program is told."""
    return [{"row": one["row"], "reason": one["reason"]} for one in rows]


def foreseen(
    summed: Mapping[str, Any], rejected: Sequence[Fault], warnings: Sequence[Fault]
) -> dict[str, Any]:
    """What a draft keeps of what would happen: whole counts, the first rows of each list."""
    lists = {"rejected": rejected, "warnings": warnings}
    first = {name: kept(found[:SHOWN]) for name, found in lists.items()}
    counts = {name: len(found) for name, found in lists.items()}
    return {"preview": {**summed, **first}, "counts": counts}


def kept(found: Iterable[Fault]) -> list[dict[str, Any]]:
    """Rows and reasons for a run to keep: in English, and so that any language can say them."""
    return [{**plain(fault), **_said(fault.reason)} for fault in found]


def _said(reason: str | Phrase) -> dict[str, Any]:
    if isinstance(reason, Phrase):
        reason = saying.Said(reason.text, **reason.gaps)
    return {"said": saying.kept(reason)} if isinstance(reason, saying.Said) else {}


def faults(rows: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """Read rows and reasons as a run keeps them."""
    return [Fault(row["row"], _reason(row)) for row in rows]


def _reason(row: Mapping[str, Any]) -> str:
    return saying.again(row["said"]) if "said" in row else str(row["reason"])


def spoken(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows as a run keeps them, each with its reason in the language of the page."""
    return [{**row, "reason": saying.spoken(_reason(row))} for row in rows]
