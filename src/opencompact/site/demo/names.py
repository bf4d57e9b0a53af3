"""Makes believable names of organisations from lists of words: the same ones every time."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any, Final

from opencompact.core.record import record

from .reading import table

SEED: Final = 1840
CITY: Final = "Aldermere"
# No charity and no company has such a high number.
FIRST_CHARITY, FIRST_COMPANY = 9_100_000, 99_100_000
LETTERS: Final = "ABDEFGHJLNPQRSTUWXYZ"
TRIES: Final = 200
COLUMNS: Final = (
    "name", "identifier", "sector", "kinds", "size", "address", "town", "postcode", "website",
)  # fmt: skip
Row = tuple[str, ...]


@record
class Body:
    """An organisation of the story; `signed` and `withdrawn` are in days before today."""

    key: str
    name: str
    sector: str
    street: str
    district: str
    kinds: tuple[str, ...] = ()
    size: str = "small"
    signed: int = 0
    by: str = ""
    position: str = ""
    withdrawn: int = 0
    notice: str = ""


def bodies() -> tuple[Body, ...]:
    """The organisations that the story names."""
    rows = table("bodies")["body"]
    return tuple(Body(**{**row, "kinds": tuple(row.get("kinds", ()))}) for row in rows)


def register() -> str:
    """The whole register of the city as a CSV file, the organisations of the story first."""
    maker = Maker(table("names"))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(maker.named(body) for body in bodies())
    writer.writerows(maker.invented())
    writer.writerows([row.get(column, "") for column in COLUMNS] for row in SPOILT)
    return out.getvalue()


# A real list always has a few rows that nobody can use; the import says what is wrong with them.
SPOILT: Final = (
    {"identifier": "GB-CHC-9199001", "sector": "vcs", "postcode": "AM5 3QT"},
    {"name": "Eskerley Kite Flyers", "identifier": "GB-CHC-12AB", "sector": "vcs"},
    {"name": "Harrowmere Sundial Trust", "sector": "heritage", "postcode": "AM8 1JN"},
)


@record
class District:
    """A part of the city with its postcodes and its streets."""

    name: str
    code: str
    streets: tuple[str, ...]


class Maker:
    """Draws names, addresses and numbers; no name twice."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self.words = words
        self.draw = Random(SEED)  # noqa: S311 - names, not secrets
        rows = words["district"]
        self.districts = [District(**{**row, "streets": tuple(row["streets"])}) for row in rows]
        self.codes = {district.name: district.code for district in self.districts}
        self.taken: set[str] = set()
        self.charity, self.company = FIRST_CHARITY, FIRST_COMPANY

    def named(self, body: Body) -> Row:
        """The row of an organisation of the story."""
        self.taken.add(body.name)
        number = "" if body.sector in {"public", "faith"} else self._charity()
        return (
            body.name, number, body.sector, "; ".join(body.kinds), body.size,
            f"{body.street}\n{body.district}", CITY, self._postcode(self.codes[body.district]),
            website(body.name),
        )  # fmt: skip

    def invented(self) -> Iterator[Row]:
        """The rows of everybody else, in the order of a list that grew over the years."""
        rows = [row for kind in self.words["kind"] for row in self._of(kind)]
        self.draw.shuffle(rows)
        yield from rows

    def _of(self, kind: Mapping[str, Any]) -> Iterator[Row]:
        for _ in range(kind["count"]):
            if found := self._name(kind):
                yield self._row(kind, *found)

    def _name(self, kind: Mapping[str, Any]) -> tuple[str, District] | None:
        """Draw a name that nobody has, with the district it lies in; None when words run out."""
        for _ in range(TRIES):
            district = self.draw.choice(self.districts)
            pattern = self.draw.choice(kind["patterns"])
            name = pattern.format_map(_Words(self, district))
            if name not in self.taken:
                self.taken.add(name)
                return name, district
        return None

    def _row(self, kind: Mapping[str, Any], name: str, district: District) -> Row:
        draw = self.draw
        funding = "publicly-funded" if self._chance(kind["funded"]) else "unfunded"
        (size,) = draw.choices(("small", "medium", "large"), kind["sizes"])
        address = f"{draw.randint(1, 140)} {draw.choice(district.streets)}\n{district.name}"
        return (
            name, self._number(kind), kind["sector"], "; ".join((funding, *kind.get("kinds", ()))),
            size, address, CITY, self._postcode(district.code),
            website(name) if self._chance(kind["website"]) else "",
        )  # fmt: skip

    def _chance(self, per_cent: int) -> bool:
        return self.draw.randrange(100) < per_cent

    def _postcode(self, code: str) -> str:
        one, two = self.draw.choices(LETTERS, k=2)
        return f"{code} {self.draw.randint(1, 9)}{one}{two}"

    def _number(self, kind: Mapping[str, Any]) -> str:
        if not self._chance(kind["registered"]):
            return ""
        return self._company() if kind.get("list") == "company" else self._charity()

    def _charity(self) -> str:
        self.charity += self.draw.randint(1, 9)
        return f"GB-CHC-{self.charity}"

    def _company(self) -> str:
        self.company += self.draw.randint(1, 9)
        return f"GB-COH-{self.company}"


class _Words(dict[str, str]):
    """The words of one pattern: {street} is one of the district, {street2} another one."""

    LISTS: Final = {"community": "communities", "hobby": "hobbies"}

    def __init__(self, maker: Maker, district: District) -> None:
        super().__init__(district=district.name)
        self.maker, self.district = maker, district

    def __missing__(self, key: str) -> str:
        left = [word for word in self._choices(key.rstrip("2")) if word not in self.values()]
        self[key] = self.maker.draw.choice(left)
        return self[key]

    def _choices(self, kind: str) -> Sequence[str]:
        if kind == "street":
            return self.district.streets
        if kind == "district":
            return tuple(self.maker.codes)
        return list(self.maker.words[self.LISTS.get(kind, f"{kind}s")])


def website(name: str) -> str:
    """An address that no browser can ever reach: .example is kept for examples."""
    letters = (letter if letter.isalnum() else " " for letter in name.lower().replace("'", ""))
    return f"https://www.{'-'.join(''.join(letters).split()[:4])}.example"
