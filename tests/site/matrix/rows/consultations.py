"""Consultations."""

from tests.site.matrix.row import Row

ROWS: dict[str, tuple[Row, ...]] = {}
