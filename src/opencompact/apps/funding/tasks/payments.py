"""Imports of payments that wait for the clock, and the command that imports them."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from opencompact.apps.funding.actions import payments as actions
from opencompact.apps.funding.models import PaymentRun
from opencompact.apps.funding.queries import payments as queries
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.base.tasks.imports import Ran, run_all
from opencompact.core.phrases import Phrase, marked
from opencompact.formats import spending
from opencompact.formats.tables import TableError

ASKED = ("columns", "dates", "body")
BETWEEN = marked(
    "The dates in “{column}”, like {example}, may have the day or the month first. Say which in a"
    ' mapping: {{"dates": {{"{field}": "day-month-year"}}}}.'
)
NO_FORM = marked("Nobody can tell how the dates in “{column}” are written, like {example}.")
NO_COLUMN = marked(
    "No column is known to hold this: {what}. Name it in a mapping; the columns are {columns}."
)
NO_BODY = marked(
    "The file does not say which body paid. Name the body, or the column that does, in a mapping."
)


def run_imports(at: datetime) -> Ran:
    """Go on with every import of payments that was started, in all areas: a job of TICK_JOBS."""
    return run_all(PaymentRun, actions.run_import, at)


def import_file(
    area_slug: str,
    place: str | Path,
    *,
    mapping: str | Path | None = None,
    dry_run: bool = False,
    at: datetime,
) -> dict[str, Any]:
    """Bring the payments of a CSV or XLSX file into an area, or say what would happen.

    Returns {read, created, updated, unchanged, rejected, total, left_out, encoding, note}; rejected
    is a list of {row, reason}, the sums are decimal strings.
    Raises Area.DoesNotExist, OSError, and TableError for a file, or a mapping, that cannot be used.
    A file that was stopped half-way goes on where it stood.
    """
    area, file = Area.objects.get(slug=area_slug), Path(place)
    handed = spending.take(file.read_bytes())
    with within(area):
        asked = _asked(area, Path(mapping), handed) if mapping else None
        body = asked.body if asked else None
        run = actions.open_import(
            area, file.name, handed, body=body, choices=asked, ahead=dry_run, actor=SYSTEM, at=at
        )
        found = _finished(run, dry_run=dry_run, at=at)
    encoding = str(spending.ENCODINGS[handed.encoding])
    return {**found, "encoding": encoding, "note": str(handed.note)}


def _finished(draft: PaymentRun, *, dry_run: bool, at: datetime) -> dict[str, Any]:
    """Start a draft and bring it to its end; a run of the same file that was stopped goes on."""
    wanting = draft.report["missing"]
    if wanting or dry_run:
        draft.delete()
    if wanting:
        raise _wanting(draft, wanting[0])
    if dry_run:
        return actions.summary_of(draft)
    run = actions.start_import(draft, at=at)
    if run.pk != draft.pk:
        draft.delete()
    return actions.summary_of(actions.run_import(run, actor=SYSTEM, at=at))


def _wanting(draft: PaymentRun, field: str) -> TableError:
    """What a person has to say before the file can be taken in."""
    columns = draft.mapping["columns"]
    if field == "body":
        return TableError(NO_BODY)
    if field not in columns:
        what = next(Phrase(one.label) for one in spending.FIELDS if one.key == field)
        return TableError(
            NO_COLUMN, what=what, columns=", ".join(name for name, _ in draft.report["columns"])
        )
    date = draft.report["dates"][field]
    text = BETWEEN if len(date["readings"]) > 1 else NO_FORM
    return TableError(text, column=columns[field], example=date["example"], field=field)


def _asked(area: Area, path: Path, handed: spending.Handed) -> actions.Choices:
    """What a mapping says, held against the columns of the file; the rest is as proposed."""
    told = _read(path)
    sheet = spending.lay_out(handed.text, handed.delimiter)
    given = _checked(told.get("columns") or {}, {one.key for one in spending.FIELDS}, "columns")
    forms = _checked(told.get("dates") or {}, set(spending.DATES), "dates")
    for name in given.values():
        if name not in sheet.columns:
            text = marked("The mapping names a column “{column}”; the columns are {columns}.")
            raise TableError(text, column=name, columns=", ".join(sheet.columns))
    for form in forms.values():
        if form not in spending.FORMS:
            text = marked("The mapping names a form of dates “{form}”; the forms are {forms}.")
            raise TableError(text, form=form, forms=", ".join(spending.FORMS))
    guessed = {
        key: name
        for key, name in spending.guess(sheet.columns).items()
        if name not in given.values()
    }
    return actions.Choices(guessed | given, forms, _body(area, told.get("body")))


def _read(path: Path) -> Mapping[str, Any]:
    """A mapping written as JSON or YAML."""
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        told = None
    if not isinstance(told, dict) or not set(told) <= set(ASKED):
        text = marked("The mapping has to be JSON or YAML with some of: {parts}.")
        raise TableError(text, parts=", ".join(ASKED))
    return told


def _checked(told: Any, known: set[str], part: str) -> dict[str, str]:
    good = isinstance(told, dict) and set(told) <= known
    if not good or not all(isinstance(one, str) for one in told.values()):
        text = marked("In the mapping, “{part}” has names and texts; the names are {known}.")
        raise TableError(text, part=part, known=", ".join(sorted(known)))
    return dict(told)


def _body(area: Area, slug: Any) -> Organisation | None:
    if slug is None:
        return None
    found = queries.may_pay(area).filter(slug=str(slug)).first()
    if found is None:
        text = marked("The mapping names a body “{body}”: there is no such public body or funder.")
        raise TableError(text, body=slug)
    return found
