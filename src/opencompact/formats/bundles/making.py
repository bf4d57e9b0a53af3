"""The work on a bundle: each paper in a process of its own, then one that binds them all."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from opencompact.core.record import record
from opencompact.formats import apart
from opencompact.formats.bundles.binding import FILE
from opencompact.formats.bundles.plan import (
    BOUND,
    JOB,
    PAGES,
    PLAN,
    Bound,
    BundleError,
    Entry,
    Job,
    Pages,
    Part,
    Plan,
)

GIGABYTE: Final = 1024 * apart.MEGABYTE
# One paper may take a minute; the whole is read from disk, so that it takes time, not memory.
PAPER: Final = apart.Limits(seconds=60, patience=180, memory=2 * GIGABYTE, written=GIGABYTE)
LIMITS: Final = apart.Limits(seconds=600, patience=1800, memory=2 * GIGABYTE, written=4 * GIGABYTE)
STOPPED: Final = (apart.TooMuchError, apart.RefusedError)


@record
class Made:
    """A finished bundle: where it lies, its pages, and the numbers of what cannot be shown."""

    path: Path
    bound: Bound
    not_shown: tuple[int, ...]


def build(
    plan: Plan,
    parts: Iterable[Part],
    folder: Path,
    *,
    progress: Callable[[int], None] = lambda _: None,
) -> Made:
    """Make the one file of all parts, whose contents lie in `folder`. BundleError when it fails.

    A part that breaks its reader gets a page that says so; it never stops the rest.
    """
    lines = {one.number: one for one in plan.entries}
    entries: list[Entry] = []
    not_shown = []
    for count, part in enumerate(parts, 1):
        made = _paper(part, plan, folder)
        if not made.shown:
            not_shown.append(part.number)
        line = lines[part.number]
        entries.append(replace(line, file=f"{part.number}.pdf", pages=made.pages))
        progress(count)
    bound = _bound(replace(plan, entries=tuple(entries)), folder)
    return Made(folder / FILE, bound, tuple(not_shown))


def _paper(part: Part, plan: Plan, folder: Path) -> Pages:
    job = Job(part, plan.words, plan.at)
    try:
        return _worked(job, folder)
    except STOPPED:
        pass
    try:
        return _worked(replace(job, skip=True), folder)
    except STOPPED as error:
        raise BundleError("No page can be made.") from error


def _worked(job: Job, folder: Path) -> Pages:
    return PAGES.validate_python(_apart("pages", JOB.dump_json(job), folder, PAPER))


def _bound(plan: Plan, folder: Path) -> Bound:
    try:
        return BOUND.validate_python(_apart("bound", PLAN.dump_json(plan), folder, LIMITS))
    except STOPPED as error:
        raise BundleError("The bundle takes more time or memory than there is.") from error


def _apart(reader: str, given: bytes, folder: Path, limits: apart.Limits) -> Any:
    return apart.read(reader, given, str(folder), limits=limits)
