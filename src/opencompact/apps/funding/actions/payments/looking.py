"""What a draft keeps of its file for the page that asks before anything is written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from opencompact.formats.spending import Found, Sheet, read_date

from .planning import Item, Plan

FIRST_ROWS, MOST_BODIES = 5, 30


def shown(sheet: Sheet, found: Mapping[str, Found], plan: Plan | None) -> dict[str, Any]:
    """The columns with an example each, the forms of dates, and the first rows as understood."""
    return {
        "heading_row": sheet.heading_row,
        "columns": [[name, _example(sheet, name)] for name in sheet.columns],
        "dates": {key: _date(one) for key, one in found.items()},
        "first": [_row(one) for one in islice(_items(plan), FIRST_ROWS)],
        "bodies": _bodies(plan),
        "redacted": sum(one.entry.redacted for one in _items(plan)),
        "credits": sum(one.entry.amount < 0 for one in _items(plan)),
    }


def _items(plan: Plan | None) -> Iterator[Item]:
    return (one for one in (plan.items if plan else ()) if isinstance(one, Item))


def _example(sheet: Sheet, name: str) -> str:
    cells = (" ".join(cell.split()) for cell in islice(sheet.column(name), 50))
    return next(filter(None, cells), "")[:100]


def _date(found: Found) -> dict[str, Any]:
    """A form with an example of it, as written and as it is read."""
    example = next(iter(found.examples), "")
    readings = {
        form: _day(example, form) for form in ((found.form,) if found.form else found.between)
    }
    return {
        "form": found.form, "misfits": found.misfits, "example": example, "readings": readings,
    }  # fmt: skip


def _day(cell: str, form: str) -> str:
    return str(read_date(cell, form) or "")


def _row(item: Item) -> dict[str, Any]:
    entry = item.entry
    days = ("paid", "received", "valid", "entered")
    words = ("supplier", "transaction", "category", "body")
    return {
        "row": entry.row,
        "amount": str(entry.amount),
        "redacted": entry.redacted,
        **{name: str(getattr(entry, name) or "") for name in (*days, *words)},
        "found": item.body.name if item.body else "",
    }


def _bodies(plan: Plan | None) -> list[dict[str, Any]]:
    """Whose payments the rows are, the most frequent first, and which organisation that is."""
    told = Counter((one.entry.body, one.body.name if one.body else "") for one in _items(plan))
    return [
        {"name": name, "found": found, "rows": rows}
        for (name, found), rows in told.most_common(MOST_BODIES)
    ]
