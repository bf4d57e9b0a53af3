"""The one rule about formulas: what a spreadsheet would run is text, and reading undoes it."""

import re
from typing import Final

# What a spreadsheet would run as a formula. Apostrophes before it count, so that undoing is exact.
FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n]")
QUOTED_FORMULA: Final = re.compile(r"'+[=+\-@\t\r\n]")


def runs(cell: str) -> bool:
    """Say whether a spreadsheet would run the text, or it only looks as if that was prevented."""
    return FORMULA.match(cell) is not None


def neutralise(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{cell}" if runs(cell) else cell


def restore(cell: str) -> str:
    """Undo `neutralise`: for every text, restore(neutralise(text)) == text."""
    return cell[1:] if QUOTED_FORMULA.match(cell) else cell
