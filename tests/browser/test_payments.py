"""A journey: import this month's payments, and see what they say of the council's promise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Browser

from tests.browser import harness, town
from tests.browser.playing import Player
from tests.browser.town import CENTRE, COUNCIL, GROUPS
from tests.browser.watching import Watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

START = datetime(2026, 12, 3, 10, tzinfo=UTC)
HEADINGS = "Paid to,Net Amount (£),Date of payment,When the invoice came"
SHORT = 'Westmere City Council\n"Payments over 250, November 2026"\n\n'


@pytest.fixture
def players(browser: Browser, live_server, width, scripts) -> Iterator[dict[str, Player]]:
    """The officer and a visitor of the town."""
    with ExitStack() as closing, time_machine.travel(START, tick=True):
        made = town.build()
        watch = Watch([made.area], f"payments/{width}{'' if scripts else '-plain'}")
        found = {}
        for name in ("owen", "visitor"):
            context = harness.context(browser, width=width, javascript=scripts)
            closing.callback(context.close)
            page = context.new_page()
            watch.follow(page)
            found[name] = Player(name, context, live_server.url, made.area.slug, watch, page)
        found["owen"].sign_in(made.people["owen"])
        yield found
        assert not watch.faults, watch.report()


def a_month(folder: Path) -> Path:
    """As a council publishes it, with dates that may be read in two ways and one bad row."""
    rows = [f"{name},300.00,09/11/2026,{day:02}/10/2026" for day, name in enumerate(GROUPS[:4], 11)]
    rows += [f"{CENTRE},450.25,10/11/2026,01/08/2026", "REDACTED PERSONAL DATA,12.00,05/11/2026,"]
    rows += ["A shop,(20.00),05/11/2026,04/11/2026", "Total,1662.25,,"]
    file = folder / "payments-2026-11.csv"
    file.write_bytes((SHORT + "\n".join([HEADINGS, *rows, ""])).encode("cp1252"))
    return file


@pytest.mark.parametrize(("width", "scripts"), harness.RUNS)
def test_importing_the_payments_of_this_month(players: dict[str, Player], tmp_path: Path):
    owen, visitor = players["owen"], players["visitor"]
    owen.open("funding/payments/", "1-empty")
    owen.reads("No payments yet")
    owen.open("funding/payments/import/", "2-upload")
    owen.give("CSV or Excel file", a_month(tmp_path))
    owen.page.get_by_label("Whose payments").select_option(label=COUNCIL)
    owen.press("Upload and look", "3-columns")
    owen.reads("Something has to be said first", "Windows letters", "Row 4")
    for label, column in (("Supplier", "Paid to"), ("Invoice received", "When the invoice came")):
        owen.unfold(label)
        owen.page.get_by_label(label, exact=True).select_option(column)
    owen.press("Look again", "4-dates")
    owen.reads("09/11/2026 may be 9 November 2026 or 11 September 2026")
    for label in ("Date paid", "Invoice received"):
        words = f"How dates are written: {label}"
        owen.page.get_by_label(words).select_option("day-month-year")
    owen.press("Look again", "5-look")
    owen.reads("£1,642.25", "£1,662.25", "£3,304.50", "no date of payment")
    owen.press("It is read rightly: import", "6-report")
    owen.reads("7 of 8 rows are payments here", "Row 12")
    visitor.open("funding/payments/", "7-figures")
    visitor.reads("80% of payments to voluntary and community organisations came on time")
    visitor.follow("November 2026 , Westmere City Council", "8-month")
    visitor.reads("80% on time", "4 of 5 is 80%")
    visitor.follow("1", "9-late")
    visitor.reads(CENTRE, "Late", "101 days")
