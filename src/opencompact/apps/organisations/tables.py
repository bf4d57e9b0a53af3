"""The columns of what can be downloaded: names that stay, read from a row of the register."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from opencompact.base.areas.actor import RoleKind

from .models import Coverage, Organisation, Role, Signature

Columns = Mapping[str, Callable[[Any], Any]]


def register_columns(address: Callable[[Organisation], str]) -> Columns:
    """Columns of the register. What an import takes has the name that an import knows."""
    return {
        "identifier": lambda row: row.identifier,
        "name": lambda row: row.name,
        "sector": lambda row: row.sector,
        "kinds": lambda row: row.kinds,
        "size": lambda row: row.size,
        "address": lambda row: row.address,
        "locality": lambda row: row.locality,
        "postcode": lambda row: row.postcode,
        "website": lambda row: row.website,
        "other_identifiers": lambda row: row.other_identifiers,
        "signatory": lambda row: bool(row.is_signatory),
        "page": address,
    }


def signatory_columns(address: Callable[[Organisation], str]) -> Columns:
    """Columns of the signatories; rows come from `queries.signed_list`."""
    return {
        "identifier": lambda row: row.identifier,
        "name": lambda row: row.name,
        "sector": lambda row: row.sector,
        "locality": lambda row: row.locality,
        "signatory_since": _since,
        "signed_by": lambda row: _signature(row).signed_by,
        "position": lambda row: _signature(row).position,
        "edition": lambda row: _signature(row).edition.key,
        "signed_for_by": lambda row: "" if row.signed_now else _signature(row).organisation.name,
        "page": address,
    }


def people_columns() -> Columns:
    """Columns of the people of an area; an import takes them back unchanged.

    An organisation is named so that only one can be meant; its name stands beside it for reading.
    """
    return {
        "email": lambda row: row.user.email,
        "name": lambda row: row.user.name,
        "role": lambda row: row.kind,
        "organisation": _told,
        "organisation_name": lambda row: row.organisation.name if row.organisation else "",
        "area_of_organisation": lambda row: row.area_of_organisation,
        "starts": lambda row: row.starts,
        "ends": lambda row: row.ends,
        "may_sign": lambda row: row.may_sign if row.kind == RoleKind.REPRESENTATIVE else None,
        "confirmed_on": lambda row: row.last_confirmed,
    }


def _told(row: Role) -> str:
    return (row.organisation.identifier or row.organisation.slug) if row.organisation else ""


def _signature(row: Any) -> Signature:
    """The signature that binds: its own, or that of the lead body."""
    return row.signed_now[0] if row.signed_now else _coverage(row).signature


def _coverage(row: Any) -> Coverage:
    coverage: Coverage = row.covered_now[0]
    return coverage


def _since(row: Any) -> date:
    return row.signed_now[0].signed_on if row.signed_now else _coverage(row).starts
