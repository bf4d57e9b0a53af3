"""The lists that can be downloaded: columns whose names stay, read from a row of the register."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_noop as _

from opencompact.base.areas.actor import RoleKind
from opencompact.base.ui.tables import Columns, Listing

from .models import Coverage, Departure, Organisation, Role, Signature

REGISTER: Final = Listing(
    "organisations",
    _("Organisations"),
    {
        "identifier": _("The main identifier, as org-id.guide writes it: GB-CHC-1000001."),
        "name": _("The name."),
        "sector": _("public, vcs, social-enterprise, faith, private, funder or other."),
        "kinds": _(
            "publicly-funded, unfunded, bme, equality, infrastructure, community-of-interest."
        ),
        "size": _("small, medium, large, or nothing where it is not known."),
        "address": _("Street address without town and postcode; it may have several lines."),
        "locality": _("Town or city."),
        "postcode": _("Postcode."),
        "website": _("Web address."),
        "other_identifiers": _("Further identifiers."),
        "signatory": _("yes or no: whether it is bound today, by itself or through a lead body."),
        "page": _("Address of its page."),
    },
)
SIGNATORIES: Final = Listing(
    "signatories",
    _("Signatories"),
    {
        "identifier": _("The main identifier of the organisation."),
        "name": _("The name."),
        "sector": _("As in the list of organisations."),
        "locality": _("Town or city."),
        "signatory_since": _("The day from which the signature binds it."),
        "signed_by": _("Who signed, as given when signing."),
        "position": _("The position of who signed."),
        "edition": _("The key of the edition that was signed."),
        "signed_for_by": _("The lead body, where another organisation signed for it."),
        "page": _("Address of its page."),
    },
)
REJECTED: Final = Listing(
    "rejected-rows",
    _("Rows that were left out"),
    {
        "row": _("The number of the row in the file that was imported; names are row 1."),
        "reason": _("Why it was left out, and what to do."),
    },
    public=False,
)
PEOPLE: Final = Listing(
    "people",
    _("People and their roles"),
    {
        "email": _("The address that the person signs in with."),
        "name": _("The full name."),
        "role": _("officer, chair, representative, lead, champion, group-member and others."),
        "organisation": _(
            "The main identifier of the organisation, or its address on the register."
        ),
        "organisation_name": _("Its name, for reading."),
        "area_of_organisation": _("The department or place inside it."),
        "starts": _("The first day in the role."),
        "ends": _("The first day without it; nothing while nobody knows."),
        "may_sign": _("yes for a representative who may sign for the organisation."),
        "confirmed_on": _("When the role was last confirmed."),
    },
    public=False,
)
DEPARTURES: Final = Listing(
    "departures",
    _("Departures"),
    {
        "number": _("The number of the departure."),
        "body": _("The name of the body that departs from the commitment."),
        "body_page": _("The word for the body in addresses."),
        "commitment": _("The key of the commitment."),
        "edition": _("The key of its edition."),
        "title": _("What it is about."),
        "record": _("The kind of matter: consultation, notice and others."),
        "key": _("The number of the matter."),
        "filed": _("The day it was filed."),
        "event": _("The day before which it had to be filed."),
        "late": _("yes where it was filed after that day."),
        "expires": _("The last day on which the reason holds."),
        "withdrawn": _("The day it was withdrawn; nothing where it was not."),
        "reason": _("Why the commitment is not kept."),
        "mitigation": _("What softens the effect."),
        "approver": _("Who approved it."),
        "page": _("Address of its page."),
    },
)
LISTINGS: Final = (REGISTER, SIGNATORIES, REJECTED, PEOPLE, DEPARTURES)


def departure_columns(address: Callable[[Departure], str]) -> Columns:
    """Columns of the register of departures."""
    return {
        "number": lambda row: row.number,
        "body": lambda row: row.body.name,
        "body_page": lambda row: row.body.slug,
        "commitment": lambda row: row.commitment.key,
        "edition": lambda row: row.commitment.edition.key,
        "title": lambda row: row.title,
        "record": lambda row: row.record,
        "key": lambda row: row.key,
        "filed": lambda row: row.filed_on,
        "event": lambda row: row.event_on,
        "late": lambda row: row.is_late,
        "expires": lambda row: row.expires,
        "withdrawn": lambda row: row.withdrawn_on,
        "reason": lambda row: row.reason,
        "mitigation": lambda row: row.mitigation,
        "approver": lambda row: row.approver,
        "page": address,
    }


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


def rejected_columns(names: Sequence[str]) -> Columns:
    """The row's number, the reason, and the columns of the file itself.

    A file that was downloaded here, corrected and handed in again brings a number and a reason of
    its own; they are left out.
    """
    own: dict[str, Callable[[Any], Any]] = {name: _from(name) for name in REJECTED.meanings}
    return own | {name: _cell(place) for place, name in enumerate(names) if name not in own}


def _from(name: str) -> Callable[[Any], Any]:
    return lambda row: row[name]


def _cell(place: int) -> Callable[[Any], Any]:
    """Read the cell of one column from a rejected row, which may have fewer."""
    return lambda row: row["cells"][place] if place < len(row["cells"]) else ""
