"""Programmes, agreements, payments and notices."""

from tests.site.matrix.row import Row

ROWS: dict[str, tuple[Row, ...]] = {}
