"""Writing grants as the standard wants them, as JSON or as a table."""

import json
from collections.abc import Iterable

from opencompact.formats import tables

from .columns import flatten, in_order
from .model import Grant
from .standard import completed


def write_json(grants: Iterable[Grant]) -> str:
    """Write grants as one package, a grant a line. `reading.read` gives the same grants again."""
    lines = (json.dumps(completed(one), ensure_ascii=False) for one in grants)
    return '{"grants": [\n' + ",\n".join(lines) + "\n]}\n"


def write_csv(grants: Iterable[Grant]) -> str:
    """Write grants as a table with the standard's columns, and those of each source behind."""
    rows = [flatten(completed(one)) for one in grants]
    columns = in_order(list(dict.fromkeys(column for row in rows for column in row)))
    return tables.write(columns, ([row.get(column) for column in columns] for row in rows))
