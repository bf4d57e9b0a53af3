"""What was found on a page, as its form takes it along until the consultation is saved."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any, Final

from django.core import signing
from django.utils.translation import gettext as _

from opencompact.base.ui.dates import day
from opencompact.core.announcements import Announced, Hit

SALT: Final = "consultations.found"
# Of each thing that was looked for its name, and what was found: value, words, guessed, aside.
Rows = list[tuple[str, list[tuple[str, str, bool, bool]]]]


def rows_of(found: Announced) -> Rows:
    """What was looked for; of each thing its value, its words, and whether it is only shown."""
    return [
        (name, list(_shown([hit for hit in hits if hit is not None], used)))
        for name, hits, used in (
            (_("Title"), [found.title], 1),
            (_("Body that asks"), [found.body], 1),
            (_("First day"), found.opens, 1),
            (_("Last day"), found.closes, 1),
            (_("Email address"), found.emails, 1),
            (_("Telephone number"), found.phones, 1),
            (_("Way of taking part"), found.links, len(found.links)),
        )
    ]


def _shown(hits: list[Hit], used: int) -> Iterator[tuple[str, str, bool, bool]]:
    for number, hit in enumerate(hits):
        said = day(hit.value) if isinstance(hit.value, date) else hit.value
        yield said, hit.words, hit.guessed, number >= used


def sealed(rows: Rows) -> str:
    """The rows as a hidden box of the form holds them; nobody can put other words into it."""
    return signing.dumps(rows, salt=SALT, compress=True)


def unsealed(text: str) -> dict[str, Any]:
    """What a page shows of the rows in a hidden box; nothing where they are none of ours."""
    with suppress(signing.BadSignature):
        return {"rows": signing.loads(text, salt=SALT), "sealed": text}
    return {}
