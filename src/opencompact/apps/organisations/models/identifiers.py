"""Identifiers in org-id form: list, hyphen, number. The lists have the codes of org-id.guide."""

import re
from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from opencompact.core.record import record

from .saying import Said, SaidError

MAX_LENGTH: Final = 60
ORG_ID: Final = re.compile(r"(360G|[A-Z]{2}-[A-Z0-9]+)-(.+)")
DASHES: Final = re.compile(r"[\u2010-\u2015\u2212]")
# What people type in a number's place when there is none.
NOTHING: Final = frozenset({"", "-", "0", "n/a", "na", "nil", "none", "exempt", "pending", "tbc"})


class IdentifierError(SaidError):
    """Not an identifier we can use. It says what is wrong and what to do."""


@record
class IdentifierList:
    """A list of organisations: its name, the form of its numbers and where one is looked up.

    `page` contains {number}; it is empty where the list has no page of its own for each entry.
    """

    name: str
    form: str
    example: str
    page: str = ""


@record
class Identifier:
    """An identifier to show: its text, the name of its list and an address ("" when none)."""

    text: str
    list_name: str
    href: str


LISTS: Final = {
    "GB-CHC": IdentifierList(
        _("Charity Commission for England and Wales"),
        r"\d{1,7}(-\d{1,4})?",
        "GB-CHC-1136419",
        "https://register-of-charities.charitycommission.gov.uk/charity-details/?regid={number}",
    ),
    "GB-COH": IdentifierList(
        _("Companies House"),
        r"[A-Z0-9]{2}\d{5}[A-Z0-9]",
        "GB-COH-01234567",
        "https://find-and-update.company-information.service.gov.uk/company/{number}",
    ),
    "GB-SC": IdentifierList(
        _("Scottish Charity Regulator"),
        r"SC\d{6}",
        "GB-SC-SC012345",
        "https://www.oscr.org.uk/about-charities/search-the-register/charity-details?number={number}",
    ),
    "GB-NIC": IdentifierList(
        _("Charity Commission for Northern Ireland"), r"\d{6}(-\d{1,3})?", "GB-NIC-100123"
    ),
    "GB-REV": IdentifierList(
        _("HM Revenue and Customs charities"), r"[A-Z0-9]{2,12}", "GB-REV-XR12345"
    ),
    "GB-CASC": IdentifierList(
        _("Community amateur sports clubs"), r"[A-Z0-9]{4,12}", "GB-CASC-AB12CD34"
    ),
    "GB-MPR": IdentifierList(_("Mutuals Public Register"), r"[A-Z0-9]{2,12}", "GB-MPR-IP031455"),
    "GB-EDU": IdentifierList(
        _("Register of schools in England and Wales"),
        r"\d{5,7}",
        "GB-EDU-133839",
        "https://get-information-schools.service.gov.uk/Establishments/Establishment/Details/{number}",
    ),
    "GB-SCOTEDU": IdentifierList(
        _("Register of schools in Scotland"), r"\d{7}", "GB-SCOTEDU-8212627"
    ),
    "GB-WALEDU": IdentifierList(_("Register of schools in Wales"), r"\d{7}", "GB-WALEDU-6602130"),
    "GB-IRN": IdentifierList(_("Schools in Northern Ireland"), r"\d{3}-\d{4}", "GB-IRN-542-0059"),
    "GB-UKPRN": IdentifierList(_("Learning providers"), r"\d{8}", "GB-UKPRN-10000346"),
    "GB-HESA": IdentifierList(_("Higher Education Statistics Agency"), r"\d{4}", "GB-HESA-0177"),
    "GB-LAE": IdentifierList(_("Local authorities in England"), r"[A-Z]{3,4}", "GB-LAE-LCE"),
    "GB-LAS": IdentifierList(_("Local authorities in Scotland"), r"[A-Z]{3,4}", "GB-LAS-EDH"),
    "GB-PLA": IdentifierList(_("Local authorities in Wales"), r"[A-Z]{3,4}", "GB-PLA-CRF"),
    "GB-LANI": IdentifierList(
        _("Local authorities in Northern Ireland"), r"[A-Z]{3,4}", "GB-LANI-BFS"
    ),
    "GB-GOR": IdentifierList(_("Government organisations"), r"[A-Z]{1,3}\d{1,5}", "GB-GOR-PB1204"),
    "GB-GOV": IdentifierList(_("UK government departments"), r"[A-Z0-9]{1,6}", "GB-GOV-1"),
    "GB-NHS": IdentifierList(_("NHS organisations"), r"[A-Z0-9]{2,10}", "GB-NHS-RAX"),
    "GB-SHPE": IdentifierList(
        _("Providers of social housing in England"), r"[A-Z0-9]{4,7}", "GB-SHPE-4793"
    ),
    "IE-CHY": IdentifierList(_("Charities Regulator of Ireland"), r"\d{4,8}", "IE-CHY-20015763"),
    "IE-CRO": IdentifierList(
        _("Companies Registration Office, Ireland"), r"\d{2,6}", "IE-CRO-123260"
    ),
    "XI-LEI": IdentifierList(
        _("Legal Entity Identifiers"),
        r"[A-Z0-9]{18}\d{2}",
        "XI-LEI-213800LBQA1Y9L22JB70",
        "https://search.gleif.org/#/record/{number}",
    ),
    "360G": IdentifierList(
        _("360Giving publishers"), r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,50}", "360G-Trust-12"
    ),
}


def parse(text: str) -> str:
    """Return the identifier in `text` as it is stored, "" for none; raises IdentifierError."""
    short = DASHES.sub("-", "".join(text.split()))
    if short.lower() in NOTHING:
        return ""
    found = ORG_ID.fullmatch(_upper(short))
    if not found:
        raise IdentifierError(
            _(
                "“{text}” is not an identifier. Write the list, a hyphen and the number,"
                " like {example}, or leave it empty."
            ),
            text=shown(text),
            example=LISTS["GB-CHC"].example,
        )
    return _of_list(found[1], found[2], text)


def _upper(short: str) -> str:
    """Numbers of 360Giving publishers keep their case; all others are written in capitals."""
    return f"360G{short[4:]}" if short[:5].upper() == "360G-" else short.upper()


def _of_list(prefix: str, number: str, text: str) -> str:
    known = LISTS.get(prefix)
    if known is None:
        raise IdentifierError(
            _(
                "“{text}” is from a list we do not know ({prefix}). Use one of the lists on"
                " org-id.guide that we know, or leave the identifier empty."
            ),
            text=shown(text),
            prefix=prefix,
        )
    if not re.fullmatch(known.form, number, re.ASCII):
        raise IdentifierError(
            _("“{text}” is not a number of {name}. It should look like {example}."),
            text=shown(text),
            name=Said(known.name),
            example=known.example,
        )
    return f"{prefix}-{number}"


def from_charity_number(text: str) -> str:
    """Return the identifier of a charity number of any UK nation; raises IdentifierError."""
    number = _number(text)
    if number.lower() in NOTHING:
        return ""
    if re.fullmatch(r"SC?0\d{5}", number):
        return f"GB-SC-SC{number[-6:]}"
    if re.fullmatch(r"NIC?\d{6}", number):
        return f"GB-NIC-{number[-6:]}"
    if not re.fullmatch(r"\d{3,7}(-\d{1,4})?", number, re.ASCII):
        raise IdentifierError(
            _(
                "“{text}” is not a charity number. It should look like 1136419, SC012345 or"
                " NIC100123; leave it empty if there is none."
            ),
            text=shown(text),
        )
    return f"GB-CHC-{number}"


def from_company_number(text: str) -> str:
    """Return the identifier of a company number, filled up to eight; raises IdentifierError."""
    number = _number(text)
    if number.lower() in NOTHING:
        return ""
    padded = number.zfill(8) if number.isdigit() else number
    if not re.fullmatch(LISTS["GB-COH"].form, padded, re.ASCII):
        raise IdentifierError(
            _(
                "“{text}” is not a company number. It should look like 01234567 or SC123456;"
                " leave it empty if there is none."
            ),
            text=shown(text),
        )
    return f"GB-COH-{padded}"


def _number(text: str) -> str:
    """A spreadsheet turns 1136419 into 1136419.0 when a column has gaps."""
    return "".join(text.split()).upper().removesuffix(".0")


def shown(text: str) -> str:
    """Shorten what somebody typed, for a message."""
    short = " ".join(text.split())
    return short if len(short) <= MAX_LENGTH else f"{short[: MAX_LENGTH - 1]}…"


def split(identifier: str) -> tuple[str, str]:
    """Return the list and the number of an identifier that `parse` gave."""
    prefix = next(key for key in LISTS if identifier.startswith(f"{key}-"))
    return prefix, identifier[len(prefix) + 1 :]


def describe(identifiers: Iterable[str]) -> tuple[Identifier, ...]:
    """Return identifiers to show. A link is made from our own address and a number of its form."""
    return tuple(_describe(text) for text in identifiers if text)


def _describe(text: str) -> Identifier:
    try:
        prefix, number = split(parse(text))
    except IdentifierError:
        return Identifier(text, "", "")
    known = LISTS[prefix]
    main = number.split("-", maxsplit=1)[0]  # a linked charity is on the page of its main one
    return Identifier(
        text, gettext(known.name), known.page.format(number=main) if known.page else ""
    )
