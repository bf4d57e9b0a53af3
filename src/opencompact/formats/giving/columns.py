"""How the standard names the columns of a table, and where in a grant each of them stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

Path = tuple[str | int, ...]

# The parts of a grant, by the words that begin a column, and the fields of each by those that end
# it. A first word without a part is a field of the grant itself.
OWN: Final = {
    "Identifier": "id",
    "Title": "title",
    "Description": "description",
    "Currency": "currency",
    "Amount Applied For": "amountAppliedFor",
    "Amount Awarded": "amountAwarded",
    "Amount Disbursed": "amountDisbursed",
    "Award Date": "awardDate",
    "URL": "url",
    "From an open call?": "fromOpenCall",
    "Last modified": "dateModified",
    "Data Source": "dataSource",
}
EVENT: Final = {
    "Start Date": "startDate",
    "End Date": "endDate",
    "Duration (months)": "duration",
    "Description": "description",
}
ORGANISATION: Final = {
    "Identifier": "id",
    "Name": "name",
    "Department": "department",
    "Contact Name": "contactName",
    "Charity Number": "charityNumber",
    "Company Number": "companyNumber",
    "Street Address": "streetAddress",
    "City": "addressLocality",
    "County": "addressRegion",
    "Country": "addressCountry",
    "Postal Code": "postalCode",
    "Phone Number": "telephone",
    "Alternate Name": "alternateName",
    "Email": "email",
    "Description": "description",
    "Organisation Type": "organisationType",
    "Web Address": "url",
}
LOCATION: Final = {
    "Identifier": "id",
    "Name": "name",
    "Country Code": "countryCode",
    "Latitude": "latitude",
    "Longitude": "longitude",
    "Geographic Code": "geoCode",
    "Geographic Code Type": "geoCodeType",
}
CODED: Final = {
    "Code": "code",
    "Title": "title",
    "Description": "description",
    "URL": "url",
    "Vocabulary": "vocabulary",
}
PARTS: Final[dict[str, tuple[str, Mapping[str, str]]]] = {
    "Planned Dates": ("plannedDates", EVENT),
    "Actual Dates": ("actualDates", EVENT),
    "Recipient Org": ("recipientOrganization", ORGANISATION),
    "Funding Org": ("fundingOrganization", ORGANISATION),
    "Grant Programme": ("grantProgramme", CODED),
    "Beneficiary Location": ("beneficiaryLocation", LOCATION),
    "Classifications": ("classifications", CODED),
    "Funding Type": ("fundingType", CODED),
}
NUMBERS: Final = frozenset({"amountAppliedFor", "amountAwarded", "amountDisbursed", "duration"})
NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
SEPARATORS: Final = re.compile(r"[\s_]+")


def _titles() -> Iterator[tuple[Path, str]]:
    yield from (((field,), title) for title, field in OWN.items())
    for begins, (part, fields) in PARTS.items():
        yield from (((part, 0, field), f"{begins}:{title}") for title, field in fields.items())


TITLES: Final[Mapping[Path, str]] = dict(_titles())


def _spelling(column: str) -> str:
    """What two ways to write one column have in common."""
    return SEPARATORS.sub("", column).casefold()


PATHS: Final = {_spelling(title): path for path, title in TITLES.items()}


def path_of(column: str) -> Path:
    """Return where the cells of a column stand in a grant.

    A column is named by its title in the standard, with a number for a second programme or date
    ("Grant Programme:1:Title"), by its path ("grantProgramme/0/title"), or by a word of its own.
    """
    plain = _spelling(column)
    if plain in PATHS:
        return PATHS[plain]
    begins, _, ends = column.partition(":")
    number, _, rest = ends.partition(":")
    if number.strip().isdigit() and len(number.strip()) < len("1000"):
        first = PATHS.get(_spelling(f"{begins}:{rest}"))
        if first and len(first) == len(("part", 0, "field")):
            return (first[0], int(number), first[2])
    return tuple(int(one) if _is_place(one) else one for one in column.split("/"))


def _is_place(word: str) -> bool:
    return word.isdigit() and word.isascii() and len(word) < len("1000")


def column_of(path: Path) -> str:
    """Return the name of the column for a place in a grant: `path_of` leads back to it."""
    if path in TITLES:
        return TITLES[path]
    return "/".join(map(str, path))


def flatten(grant: Any, path: Path = ()) -> dict[str, str]:
    """Return a grant as cells by column. What is empty has no cell."""
    if isinstance(grant, Mapping):
        pairs = [(name, value) for name, value in grant.items() if str(name)]
    elif isinstance(grant, list | tuple):
        pairs = list(enumerate(grant))
    else:
        return {} if grant is None or grant == "" else {column_of(path): cell_of(grant)}
    cells: dict[str, str] = {}
    for name, value in pairs:
        cells |= flatten(value, (*path, name))
    return cells


def cell_of(value: Any) -> str:
    """Return a single value as a cell says it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def unflatten(cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the grant that a row of a table holds. An empty cell says nothing."""
    tree: dict[Any, Any] = {}
    for column, cell in cells.items():
        if cell.strip():
            _put(tree, path_of(column), cell)
    grant = _listed(tree)
    return grant if isinstance(grant, dict) else {}


def _put(tree: dict[Any, Any], path: Path, cell: str) -> None:
    *way, last = path
    for step in way:
        inner = tree.setdefault(step, {})
        if not isinstance(inner, dict):  # a column that is both a word and the start of others
            tree["/".join(map(str, path))] = cell
            return
        tree = inner
    tree[last] = _value(last, cell)


def _value(field: str | int, cell: str) -> Any:
    short = cell.strip().replace(",", "").removeprefix("£")
    if field not in NUMBERS or not NUMBER.fullmatch(short):
        return cell
    return float(short) if "." in short else int(short)


def _listed(tree: Any) -> Any:
    """Turn what is numbered into lists: the second programme of a grant follows the first."""
    if not isinstance(tree, dict):
        return tree
    if tree and all(isinstance(step, int) for step in tree):
        return [_listed(tree[step]) for step in sorted(tree)]
    return {str(step): _listed(value) for step, value in tree.items()}


def in_order(columns: Sequence[str]) -> list[str]:
    """Return columns as the standard puts them, those of nobody's standard behind."""
    places = {title: place for place, title in enumerate(TITLES.values())}
    last = len(places)
    return sorted(columns, key=lambda column: places.get(column, last))
