"""Who may open what: a row for every address. A new address without a row fails the suite."""

from __future__ import annotations

from tests.site.matrix.row import Row
from tests.site.matrix.rows import (
    agreement,
    assessments,
    consultations,
    disputes,
    evaluation,
    funding,
    organisations,
    site,
)

PARTS = (
    site, agreement, organisations, consultations, funding, assessments, disputes, evaluation,
)  # fmt: skip
ROWS: dict[str, tuple[Row, ...]] = {
    address: rows for part in PARTS for address, rows in part.ROWS.items()
}
