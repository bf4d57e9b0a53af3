"""Reading a file of grants: JSON as the standard packs it, or a table with its columns."""

import json
from collections.abc import Mapping
from typing import Any, Final

from opencompact.core.phrases import Phrase, marked
from opencompact.formats import tables
from opencompact.formats.tables import Fault, TableError

from .columns import path_of, unflatten
from .model import Given, Grants
from .standard import restored

MOST: Final = 200_000
DEEPEST: Final = 12
MARK: Final = "\ufeff"
WHOLE: Final = 15
NO_GRANTS: Final = marked(
    "No grants are in this file. A file of 360Giving has a list called “grants”, or a table with"
    " columns such as “Identifier” and “Amount Awarded”."
)
# What stands beside the rows that an import left out, when they come back.
OURS: Final = frozenset({"row", "reason"})
NEEDED: Final = frozenset({("id",), ("amountAwarded",)})


def take(data: bytes) -> str:
    """Return the bytes of a file of grants as text that `read` reads; raises TableError."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in {b"{", b"["}:
        return tables.take(data).text
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TableError(
            marked("The letters in this file cannot be read. Save it as UTF-8 and try again.")
        ) from None


def read(text: str) -> Grants:
    """Read a text as grants; raises TableError where there are none."""
    return _from_json(text) if is_json(text) else _from_table(tables.parse(text))


def is_json(text: str) -> bool:
    """Whether a text is a package of grants, and not a table."""
    return text.lstrip(f"{MARK} \t\r\n")[:1] in {"{", "["}


def _from_json(text: str) -> Grants:
    try:
        data = json.loads(text.removeprefix(MARK), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise TableError(
            marked("This JSON cannot be read: something is wrong in line {line}."), line=line
        ) from None
    found = data.get("grants") if isinstance(data, dict) else data
    if not isinstance(found, list) or not found:
        raise TableError(NO_GRANTS)
    if len(found) > MOST:
        raise TableError(
            marked("The file has more than {most} rows. Split it into several."), most=f"{MOST:,}"
        )
    items = [_item(row, value) for row, value in enumerate(found, start=1)]
    return _parted(items)


def _refuse(word: str) -> Any:
    raise ValueError(word)


def _item(row: int, value: Any) -> Given | Fault:
    if not isinstance(value, dict):
        return Fault(row, Phrase(marked("This is no grant, but a text or a number by itself.")))
    if _depth(value) > DEEPEST:
        return Fault(row, Phrase(marked("This grant is nested too deeply to be read.")))
    if not _is_text(value):
        return Fault(row, Phrase(marked("This grant holds characters that are none.")))
    return Given(row, restored(value))


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)


def _is_text(value: Any) -> bool:
    """Whether all of it can be written: half of a pair of surrogates cannot."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _from_table(table: tables.Table) -> Grants:
    if not NEEDED & set(map(path_of, table.columns)):
        raise TableError(NO_GRANTS)
    aside = OURS if set(table.columns) >= OURS else frozenset()
    items = [Given(row.number, restored(unflatten(_but(row.cells, aside)))) for row in table.rows]
    return _parted([*items, *table.faults], table)


def _but(cells: Mapping[str, str], aside: frozenset[str]) -> dict[str, str]:
    return {name: cell for name, cell in cells.items() if name not in aside}


def _parted(items: list[Given | Fault], table: tables.Table | None = None) -> Grants:
    return Grants(
        tuple(one for one in items if isinstance(one, Given)),
        tuple(one for one in items if isinstance(one, Fault)),
        table,
    )
