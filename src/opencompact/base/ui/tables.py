"""Open data out: CSV and JSON with stable column names, a licence and a date."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.http import HttpResponse, JsonResponse

from opencompact.formats.tables import write

LICENCE: Final = "Open Government Licence v3.0"

Columns = Mapping[str, Callable[[Any], Any]]


def csv_response(filename: str, columns: Columns, rows: Iterable[Any]) -> HttpResponse:
    """Answer with a CSV file; `columns` are stable names and how to read each from a row.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it; several
    values in one cell are parted by semicolons; a missing value is an empty cell.
    """
    text = write(tuple(columns), ([_cell(read(row)) for read in columns.values()] for row in rows))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def json_response(
    columns: Columns, rows: Iterable[Any], *, title: str, at: datetime, licence: str = LICENCE
) -> JsonResponse:
    """Answer with `{"meta": {title, licence, made_at, count}, "rows": [{column: value}]}`."""
    found = [{name: _plain(read(row)) for name, read in columns.items()} for row in rows]
    meta = {"title": title, "licence": licence, "made_at": at.isoformat(), "count": len(found)}
    return JsonResponse({"meta": meta, "rows": found}, json_dumps_params={"ensure_ascii": False})


def _cell(value: Any) -> Any:
    """Put a value as one cell says it: a yes or no in words, a list with semicolons."""
    plain = _plain(value)
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    return ";".join(map(str, plain)) if isinstance(plain, list) else plain


def _plain(value: Any) -> Any:
    """Turn a value into one that JSON knows; dates become ISO, a sequence a list."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Iterable):
        return [_plain(item) for item in value]
    return str(value)
