"""The signatures of an organisation as data, without the words of a notice."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from opencompact.apps.organisations import queries
from opencompact.apps.organisations.models import Coverage, Organisation, Signature


def of(organisation: Organisation) -> list[dict[str, Any]]:
    """Signatures, withdrawals and cover by lead bodies, the latest first."""
    found = [
        *(one for signature in queries.history(organisation) for one in _signature(signature)),
        *(one for coverage in queries.covered_by(organisation) for one in _coverage(coverage)),
    ]
    # Python keeps the order of equals: a withdrawal stays above the signature of the same day.
    return sorted(found, key=lambda one: one["on"], reverse=True)


def _signature(one: Signature) -> Iterator[dict[str, Any]]:
    if one.withdrawn_on:
        yield _said("withdrew", one.withdrawn_on)
    yield _said("signed", one.signed_on, one.signed_by, one.edition.key, one.position)


def _coverage(one: Coverage) -> Iterator[dict[str, Any]]:
    lead = one.signature.organisation.name
    ends = [day for day in (one.ends, one.signature.withdrawn_on) if day]
    if ends:
        yield _said("uncovered", min(ends), lead)
    yield _said("covered", one.starts, lead)


def _said(
    what: str, on: date, by: str = "", edition: str = "", position: str = ""
) -> dict[str, Any]:
    return {"what": what, "on": on, "by": by, "edition": edition, "position": position}
