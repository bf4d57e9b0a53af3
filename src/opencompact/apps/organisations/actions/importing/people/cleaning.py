"""One row of a file of people becomes what we can decide on, or a reason that says what to do."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext_noop as _

from opencompact.apps.organisations.models import naming
from opencompact.apps.organisations.models.identifiers import shown
from opencompact.apps.organisations.models.people import (
    KIND_LABELS,
    KIND_PLURALS,
    OF_AN_ORGANISATION,
    PART_LENGTH,
)
from opencompact.apps.organisations.models.saying import Said, SaidError
from opencompact.base.accounts.models import normal
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.languages import LANGUAGES
from opencompact.core.record import record
from opencompact.formats.tables import Fault, Row

NAME_LENGTH: Final = 150
DATES: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
# A spreadsheet may write midnight behind a day.
MIDNIGHT: Final = re.compile(r"[ T]00:00(:00)?$")
ANSWERS: Final = {
    **dict.fromkeys(("yes", "y", "true", "1", "x"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}


# What is said of a cell that is too long, by its field.
TOO_LONG: Final = {
    "name": _("The name has {length} characters and may have {most}. Shorten it to fit."),
    "area_of_organisation": _(
        "The area of the organisation has {length} characters and may have {most}. Shorten it to"
        " fit."
    ),
}
NO_DAY: Final = {
    "starts": _("The start, “{text}”, is not a date. Write it like 2027-01-06 or 06/01/2027."),
    "ends": _("The end, “{text}”, is not a date. Write it like 2027-01-06 or 06/01/2027."),
}
NOWHERE: Final = {
    RoleKind.REPRESENTATIVE: _(
        "There is no organisation. Write the name or the identifier of the representative's."
    ),
    RoleKind.LEAD: _("There is no organisation. Write the name or the identifier of the lead's."),
    RoleKind.CHAMPION: _(
        "There is no organisation. Write the name or the identifier of the champion's."
    ),
}
WHOLE_AREA: Final = {
    RoleKind.OFFICER: _("The organisation was left out: an officer is one for the whole area."),
    RoleKind.CHAIR: _("The organisation was left out: a chair is one for the whole area."),
    RoleKind.GROUP_MEMBER: _(
        "The organisation was left out: a group member is one for the whole area."
    ),
    RoleKind.MEDIATOR: _("The organisation was left out: a mediator is one for the whole area."),
    RoleKind.RETURNING_OFFICER: _(
        "The organisation was left out: a returning officer is one for the whole area."
    ),
}


class RowError(SaidError):
    """This row cannot be used. It says why and what to do."""


@record
class Candidate:
    """A row that can be decided on. Empty values say nothing about what is stored already."""

    row: int
    email: str
    kind: RoleKind
    name: str = ""
    organisation: str = ""
    part: str = ""
    starts: date | None = None
    ends: date | None = None
    may_sign: bool | None = None
    warnings: tuple[str, ...] = ()


def words_for(officer: str) -> dict[str, RoleKind]:
    """Every word, made plain, that stands for a kind of role; `officer` is the area's own."""
    words = {naming.plain(kind.value): kind for kind in RoleKind}
    for language in reversed(LANGUAGES.values()):
        with translation.override(language.code):
            for labels in (KIND_LABELS, KIND_PLURALS):
                words |= {naming.plain(label): kind for kind, label in labels.items()}
    return words | {naming.plain(officer): RoleKind.OFFICER}


def clean(row: Row, columns: Mapping[str, str], kinds: Mapping[str, RoleKind]) -> Candidate | Fault:
    """Return what `row` holds in the `columns` of each field, or why it is left out."""
    cells = {field: row.cells.get(column, "") for field, column in columns.items()}
    try:
        return _candidate(row.number, cells, kinds)
    except RowError as error:
        return Fault(row.number, error.said)


def _candidate(number: int, cells: Mapping[str, str], kinds: Mapping[str, RoleKind]) -> Candidate:
    warnings: list[str] = []
    kind = _kind(cells.get("role", ""), kinds)
    starts, ends = _day("starts", cells.get("starts", "")), _day("ends", cells.get("ends", ""))
    if starts and ends and ends < starts:
        raise RowError(_("The role ends before it starts. Correct one of the two dates."))
    return Candidate(
        row=number,
        email=_email(cells.get("email", "")),
        kind=kind,
        name=_limited("name", cells.get("name", ""), NAME_LENGTH),
        organisation=_organisation(kind, naming.tidy(cells.get("organisation", "")), warnings),
        part=_part(kind, cells.get("area_of_organisation", ""), warnings),
        starts=starts,
        ends=ends,
        may_sign=_may_sign(kind, cells.get("may_sign", ""), warnings),
        warnings=tuple(warnings),
    )


def _email(cell: str) -> str:
    address = normal(naming.tidy(cell).removeprefix("mailto:"))
    if not address:
        raise RowError(_("There is no email address. Write the one the person signs in with."))
    try:
        validate_email(address)
    except ValidationError:
        raise RowError(
            _("“{text}” is not an email address. Write one like name@example.org."),
            text=shown(address),
        ) from None
    return address


def _kind(cell: str, kinds: Mapping[str, RoleKind]) -> RoleKind:
    word = naming.plain(cell)
    if word in kinds:
        return kinds[word]
    known = ", ".join(kind.value for kind in KIND_LABELS)
    if not word:
        raise RowError(_("There is no role. Use one of {known}."), known=known)
    raise RowError(_("“{text}” is not a role. Use one of {known}."), text=shown(cell), known=known)


def _limited(what: str, cell: str, most: int) -> str:
    text = naming.tidy(cell)
    if len(text) > most:
        raise RowError(TOO_LONG[what], length=len(text), most=most)
    return text


def _organisation(kind: RoleKind, text: str, warnings: list[str]) -> str:
    if kind in OF_AN_ORGANISATION:
        if not text:
            raise RowError(NOWHERE[kind])
        return text
    if text:
        warnings.append(Said(WHOLE_AREA[kind]))
    return ""


def _part(kind: RoleKind, cell: str, warnings: list[str]) -> str:
    text = _limited("area_of_organisation", cell, PART_LENGTH)
    if text and kind not in OF_AN_ORGANISATION:
        left_out = _("The area of the organisation was left out: this role has none.")
        warnings.append(Said(left_out))
        return ""
    return text


def _day(what: str, cell: str) -> date | None:
    text = MIDNIGHT.sub("", naming.tidy(cell))
    if not text:
        return None
    for form in DATES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise RowError(NO_DAY[what], text=shown(text))


def _may_sign(kind: RoleKind, cell: str, warnings: list[str]) -> bool | None:
    word = naming.plain(cell)
    if not word:
        return None
    if word not in ANSWERS:
        raise RowError(
            _("“{text}” does not say whether the person may sign. Use yes or no."),
            text=shown(cell),
        )
    if ANSWERS[word] and kind != RoleKind.REPRESENTATIVE:
        warnings.append(Said(_("Only a representative may sign, so that was left out.")))
    return ANSWERS[word] if kind == RoleKind.REPRESENTATIVE else None


def repeated(items: Iterable[Candidate | Fault]) -> dict[int, Fault]:
    """Return the rows that repeat an earlier row of the same file, by row number."""
    first: dict[object, int] = {}
    faults: dict[int, Fault] = {}
    for item in items:
        if isinstance(item, Fault):
            continue
        mark = (item.email, item.kind, naming.plain(item.organisation), item.starts)
        if first.setdefault(mark, item.row) != item.row:
            same = _("It names the same person and role as row {row}. Keep one of the two rows.")
            faults[item.row] = Fault(item.row, Said(same, row=first[mark]))
    return faults
