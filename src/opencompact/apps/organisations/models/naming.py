"""How names and postcodes are compared and searched: without case, accents or punctuation."""

import re
import unicodedata
from typing import Final

# Letters that do not come apart into a plain letter and an accent.
SPECIAL: Final = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",
        "&": " and ",
    }
)
APOSTROPHES: Final = re.compile(r"['\u2018\u2019\u02bc`]")
APART: Final = re.compile(r"[\W_]+")
CONTROLS: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]"
)
UK_POSTCODE: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")


def plain(text: str) -> str:
    """Return `text` as words for comparing: "Women's Aid & Co." is "womens aid and co"."""
    # Apart before as well: what stands for several letters can hold capitals and apostrophes.
    apart = APOSTROPHES.sub("", unicodedata.normalize("NFKD", text))
    small = unicodedata.normalize("NFKD", apart.casefold().translate(SPECIAL))
    letters = "".join(letter for letter in small if not unicodedata.combining(letter))
    return APART.sub(" ", letters).strip()


def tidy(text: str) -> str:
    """Return `text` on one line, single-spaced, without control characters."""
    return " ".join(CONTROLS.sub("", text).split())


def tidy_lines(text: str) -> str:
    """Return the lines of `text` that say something, each tidy."""
    lines = (tidy(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def postcode(text: str) -> str:
    """Return a postcode as it is written: "sw1a1aa" is "SW1A 1AA"; other text is only tidied."""
    written = tidy(text).upper()
    short = written.replace(" ", "")
    return f"{short[:-3]} {short[-3:]}" if UK_POSTCODE.fullmatch(short) else written


def match_key(name: str, code: str) -> str:
    """Return what two organisations without identifiers share when they are the same."""
    return f"{plain(name)}|{APART.sub('', code).upper()}"


def searchable(*parts: str) -> str:
    """Return the text that `search` looks through: each word after a space."""
    return f" {' '.join(filter(None, map(plain, parts)))}"
