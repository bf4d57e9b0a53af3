"""Proves of a procedure that it can always finish; names the place and the remedy where not."""

from opencompact.core.procedure.check.asides import aside_faults
from opencompact.core.procedure.check.clashes import clash_faults
from opencompact.core.procedure.check.clocks import clock_faults
from opencompact.core.procedure.check.fault import Fault, Place
from opencompact.core.procedure.check.names import is_slug, name_faults
from opencompact.core.procedure.check.people import people_faults
from opencompact.core.procedure.check.ways import way_faults
from opencompact.core.procedure.model import Procedure

__all__ = ["Fault", "Place", "check", "is_slug"]


def check(procedure: Procedure) -> tuple[Fault, ...]:
    """Return every fault of `procedure`; none means that each stage can end.

    Clocks and people are only checked once every name they use is known.
    """
    unnamed = tuple(name_faults(procedure))
    ways = tuple(way_faults(procedure))
    if unnamed:
        return (*unnamed, *ways)
    return (
        *ways,
        *aside_faults(procedure),
        *clock_faults(procedure),
        *clash_faults(procedure),
        *people_faults(procedure),
    )
