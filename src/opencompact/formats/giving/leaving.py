"""Rows of a file of grants as they were handed in: what is left out goes back to be corrected."""

from collections.abc import Collection, Iterator

from opencompact.formats import tables

from .columns import flatten, in_order
from .model import Grants

Cells = dict[int, tuple[str, ...]]


def cells_of(found: Grants, rows: Collection[int]) -> tuple[tuple[str, ...], Cells]:
    """The columns of a file that was read, and the cells of some of its rows.

    Grants of JSON have the columns of the standard.
    """
    if found.table is not None:
        return found.table.columns, dict(_of_table(found.table, rows))
    flat = {one.row: flatten(one.grant) for one in found.grants if one.row in rows}
    columns = in_order(list(dict.fromkeys(name for cells in flat.values() for name in cells)))
    told = {row: tuple(cells.get(name, "") for name in columns) for row, cells in flat.items()}
    return tuple(columns), told


def _of_table(table: tables.Table, rows: Collection[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for one in table.rows:
        if one.number in rows:
            yield one.number, tuple(one.cells.get(name, "") for name in table.columns)
    for fault in table.faults:
        yield fault.row, tuple(fault.cells)
