"""Tables for tests, written as rows of columns."""

from opencompact.apps.organisations.actions import Choices, guess
from opencompact.formats import tables
from opencompact.formats.tables import Table

HEADER = ("id", "name", "postcode", "sector", "kinds", "url", "other identifiers")


def text_of(*rows: dict[str, str]) -> str:
    """Return rows as CSV text."""
    return tables.write(HEADER, [[row.get(name, "") for name in HEADER] for row in rows])


def table_of(*rows: dict[str, str]) -> Table:
    """Return rows as a table."""
    return tables.parse(text_of(*rows), ",")


def choices_of(table: Table, sector: str = "vcs") -> Choices:
    """Return the choices that the names of the columns suggest."""
    return Choices(guess(table), sector)
