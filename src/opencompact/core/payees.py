"""Which known organisation a payee of a file is: by identifier, else by name, and how surely."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal

from opencompact.core.record import record

How = Literal["identifier", "name", "other-identifier", "several", "close"]

# A match of at least so much is made without asking; anything below is only suggested.
SURE: Final = 90
# What is less alike than this is not even suggested.
LEAST: Final = 70
# A word that more organisations than this have in their names tells nobody apart.
COMMON: Final = 60
MOST: Final = 20

SPECIAL: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"}
)
APOSTROPHES: Final = re.compile(r"['\u2018\u2019\u02bc`]")
APART: Final = re.compile(r"[\W_]+")
DOTTED: Final = re.compile(r"\b(?:[a-z]\.){2,}")
TRADING: Final = re.compile(
    r"\b(?:t/a|trading as|formerly(?: known as)?|aka|a/k/a)\b", re.IGNORECASE
)
ASIDE: Final = re.compile(r"\(([^()]*)\)")
# How organisations are constituted, which files write or leave out as they like.
FORMS: Final = (
    "company limited by guarantee", "limited by guarantee", "community interest company",
    "charitable incorporated organisation", "community benefit society",
    "public limited company", "limited liability partnership",
    "limited", "ltd", "plc", "llp", "cic", "cio", "clg", "inc", "incorporated",
    "registered charity",
)  # fmt: skip
FORM: Final = re.compile(rf" (?:{'|'.join(FORMS)})(?= |$)")
SAME: Final = {
    "saint": "st", "assoc": "association", "assn": "association", "centre": "center",
    "organisation": "organization", "organisations": "organizations", "org": "organization",
    "svcs": "services", "dept": "department", "co": "company", "univ": "university",
    "uni": "university", "cttee": "committee", "citizens": "citizen",
}  # fmt: skip


@record
class Known:
    """An organisation that payees may be: its key, its names and its identifiers."""

    key: str
    names: tuple[str, ...]
    identifiers: tuple[str, ...] = ()


@record
class Match:
    """Which organisation a payee is or may be, how surely (0 to 100), and what that rests on."""

    key: str
    confidence: int
    how: How

    @property
    def is_sure(self) -> bool:
        return self.confidence >= SURE


def plain(text: str) -> str:
    """Return the words of `text` for comparing: no case, accents or punctuation; "&" is "and"."""
    small = DOTTED.sub(lambda found: found[0].replace(".", ""), text.casefold())
    joined = APOSTROPHES.sub("", small.replace("&", " and "))
    return APART.sub(" ", joined if joined.isascii() else _unaccented(joined)).strip()


def _unaccented(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(SPECIAL))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def normal(name: str) -> str:
    """Return a name without what files write as they like: "The", "Ltd", "&", full stops.

    A name without a letter stays as it is written: there a stroke or a dot is all that tells.
    """
    words = f" {plain(name)}"
    if not _has_letters(words):
        return " ".join(name.split())
    bare = FORM.sub("", words).strip().removeprefix("the ").removesuffix(" the")
    kept = [SAME.get(word, word) for word in bare.split() if word != "and"]
    return " ".join(kept) or words.strip()


def readings(name: str) -> tuple[str, ...]:
    """Return all that a name may be read as: whole, without its brackets, each trading name."""
    whole = ASIDE.sub(" ", name)
    parts = [name, whole, *TRADING.split(name), *TRADING.split(whole)]
    return tuple(dict.fromkeys(filter(None, map(normal, parts))))


def key(name: str, identifier: str) -> str:
    """Return what two mentions of one payee share: the identifier, or the name where none is.

    Of a name without a letter every mark counts, else all that are only marks would be one payee.
    """
    words = plain(name)
    return identifier or f"name {words if _has_letters(words) else ' '.join(name.split())}"


def _has_letters(words: str) -> bool:
    return any(map(str.isalpha, words))


class Register:
    """The organisations that payees may be, ready to be asked for one after the other."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_identifier: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_word: dict[str, list[str]] = defaultdict(list)
        self._known: dict[str, Known] = {}
        for one in known:
            self._add(one)

    def _add(self, one: Known) -> None:
        self._known[one.key] = one
        self._by_identifier.update(dict.fromkeys(one.identifiers, one.key))
        read = (reading for name in one.names for reading in readings(name))
        for reading in dict.fromkeys(read):
            keys = self._by_name[reading]
            if not keys:
                for word in dict.fromkeys(reading.split()):
                    self._by_word[word].append(reading)
            if one.key not in keys:
                keys.append(one.key)

    def find(self, name: str, identifiers: Sequence[str] = ()) -> Match | None:
        """Return the organisation that a payee is or may be; None when nothing is like it."""
        known = (self._by_identifier.get(identifier) for identifier in identifiers)
        found = next(filter(None, known), None)
        if found is not None:
            return Match(found, 100, "identifier")
        exact = self._exact(readings(name))
        if exact:
            return self._named(exact, identifiers)
        return self._close(normal(name), identifiers)

    def _exact(self, names: Iterable[str]) -> list[str]:
        return next((keys for name in names if (keys := self._by_name.get(name))), [])

    def _named(self, keys: Sequence[str], identifiers: Sequence[str]) -> Match:
        """Of one name: sure where it is the only one and no identifier speaks against it."""
        free = [one for one in keys if not self._contradicts(one, identifiers)]
        if not free:
            return Match(keys[0], 60, "other-identifier")
        return Match(free[0], 95, "name") if len(free) == 1 else Match(free[0], 50, "several")

    def _contradicts(self, known: str, identifiers: Sequence[str]) -> bool:
        """Whether both have a number of one list, and not the same."""
        theirs = {_list(one): one for one in self._known[known].identifiers}
        return any(theirs.get(_list(one), one) != one for one in identifiers)

    def _close(self, name: str, identifiers: Sequence[str]) -> Match | None:
        scored = [
            (closeness(name, other), -place, other) for place, other in enumerate(self._near(name))
        ]
        for score, _place, other in sorted(scored, reverse=True):
            if score < LEAST:
                return None
            keys = self._by_name[other]
            free = [one for one in keys if not self._contradicts(one, identifiers)]
            if free:
                return Match(free[0], min(score, SURE - 1), "close")
        return None

    def _near(self, name: str) -> Iterator[str]:
        """Names that share the most words, counting only words that tell anybody apart."""
        shared: Counter[str] = Counter()
        for word in set(name.split()):
            names = self._by_word.get(word, ())
            if len(names) <= COMMON:
                shared.update(names)
        for other, _count in shared.most_common(MOST):
            yield other


def closeness(one: str, other: str) -> int:
    """Return how alike two normal names are, 0 to 100: by their words, and letter by letter."""
    mine, theirs = set(one.split()), set(other.split())
    words = len(mine & theirs) / len(mine | theirs)
    first, last = sorted((one, other))
    matcher = SequenceMatcher(None, first, last, autojunk=False)
    # What cannot be alike by the count of its letters need not be laid side by side.
    bound = matcher.quick_ratio()
    letters = matcher.ratio() if _score(words, bound) >= LEAST else bound
    return _score(words, letters)


def _score(words: float, letters: float) -> int:
    return round(100 * max(letters, (words + letters) / 2))


def _list(identifier: str) -> str:
    """The list of an identifier: GB-CHC-1136419 is of GB-CHC."""
    return "-".join(identifier.split("-")[:2])
