"""Which numbers of a table are kept back, so that no small one can be read or worked out."""

from collections.abc import Collection, Iterator, Mapping, Sequence

Cell = tuple[int, int]
Table = Sequence[Sequence[int]]
Node = tuple[str, int]
# Where the totals of columns are not told, a number may move between columns at will.
FREE: Node = ("free", 0)


def kept_back(table: Table, small: int, *, column_totals: bool = True) -> frozenset[Cell]:
    """The cells to keep back, as (row, column): every small number, and what would betray one.

    The totals of the rows are told, and those of the columns unless said otherwise. A small number
    is one of 1 up to, not including, `small`. Where not even an empty table hides them, `betrayed`
    still names some: then keep the totals back too.
    """
    hidden = {cell for cell, number in _cells(table) if 0 < number < small}
    while hidden and (known := betrayed(table, hidden, column_totals=column_totals)):
        more = _cover(table, hidden, min(known))
        if more is None:
            break
        hidden.add(more)
    return frozenset(hidden)


def betrayed(
    table: Table, hidden: Collection[Cell], *, column_totals: bool = True
) -> frozenset[Cell]:
    """The hidden cells that can only have one value, once all the rest and the totals are known.

    A number is free when one can be moved to it, or away from it, along other hidden cells so that
    every total stays and nothing falls below nought.
    """
    ways = _ways(table, hidden, column_totals=column_totals)
    return frozenset(cell for cell in hidden if not _can_change(table, cell, ways))


def _cells(table: Table) -> Iterator[tuple[Cell, int]]:
    for row, numbers in enumerate(table):
        for column, number in enumerate(numbers):
            yield (row, column), number


def _ways(
    table: Table, hidden: Collection[Cell], *, column_totals: bool
) -> Mapping[Node, set[Node]]:
    """From a row to a column where a hidden number can grow, back where it can shrink."""
    ways: dict[Node, set[Node]] = {}
    for row, column in hidden:
        ways.setdefault(("row", row), set()).add(("column", column))
        if table[row][column] > 0:
            ways.setdefault(("column", column), set()).add(("row", row))
        if not column_totals:
            ways.setdefault(("column", column), set()).add(FREE)
            ways.setdefault(FREE, set()).add(("column", column))
    return ways


def _can_change(table: Table, cell: Cell, ways: Mapping[Node, set[Node]]) -> bool:
    row, column = ("row", cell[0]), ("column", cell[1])
    grows = _leads(ways, column, row, (column, row))
    return grows or (table[cell[0]][cell[1]] > 0 and _leads(ways, row, column, (row, column)))


def _leads(
    ways: Mapping[Node, set[Node]], start: Node, end: Node, without: tuple[Node, Node]
) -> bool:
    """Say whether a way leads from one node to another that is not the step `without`."""
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for there in ways.get(here, ()):
            if (here, there) == without:
                continue
            if there == end:
                return True
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    return False


def _cover(table: Table, hidden: Collection[Cell], known: Cell) -> Cell | None:
    """The next cell to keep back: near the one that is known, the smallest number, never 0 first.

    Every further cell only adds ways, so what is free stays free.
    """
    free = [(cell, number) for cell, number in _cells(table) if cell not in hidden]
    near = [one for one in free if one[0][0] == known[0] or one[0][1] == known[1]]
    if not free:
        return None
    return min(near or free, key=lambda one: (one[1] == 0, one[1], one[0]))[0]
