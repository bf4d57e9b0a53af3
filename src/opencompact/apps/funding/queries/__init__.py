"""Named reads of funding: a file a part; and all that rules measure."""

from collections.abc import Iterator
from datetime import date

from opencompact.base.areas.models import Area
from opencompact.core.rules import Measured

from . import measuring, notices, payments


def measured(area: Area, *, on: date) -> Iterator[Measured]:
    """Programmes, agreements, payments and notices as rules measure them, known on a day."""
    owners = measuring.Owners(area)
    yield from measuring.measured(area, on=on, owners=owners)
    yield from payments.measured(area, on=on, owners=owners)
    yield from notices.measured(area, on=on)
