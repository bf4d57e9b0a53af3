"""Open data out: CSV and JSON with stable column names, a licence and a date."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.http import HttpResponse, JsonResponse

LICENCE: Final = "Open Government Licence v3.0"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Columns = Mapping[str, Callable[[Any], Any]]


def csv_response(filename: str, columns: Columns, rows: Iterable[Any]) -> HttpResponse:
    """Answer with a CSV file; `columns` are stable names and how to read each from a row.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(read(row)) for read in columns.values()] for row in rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def json_response(
    columns: Columns, rows: Iterable[Any], *, title: str, at: datetime, licence: str = LICENCE
) -> JsonResponse:
    """Answer with `{"meta": {title, licence, made_at, count}, "rows": [{column: value}]}`."""
    found = [{name: _plain(read(row)) for name, read in columns.items()} for row in rows]
    meta = {"title": title, "licence": licence, "made_at": at.isoformat(), "count": len(found)}
    return JsonResponse({"meta": meta, "rows": found}, json_dumps_params={"ensure_ascii": False})


def _cell(value: Any) -> str:
    text = ";".join(map(str, value)) if _several(value) else str(_plain(value) or "")
    if isinstance(value, bool | int | float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if _several(value):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _several(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
