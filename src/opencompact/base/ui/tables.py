"""Lists to take away as CSV, XLSX and JSON: stable column names, a licence and a date."""

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.http import http_date

from opencompact.base.areas.models import Area
from opencompact.core.record import record
from opencompact.formats import tables

LICENCE: Final = "Open Government Licence v3.0"
LICENCE_URL: Final = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
CSV: Final = "text/csv; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Columns = Mapping[str, Callable[[Any], Any]]


@record
class Listing:
    """A list that people take away: what files of it are called, and what each column holds.

    The names in `meanings` stay, and docs/tables.md has them. A list that is not `public` has no
    licence: it is for those who may see it.
    """

    name: str
    title: str
    meanings: Mapping[str, str]
    public: bool = True

    @property
    def licence(self) -> str:
        return LICENCE if self.public else "Not for publication"


@record
class Copy:
    """One copy of a list: of which area, made when, as at which day where the list has one."""

    listing: Listing
    area: Area
    at: datetime
    on: date | None = None

    @property
    def title(self) -> str:
        day = f", as at {self.on.isoformat()}" if self.on else ""
        return f"{self.listing.title}, {self.area.name}{day}"

    def file_name(self, kind: str) -> str:
        """The name says the day, which a file keeps when it is passed on."""
        day = self.on or timezone.localdate(self.at)
        return f"{self.area.slug}-{self.listing.name}-{day.isoformat()}.{kind}"


def answer(kind: str, copy: Copy, columns: Columns, rows: Iterable[Any]) -> HttpResponse:
    """Answer with a list as "csv", "xlsx" or "json"; `columns` say how to read each from a row."""
    if kind == "json":
        return json_response(
            columns, rows, title=copy.title, at=copy.at, licence=copy.listing.licence
        )
    if kind == "xlsx":
        return _licensed(xlsx_response(copy, columns, rows), copy)
    return _licensed(csv_response(copy.file_name("csv"), columns, rows), copy)


def _licensed(response: HttpResponse, copy: Copy) -> HttpResponse:
    """A CSV file has no place for them beside its rows, so headers say licence and date."""
    response["Last-Modified"] = http_date(copy.at.timestamp())
    if copy.listing.public:
        response["Link"] = f'<{LICENCE_URL}>; rel="license"'
    return response


def csv_response(filename: str, columns: Columns, rows: Iterable[Any]) -> HttpResponse:
    """Answer with a CSV file; `columns` are stable names and how to read each from a row.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it; several
    values in one cell are parted by semicolons; a missing value is an empty cell.
    """
    text = tables.write(
        tuple(columns), ([_cell(read(row)) for read in columns.values()] for row in rows)
    )
    return _file(text, filename, CSV)


def xlsx_response(copy: Copy, columns: Columns, rows: Iterable[Any]) -> HttpResponse:
    """Answer with a workbook: dates and numbers as such, and a sheet that says what it is."""
    file = io.BytesIO()
    cells = ([_sheet_cell(read(row)) for read in columns.values()] for row in rows)
    title = copy.listing.title
    tables.write_workbook(file, title, tuple(columns), cells, _about(copy))
    return _file(file.getvalue(), copy.file_name("xlsx"), XLSX)


def _about(copy: Copy) -> tables.About:
    facts = {
        "Title": copy.title,
        "Area": copy.area.name,
        "Licence": copy.listing.licence,
        "Licence text": LICENCE_URL if copy.listing.public else "",
        "Made on": timezone.localtime(copy.at).replace(tzinfo=None, microsecond=0),
    }
    return tables.About({name: fact for name, fact in facts.items() if fact}, copy.listing.meanings)


def _file(content: str | bytes, filename: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["X-Content-Type-Options"] = "nosniff"
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


def _sheet_cell(value: Any) -> Any:
    """The same for a workbook, which knows dates; it knows no zones, so a moment is local."""
    if isinstance(value, datetime):
        at = timezone.localtime(value) if timezone.is_aware(value) else value
        return at.replace(tzinfo=None)
    return value if isinstance(value, date) else _cell(value)


def _plain(value: Any) -> Any:
    """Turn a value into one that JSON knows; dates become ISO, a sequence a list."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Iterable):
        return [_plain(item) for item in value]
    return str(value)
