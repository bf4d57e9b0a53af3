"""The lists of programmes, agreements and payees that can be downloaded."""

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext_noop as _

from opencompact.base.ui.tables import Columns, Listing

from . import rejected

AGREEMENTS: Final = Listing(
    "agreements",
    _("Funding agreements"),
    {
        "number": _("Its number here, which stays."),
        "identifier": _("The identifier of 360Giving, where it has one."),
        "title": _("What it is for, in a few words."),
        "type": _("grant, contract, subsidy, sponsorship, in-kind, or nothing."),
        "funder": _("Who gives."),
        "funder_identifier": _("The identifier of the funder."),
        "recipient": _("Who gets, as the funder names it."),
        "recipient_identifier": _("The identifier of the recipient."),
        "recipient_organisation": _("The organisation of the register it is; nothing if unknown."),
        "value": _("The whole amount."),
        "currency": _("Three letters; GBP is pounds."),
        "awarded": _("Day of the award."),
        "confirmed": _("Day on which the recipient was told the amount for certain."),
        "starts": _("First day."),
        "ends": _("Last day."),
        "programme": _("The programme it belongs to."),
        "payment_when": _("advance, partly, arrears, or nothing where it is not recorded."),
        "payment_days": _("Days in which an invoice or a claim is paid."),
        "page": _("Address of its page."),
    },
)
PROGRAMMES: Final = Listing(
    "programmes",
    _("Funding programmes"),
    {
        "title": _("Its name."),
        "funder": _("Who gives."),
        "type": _("grant, contract, subsidy, sponsorship, in-kind, or nothing."),
        "opens": _("First day for applications."),
        "closes": _("Last day for applications."),
        "decision_approach_recorded": _("Day on which the way of deciding was laid down."),
        "first_decision": _("Day of the first decision."),
        "contact": _("The named contact."),
        "budget": _("Money available, in pounds."),
        "agreements": _("How many published agreements belong to it."),
        "page": _("Address of its page."),
    },
)
PAYEES: Final = Listing(
    "payees",
    _("Payees"),
    {
        "name": _("As the file names it."),
        "identifier": _("As the file gives it."),
        "standing": _("waiting, matched, confirmed or none."),
        "organisation": _("The organisation of the register it is."),
        "suggested": _("The organisation it may be."),
        "confidence": _("How sure, from 0 to 100."),
        "how": _("identifier, name, other-identifier, several, close or person."),
        "agreements": _("How many agreements it has."),
        "decided_at": _("When a person decided."),
    },
    public=False,
)
LENGTHS: Final = Listing(
    "lengths-of-awards",
    _("Lengths of awards"),
    {
        "by": _("all, year or funder."),
        "of": _("The year of award or the funder."),
        "awards": _("How many published agreements."),
        "known": _("How many of them have a known length."),
        "median_months": _("The middle length in months."),
        "three_years_or_more": _("How many run three years or more."),
        "share": _("The same of a hundred of known length."),
    },
)
REJECTED: Final = Listing(
    "grants-left-out", _("Grants that were left out"), rejected.MEANINGS, public=False
)
LISTINGS: Final[tuple[Listing, ...]] = (AGREEMENTS, PROGRAMMES, PAYEES, LENGTHS, REJECTED)

Address = Callable[[Any], str]


def agreement_columns(address: Address) -> Columns:
    """Columns of the agreements; rows come from `queries.agreements`."""
    return {
        "number": lambda row: row.number,
        "identifier": lambda row: row.identifier,
        "title": lambda row: row.title,
        "type": lambda row: row.type,
        "funder": lambda row: row.funder.name,
        "funder_identifier": lambda row: row.funder.identifier,
        "recipient": lambda row: row.payee.name,
        "recipient_identifier": lambda row: row.payee.identifier,
        "recipient_organisation": lambda row: (
            row.payee.organisation.name if row.payee.organisation else ""
        ),
        "value": lambda row: row.value,
        "currency": lambda row: row.currency,
        "awarded": lambda row: row.awarded,
        "confirmed": lambda row: row.confirmed,
        "starts": lambda row: row.starts,
        "ends": lambda row: row.ends,
        "programme": lambda row: row.programme.title if row.programme else row.programme_title,
        "payment_when": lambda row: row.payment_when,
        "payment_days": lambda row: row.payment_days,
        "page": address,
    }


def programme_columns(address: Address) -> Columns:
    """Columns of the programmes; rows come from `queries.programmes`."""
    return {
        "title": lambda row: row.title,
        "funder": lambda row: row.funder.name,
        "type": lambda row: row.type,
        "opens": lambda row: row.opens,
        "closes": lambda row: row.closes,
        "decision_approach_recorded": lambda row: row.decision_approach_recorded,
        "first_decision": lambda row: row.first_decision,
        "contact": lambda row: row.contact,
        "budget": lambda row: row.budget,
        "agreements": lambda row: row.given,
        "page": address,
    }


def payee_columns() -> Columns:
    """Columns of the payees; rows come from `queries.payees.listed`."""
    return {
        "name": lambda row: row.name,
        "identifier": lambda row: row.identifier,
        "standing": lambda row: row.standing,
        "organisation": lambda row: row.organisation.name if row.organisation else "",
        "suggested": lambda row: row.suggested.name if row.suggested else "",
        "confidence": lambda row: row.confidence,
        "how": lambda row: row.how,
        "agreements": lambda row: row.grants or 0,
        "decided_at": lambda row: row.decided_at,
    }


def length_columns() -> Columns:
    """Columns of the lengths of awards; rows are pairs of what they are by and the lengths."""
    return {
        "by": lambda row: row[0],
        "of": lambda row: row[1].label,
        "awards": lambda row: row[1].awards,
        "known": lambda row: row[1].known,
        "median_months": lambda row: row[1].median,
        "three_years_or_more": lambda row: row[1].long,
        "share": lambda row: row[1].share,
    }
