"""Assessments of what a decision does to whom."""

from tests.site.matrix.row import Row

ROWS: dict[str, tuple[Row, ...]] = {}
