"""Rows that an import left out: their number, the reason, and the columns of the file itself."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext_noop as _

from opencompact.base.ui.tables import Columns

MEANINGS: Final = {
    "row": _("The number of the row in the file that was imported."),
    "reason": _("Why it was left out, and what to do."),
}


def rejected_columns(names: Sequence[str]) -> Columns:
    """The row's number, the reason, and the columns of the file itself."""
    own: dict[str, Callable[[Any], Any]] = {name: _from(name) for name in MEANINGS}
    return own | {name: _cell(place) for place, name in enumerate(names) if name not in own}


def _from(name: str) -> Callable[[Mapping[str, Any]], Any]:
    return lambda row: row[name]


def _cell(place: int) -> Callable[[Mapping[str, Any]], Any]:
    """Read the cell of one column from a rejected row, which may have fewer."""
    return lambda row: row["cells"][place] if place < len(row["cells"]) else ""
