"""Programmes, agreements, payments and notices."""

from tests.site.matrix.row import Row
from tests.site.matrix.rows import grants, notices, payments

ROWS: dict[str, tuple[Row, ...]] = {**grants.ROWS, **payments.ROWS, **notices.ROWS}
