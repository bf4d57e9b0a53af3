"""Programmes, agreements, payments and notices."""

from tests.site.matrix.row import Row
from tests.site.matrix.rows import notices, payments

ROWS: dict[str, tuple[Row, ...]] = {**payments.ROWS, **notices.ROWS}
