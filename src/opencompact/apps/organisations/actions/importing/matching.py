"""Which organisation on the register a row is: by identifier, else by name and postcode."""

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_noop as _

from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.models.saying import Said
from opencompact.formats.tables import Fault

from .cleaning import Candidate


class Register:
    """The organisations that rows may be, found by every identifier and by name and postcode."""

    def __init__(self, organisations: Iterable[Organisation] = ()) -> None:
        self._by_identifier: dict[str, Organisation] = {}
        self._by_key: dict[str, list[Organisation]] = {}
        for organisation in organisations:
            self.add(organisation)

    def add(self, organisation: Organisation) -> None:
        """Make an organisation findable."""
        for identifier in organisation.all_identifiers:
            self._by_identifier[identifier] = organisation
        self._by_key.setdefault(organisation.match_key, []).append(organisation)

    def with_identifiers(self, identifiers: Iterable[str]) -> dict[UUID, tuple[Organisation, str]]:
        """Return the organisations that have any of `identifiers`, each with the first it has."""
        found: dict[UUID, tuple[Organisation, str]] = {}
        for identifier in identifiers:
            organisation = self._by_identifier.get(identifier)
            if organisation:
                found.setdefault(organisation.pk, (organisation, identifier))
        return found

    def with_key(self, key: str) -> list[Organisation]:
        """Return the organisations of one name and postcode."""
        return self._by_key.get(key, [])


def match(candidate: Candidate, register: Register) -> Organisation | Fault | None:
    """Return the organisation that a row is, None for a new one, or why nobody can tell.

    Name and postcode decide only where neither the row nor the organisation has an identifier.
    """
    if candidate.identifiers:
        return _by_identifier(candidate, register)
    same = register.with_key(candidate.match_key)
    found = [organisation for organisation in same if not organisation.identifier]
    if len(found) > 1:
        return Fault(
            candidate.row,
            Said(
                _(
                    "Two organisations on the register have this name and postcode and no"
                    " identifier. Give each its identifier, and this row too."
                )
            ),
        )
    return found[0] if found else None


def _by_identifier(candidate: Candidate, register: Register) -> Organisation | Fault | None:
    found = list(register.with_identifiers(candidate.identifiers).values())
    if len(found) > 1:
        first, second = (identifier for _organisation, identifier in found[:2])
        return Fault(
            candidate.row,
            Said(
                _(
                    "On the register {first} is one organisation and {second} is another. Leave"
                    " out the identifier that is not its own."
                ),
                first=first,
                second=second,
            ),
        )
    return found[0][0] if found else None


def twin(candidate: Candidate, others: Iterable[Organisation]) -> str:
    """Return a remark when a new row may be one of `others`, which have its name and postcode.

    Two that have identifiers are two; where only one has, a person should look.
    """
    if candidate.identifiers:
        unknown = any(not other.identifier for other in others)
        return Said(_WITHOUT, name=candidate.name) if unknown else ""
    known = next((other for other in others if other.identifier), None)
    return Said(_WITH, name=known.name, identifier=known.identifier) if known else ""


_WITHOUT: Final = _(
    "Added, although {name} of the same postcode is on the register without an identifier. If they"
    " are the same, give that one the identifier and remove this row."
)
_WITH: Final = _(
    "Added, although {name} of the same postcode is on the register as {identifier}. If they are"
    " the same, give this row that identifier."
)


def repeated(items: Iterable[Candidate | Fault]) -> dict[int, Fault]:
    """Return the rows that repeat an earlier row of the same file, by row number."""
    first: dict[str, int] = {}
    faults: dict[int, Fault] = {}
    for item in items:
        if isinstance(item, Fault):
            continue
        marks = list(_marks(item))
        again = next((mark for mark in marks if mark in first), None)
        if again is not None:
            faults[item.row] = Fault(item.row, _repeats(item, again, first[again]))
            continue
        first.update(dict.fromkeys(marks, item.row))
    return faults


def _marks(candidate: Candidate) -> Iterator[str]:
    """What no two rows of a file may share."""
    if candidate.identifiers:
        yield from candidate.identifiers
    else:
        yield f"name|{candidate.match_key}"


def _repeats(candidate: Candidate, mark: str, row: int) -> str:
    if candidate.identifiers:
        same = _("It has the same identifier as row {row} ({mark}). Keep one of the two rows.")
        return Said(same, row=row, mark=mark)
    alike = _(
        "It has the same name and postcode as row {row}, and neither has an identifier. Keep one"
        " of the two rows, or give them their identifiers."
    )
    return Said(alike, row=row)


def same_organisation(row: int, first: int) -> Fault:
    """The refusal of a row that is an organisation which an earlier row has already told about."""
    told = _(
        "It is the same organisation as row {row}, under another identifier. Keep one of the two"
        " rows."
    )
    return Fault(row, Said(told, row=first))


def changes(candidate: Candidate, organisation: Organisation) -> dict[str, object]:
    """Return the fields that a row changes. An empty cell changes nothing and removes nothing."""
    told = {
        "name": candidate.name,
        "sector": candidate.sector,
        "kinds": list(candidate.kinds),
        "size": candidate.size,
        "address": candidate.address,
        "locality": candidate.locality,
        "postcode": candidate.postcode,
        "website": candidate.website,
        "other_identifiers": _others(candidate, organisation),
    }
    return {
        field: value
        for field, value in told.items()
        if value and value != getattr(organisation, field)
    }


def _others(candidate: Candidate, organisation: Organisation) -> list[str]:
    """Identifiers are only ever added."""
    known = organisation.all_identifiers
    new = [identifier for identifier in candidate.identifiers if identifier not in known]
    return [*organisation.other_identifiers, *new]
