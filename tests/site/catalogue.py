"""Finds every text that is marked for translation, in modules and in templates.

With other catalogues named, what is empty is filled from them.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/opencompact"
CATALOGUE = SOURCE / "site/locale/cy/LC_MESSAGES/django.po"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "marked": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
}  # fmt: skip
COMMENT = """\
# OpenCompact in Welsh. docs/languages.md says how it is brought up to date.
#"""
EMPTY = tuple(
    f'"{name}'
    for name in ("Project", "Report-Msgid", "POT-", "PO-", "Last-", "Language-Team", "Generated")
)
Message = tuple[str, ...]


def messages() -> Iterator[tuple[str, Message]]:
    """Each file with each text in it; a text with a plural is two."""
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            text = path.read_text(encoding="utf-8")
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            made = templatize(path.read_text(encoding="utf-8"))
            text = "\n".join(line.strip() for line in made.splitlines())
        else:
            continue
        file = io.BytesIO(text.encode())
        for _, found, _, _ in extract("python", file, keywords=KEYWORDS):
            message = found if isinstance(found, tuple) else (found,)
            yield path.relative_to(ROOT).as_posix(), message


def wanted() -> dict[Message, list[str]]:
    """Every text, with the files that have it."""
    found: dict[Message, list[str]] = {}
    for place, message in messages():
        known = found.setdefault(message, [])
        if place not in known:
            known.append(place)
    return found


def welsh(path: Path | None = None) -> Catalog:
    with (path or CATALOGUE).open("rb") as file:
        return read_po(file, locale="cy")


def renewed(*others: Path) -> str:
    """The catalogue as it should be: texts that are gone leave it, new ones stand empty, unless
    one of the `others` has them."""
    old = [welsh(), *(welsh(path) for path in others)]
    new = Catalog(locale="cy", header_comment=COMMENT, charset="utf-8", fuzzy=False)
    # Welsh counts with the singular; our texts need one form for one and one for the rest.
    new.mime_headers = [("Plural-Forms", "nplurals=2; plural=(n != 1);")]
    for message, places in wanted().items():
        key = message if len(message) > 1 else message[0]
        known = (one.get(key) for one in old)
        string = next((one.string for one in known if one and any(one.string)), "")
        new.add(key, string, locations=[(place, 0) for place in places])
    return _tidy(new)


def _tidy(catalogue: Catalog) -> str:
    """The catalogue as text, without headers that say nothing or change by the minute."""
    file = io.BytesIO()
    write_po(file, catalogue, width=100, sort_by_file=True, include_lineno=False)
    lines = file.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(EMPTY))


if __name__ == "__main__":
    django.setup()
    CATALOGUE.write_text(renewed(*map(Path, sys.argv[1:])), encoding="utf-8")
