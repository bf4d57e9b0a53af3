"""Words that stand for what is confidential: one for each place, found again in any text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

BEGINS, LETTERS = "zq", 10
WHOLE = len(BEGINS) + LETTERS
# Cut short it still counts: a list that shows the first half of a sentence shows it to somebody.
# A shorter piece would be met by chance, in a key or a hash.
FOUND = re.compile(rf"{BEGINS}[a-z]{{5,{LETTERS}}}")


def canary(label: str) -> str:
    """The word for a place: small letters only, so that no format, address or search changes it."""
    drawn = hashlib.sha256(label.encode()).digest()[:LETTERS]
    return BEGINS + "".join(chr(ord("a") + byte % 26) for byte in drawn)


def found(text: str) -> set[str]:
    """Every word of ours in a text, whole or cut short, in whatever case it was written."""
    return set(FOUND.findall(text.lower()))


def meant(word: str, known: Iterable[str]) -> set[str]:
    """Which of the known words this is, or is the beginning of."""
    return {one for one in known if one == word} if len(word) == WHOLE else _begun(word, known)


def _begun(word: str, known: Iterable[str]) -> set[str]:
    return {one for one in known if one.startswith(word)}
