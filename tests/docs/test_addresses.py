"""docs/addresses.md lists every address of the software, and no others."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.docs.pages import ROOT, tables, words

PAGE = ROOT / "docs/addresses.md"
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
# The pages of the sign-in package: its own documentation has them.
FOREIGN = "/account/"


def addresses() -> set[str]:
    return {PLACE.sub(r"{\1}", one) for one in _walk(get_resolver().url_patterns, "/")}


def _walk(patterns: list[URLPattern | URLResolver], start: str) -> Iterator[str]:
    for one in patterns:
        address = f"{start}{one.pattern}"
        if isinstance(one, URLResolver) and address != FOREIGN:
            yield from _walk(one.url_patterns, address)
        elif isinstance(one, URLPattern):
            yield address


def documented() -> list[str]:
    rows = [row for table in tables(PAGE).values() for row in table]
    return [words(row["Address"]) for row in rows]


def test_every_address_is_documented():
    missing = sorted(addresses() - set(documented()))
    assert not missing, "docs/addresses.md: add these:\n" + "\n".join(missing)


def test_no_other_address_is_documented():
    extra = sorted(set(documented()) - addresses())
    assert not extra, "docs/addresses.md: remove these, the software has none such:\n" + "\n".join(
        extra
    )


def test_each_is_documented_once():
    assert len(documented()) == len(set(documented()))
