"""What a file of grants is once it is read: each grant as it was given, and what cannot be read."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from opencompact.core.record import record
from opencompact.formats.tables import Fault, Table

Grant = Mapping[str, Any]
"""One grant as the standard nests it, with all that the file said of it, known to us or not."""


@record
class Given:
    """A grant and where it stands: its row in a table, or its place in a list counted from 1."""

    row: int
    grant: Grant


@record
class Grants:
    """A file that was read: its grants in order, the rows that hold none, the table if it is one.

    Whether it came as a table makes no difference between two files.
    """

    grants: tuple[Given, ...]
    faults: tuple[Fault, ...] = ()
    table: Table | None = field(default=None, compare=False)
