"""What "on a day" means: from its first day up to, not including, its last date."""

from datetime import date

from django.db.models import Q


def between(on: date, start: str, end: str) -> Q:
    """Hold from `start` up to, not including, `end`; an empty end is still to come."""
    return Q(**{f"{start}__lte": on}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": on}))


def signed(on: date, prefix: str = "") -> Q:
    """Signatures in force on a day."""
    return between(on, f"{prefix}signed_on", f"{prefix}withdrawn_on")


def covered(on: date) -> Q:
    """Members for whom a signature in force on a day counts."""
    return between(on, "starts", "ends") & signed(on, "signature__")


def held(on: date) -> Q:
    """Roles held on a day."""
    return between(on, "starts", "ends")
