"""Named reads: how the commitments stand, one commitment, one body, and the records behind them."""

from .gathering import every_record, sources
from .sifting import Asked, Filter, PartOf, Row, Shown, parts, records, summary
from .state import State, state_of

__all__ = [
    "Asked",
    "Filter",
    "PartOf",
    "Row",
    "Shown",
    "State",
    "every_record",
    "parts",
    "records",
    "sources",
    "state_of",
    "summary",
]
