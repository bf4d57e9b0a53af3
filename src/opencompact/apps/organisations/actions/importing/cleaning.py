"""One row of a file becomes what we can store, or a reason that tells a person what to do."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext_noop as _

from opencompact.apps.organisations.models import (
    Kind,
    Sector,
    Size,
    identifiers,
    naming,
    register,
    websites,
)
from opencompact.apps.organisations.models.identifiers import IdentifierError, shown
from opencompact.apps.organisations.models.saying import Said, SaidError
from opencompact.core.record import record
from opencompact.formats.tables import Fault, Row

SEVERAL: Final = re.compile(r"[;,|\n]+")
SECTOR_WORDS: Final = {
    "public": "public sector|statutory|statutory body|council|local authority|nhs",
    "vcs": "voluntary|voluntary sector|community|vcse|vcfse|charity|third sector"
    "|voluntary and community sector|voluntary organisation|community group",
    "social-enterprise": "social enterprise|cic|community interest company",
    "faith": "faith group|faith organisation|religious",
    "private": "private sector|business|company",
    "funder": "grant maker|grantmaker|foundation|trust",
}
KIND_WORDS: Final = {
    "publicly-funded": "funded",
    "unfunded": "not funded",
    "bme": "bame|black and minority ethnic group",
    "equality": "equality|diversity|equalities",
    "infrastructure": "infrastructure|infrastructure organisation|umbrella body|cvs",
}
SIZE_WORDS: Final = {"small": "s|micro", "medium": "m", "large": "l|major"}


@record
class Candidate:
    """A row that can be stored. Empty values say nothing about what is stored already.

    `identifiers` has the main one first; `warnings` are sentences about parts that were left out.
    """

    row: int
    name: str
    identifiers: tuple[str, ...] = ()
    sector: str = ""
    kinds: tuple[str, ...] = ()
    size: str = ""
    address: str = ""
    locality: str = ""
    postcode: str = ""
    website: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def match_key(self) -> str:
        return naming.match_key(self.name, self.postcode)


class RowError(SaidError):
    """This row cannot be stored. It says why and what to do."""


# What is said of a cell that is too long, by its field.
TOO_LONG: Final = {
    "name": _("The name has {length} characters and may have {most}. Shorten it to fit."),
    "address": _("The address has {length} characters and may have {most}. Shorten it to fit."),
    "locality": _("The town has {length} characters and may have {most}. Shorten it to fit."),
    "postcode": _("The postcode has {length} characters and may have {most}. Shorten it to fit."),
}


def clean(row: Row, columns: Mapping[str, str]) -> Candidate | Fault:
    """Return what `row` holds in the `columns` chosen for each field, or why it is left out."""
    cells = {field: row.cells.get(column, "") for field, column in columns.items()}
    try:
        return _candidate(row.number, cells)
    except (RowError, IdentifierError) as error:
        return Fault(row.number, error.said)


def _candidate(number: int, cells: Mapping[str, str]) -> Candidate:
    warnings: list[str] = []
    return Candidate(
        row=number,
        name=_name(cells),
        identifiers=_identifiers(cells, warnings),
        sector=_sector(cells.get("sector", "")),
        kinds=_kinds(cells.get("kinds", ""), warnings),
        size=_size(cells.get("size", ""), warnings),
        address=_limited(
            "address", naming.tidy_lines(cells.get("address", "")), register.ADDRESS_LENGTH
        ),
        locality=_limited(
            "locality", naming.tidy(cells.get("locality", "")), register.LOCALITY_LENGTH
        ),
        postcode=_limited(
            "postcode", naming.postcode(cells.get("postcode", "")), register.POSTCODE_LENGTH
        ),
        website=_website(cells.get("website", ""), warnings),
        warnings=tuple(warnings),
    )


def _name(cells: Mapping[str, str]) -> str:
    name = naming.tidy(cells.get("name", ""))
    if not name:
        raise RowError(_("There is no name. Write the full name of the organisation."))
    if not naming.plain(name):
        raise RowError(
            _("“{text}” has no letters or figures. Write the organisation's name."),
            text=shown(name),
        )
    return _limited("name", name, register.NAME_LENGTH)


def _limited(what: str, text: str, most: int) -> str:
    if len(text) > most:
        raise RowError(TOO_LONG[what], length=len(text), most=most)
    return text


def _identifiers(cells: Mapping[str, str], warnings: list[str]) -> tuple[str, ...]:
    """Return the identifiers of a row: that of its own column first, then those of numbers."""
    found = [identifiers.parse(cells.get("identifier", ""))]
    charity = cells.get("charity_number", "")
    company = cells.get("company_number", "")
    found.append(_from_number(identifiers.from_charity_number, charity, found, warnings))
    _agree(found)
    found.append(_from_number(identifiers.from_company_number, company, found, warnings))
    for part in SEVERAL.split(cells.get("other_identifiers", "")):
        found.append(_from_number(identifiers.parse, part, found, warnings))
    return tuple(dict.fromkeys(filter(None, found)))


def _from_number(
    parse: Callable[[str], str], text: str, found: list[str], warnings: list[str]
) -> str:
    """A bad number is only a warning where another identifier tells who this is."""
    try:
        return parse(text)
    except IdentifierError as error:
        if not any(found):
            raise
        left_out = _("{reason} It was left out; the rest of the row was kept.")
        warnings.append(Said(left_out, reason=error.said))
        return ""


def _agree(found: list[str]) -> None:
    """Refuse a row whose identifier and charity number are of two charities."""
    own, number = found
    if not (own.startswith("GB-CHC-") and number.startswith("GB-CHC-")):
        return
    if own.split("-")[2] != number.split("-")[2]:
        raise RowError(
            _(
                "The identifier is {own} and the charity number gives {number}. Correct one of"
                " them."
            ),
            own=own,
            number=number,
        )
    found[1] = ""


def _words(labels: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """Return every word, made plain, that stands for a value."""
    pairs = [(word, key) for key, words in more.items() for word in words.split("|")]
    pairs += [(label, key) for key, label in labels.items()] + [(key, key) for key in labels]
    return {naming.plain(word): key for word, key in pairs}


def _english(choices: type[TextChoices]) -> dict[str, str]:
    """The labels in English, whoever is the first to need them: files are written in English."""
    with translation.override("en-gb"):
        return {str(key): str(label) for key, label in choices.choices}


SECTORS: Final = _words(_english(Sector), SECTOR_WORDS)
KINDS: Final = _words(_english(Kind), KIND_WORDS)
SIZES: Final = _words(_english(Size), SIZE_WORDS)


def _sector(cell: str) -> str:
    word = naming.plain(cell)
    if word and word not in SECTORS:
        raise RowError(
            _("“{text}” is not a sector. Use {either}."),
            text=shown(cell),
            either=_either(Sector.values),
        )
    return SECTORS[word] if word else ""


def _kinds(cell: str, warnings: list[str]) -> tuple[str, ...]:
    found: set[str] = set()
    for part in SEVERAL.split(cell):
        word = naming.plain(part)
        if word and word not in KINDS:
            left_out = _("“{text}” is not a kind and was left out. Use {either}.")
            warnings.append(Said(left_out, text=shown(part), either=_either(Kind.values)))
        elif word:
            found.add(KINDS[word])
    return tuple(kind for kind in Kind.values if kind in found)


def _size(cell: str, warnings: list[str]) -> str:
    word = naming.plain(cell)
    if word and word not in SIZES:
        left_out = _("“{text}” is not a size and was left out. Use {either}.")
        warnings.append(Said(left_out, text=shown(cell), either=_either(Size.values)))
    return SIZES.get(word, "")


def _website(cell: str, warnings: list[str]) -> str:
    if cell.strip().lower() in identifiers.NOTHING:
        return ""
    try:
        return websites.parse(cell)
    except ValueError:
        left_out = _(
            "“{text}” is not a web address, so it was left out; the rest of the row was"
            " kept. Correct it on the organisation's page."
        )
        warnings.append(Said(left_out, text=shown(cell)))
        return ""


def _either(values: list[str]) -> Said:
    return Said(_("{several} or {last}"), several=", ".join(values[:-1]), last=values[-1])
