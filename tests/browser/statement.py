"""What the accessibility statement says of the pages: noted by each test, gathered after a run.

`python -m tests.browser.statement` writes it from the last run of tests/browser/test_pages.py.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests import figures
from tests.browser.harness import ROOT

NOTES = figures.FOLDER / "pages"
FILE = ROOT / "src/opencompact/site/accessibility.json"
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"alone-{os.getpid()}")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
# What a test of test_pages.py meets a page as.
STATES = {
    "test_every_page_as_whoever_sees_most": "full",
    "test_every_page_as_the_others_see_it_on_a_phone": "others",
    "test_every_page_of_an_area_with_nothing_in_it": "nothing",
    "test_every_form_sent_empty_says_what_is_missing": "sent empty",
    "test_every_page_of_an_account": "account",
    "test_every_page_with_texts_as_long_as_may_be": "long",
}
Notes = list[dict[str, Any]]


def note(**said: Any) -> None:
    """Keep one line of what a test met; the lines of a run find together when it is gathered."""
    NOTES.mkdir(parents=True, exist_ok=True)
    with (NOTES / f"{RUN}+{WORKER}.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"{json.dumps(said)}\n")


def last_run() -> Notes:
    """Every line of the run that wrote last, and its day."""
    files = sorted(NOTES.glob("*.jsonl"), key=lambda path: path.stat().st_mtime)
    if not files:
        return []
    run = files[-1].name.partition("+")[0]
    texts = (path.read_text(encoding="utf-8") for path in files if path.name.startswith(f"{run}+"))
    # The tests themselves live in a time of their own; the file does not.
    on = datetime.fromtimestamp(files[-1].stat().st_mtime, UTC).date().isoformat()
    return [{"on": on}, *(json.loads(line) for text in texts for line in text.splitlines())]


def gathered(notes: Notes, wanted: dict[str, set[str]], left_out: dict[str, list[str]]) -> Any:
    """The facts of a whole run; ValueError says what is missing of it.

    `wanted` has for each state the addresses that have to be met in it.
    """
    about = next(({**notes[0], **one} for one in notes if "axe" in one), None)
    tests = [one for one in notes if "test" in one]
    missing = sorted(_missing(tests, wanted)) if about else ["which axe it was"]
    if missing or not about:
        raise ValueError(f"this was no whole run, it lacks {', '.join(missing[:5])}")
    pages = {address: _of(address, tests) for address in sorted(set().union(*wanted.values()))}
    sent_on = [address for address, found in pages.items() if not found["looks"]]
    return {
        **about,
        "looks": sum(one["looks"] for one in tests),
        "faults": sorted({fault for one in tests for fault in one["faults"]}),
        "left_out": {**left_out, "sent on": sent_on},
        "pages": {address: found for address, found in pages.items() if found["looks"]},
    }


def _missing(tests: Notes, wanted: dict[str, set[str]]) -> Iterator[str]:
    for state, addresses in wanted.items():
        met = {one["address"] for one in tests if STATES.get(one["test"]) == state}
        yield from (f"{address} ({state})" for address in addresses - met)


def _of(address: str, tests: Notes) -> dict[str, Any]:
    own = [one for one in tests if one["address"] == address and one["test"] in STATES]
    return {
        "states": sorted({STATES[one["test"]] for one in own if one["looks"]}),
        "widths": sorted({width for one in own for width in one["widths"]}),
        "looks": sum(one["looks"] for one in own),
        "stops": sum(one["stops"] for one in own),
    }


def written(facts: Any) -> str:
    """The file as it is kept: one page a line, so that a change shows where it is."""
    pages = _lines(facts["pages"].items())
    rest = json.dumps({**facts, "pages": None}, indent=1, ensure_ascii=False)
    return rest.replace('"pages": null', f'"pages": {{\n{pages}\n }}') + "\n"


def _lines(pages: Iterable[tuple[str, Any]]) -> str:
    return ",\n".join(f"  {json.dumps(address)}: {json.dumps(found)}" for address, found in pages)


def main(path: Path = FILE) -> int:
    """Write the facts of the last run, or say why they cannot be."""
    import django

    django.setup()
    from tests.browser import visiting

    try:
        facts = gathered(last_run(), visiting.wanted(), visiting.left_out())
    except ValueError as error:
        print(f"Nothing was written: {error}. Run `python3 oc test` first.", file=sys.stderr)
        return 1
    path.write_text(written(facts), encoding="utf-8")
    print(f"{len(facts['pages'])} pages, {facts['looks']} looks, {len(facts['faults'])} faults.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
