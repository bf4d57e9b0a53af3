"""What the last run of the tests in a browser found, for the accessibility statement."""

import json
from datetime import date
from functools import cache
from importlib import resources
from typing import Final

from opencompact.core.record import record

FILE: Final = "accessibility.json"


@record
class Statement:
    """The facts of one run.

    `looks` counts every time a page was looked at, `walked` the pages gone over with the Tab key,
    `stops` the places where that key stopped. `files` and `no_page` are addresses that were not
    visited, `sent_on` those that only led to another page, `newer` pages that came after the run.
    """

    on: date
    browser: str
    axe: str
    rules: int
    pages: int
    looks: int
    walked: int
    stops: int
    widths: tuple[int, ...]
    files: int
    no_page: int
    sent_on: int
    newer: int
    faults: tuple[str, ...]


@cache
def statement() -> Statement:
    """What the file says that the tests wrote; it comes with the software."""
    return read(resources.files("opencompact.site").joinpath(FILE).read_text(encoding="utf-8"))


def read(text: str) -> Statement:
    found = json.loads(text)
    pages, left_out = found["pages"].values(), found["left_out"]
    return Statement(
        on=date.fromisoformat(found["on"]),
        browser=found["browser"],
        axe=found["axe"],
        rules=found["rules"],
        pages=len(pages),
        looks=found["looks"],
        walked=sum(1 for page in pages if page["stops"]),
        stops=sum(page["stops"] for page in pages),
        widths=tuple(sorted({width for page in pages for width in page["widths"]})),
        files=len(left_out["files"]),
        no_page=len(left_out["no page"]),
        sent_on=len(left_out["sent on"]),
        newer=len(left_out.get("newer", ())),
        faults=tuple(found["faults"]),
    )
