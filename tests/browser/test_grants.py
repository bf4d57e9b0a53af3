"""Grants are brought in from a file, and a visitor sees how the council keeps Principle 4."""

from __future__ import annotations

import json
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine

from opencompact.apps.funding.models import Agreement, Payee
from opencompact.apps.organisations.models import Organisation, Role
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from tests.browser import harness, serving
from tests.browser.harness import RUNS
from tests.browser.playing import Player
from tests.browser.test_notice import NOW, town
from tests.browser.watching import Watch

__all__ = ["town"]
pytestmark = pytest.mark.browser

CLUB, COUNCIL = "Mill Lane Youth Club", "Easton Council"


def a_grant(number: int, amount: Any) -> dict[str, Any]:
    return {
        "id": f"360G-Easton-{number}",
        "title": f"Youth work {number}",
        "currency": "GBP",
        "amountAwarded": amount,
        "awardDate": "2026-06-01",
        "recipientOrganization": [{"name": CLUB}],
        "fundingOrganization": [{"name": COUNCIL}],
    }


def a_file(folder: Path) -> Path:
    """Two grants, and one without an amount."""
    file = folder / "grants.json"
    grants = [a_grant(1, 1200), a_grant(2, 800.5), a_grant(3, "ten")]
    file.write_text(json.dumps({"grants": grants}), encoding="utf-8")
    return file


def _an_agreement_without_a_way_out(area: Area) -> None:
    """Of the council with the club; its terms say nothing of disagreements."""
    with within(area):
        Agreement.objects.create(
            area=area, number="2026-002", title="Summer camp", value=Decimal(5000),
            funder=Organisation.objects.get(name=COUNCIL), payee=Payee.objects.get(name=CLUB),
            starts=date(2026, 6, 1), ends=date(2029, 5, 31), dispute_clause=False,
        )  # fmt: skip


@pytest.mark.parametrize(("width", "javascript"), RUNS)
def test_grants_come_in_and_principle_4_is_looked_at(browser, town, width, javascript, tmp_path):
    _an_agreement_without_a_way_out(town)
    with within(town):
        owen = User.objects.create_user("owen@easton.example", name="Owen")
        officer = {"area": town, "user": owen, "kind": RoleKind.OFFICER}
        Role.objects.create(**officer, starts=date(2026, 1, 5))
    with (
        serving.served() as site,
        time_machine.travel(NOW, tick=True),
        ExitStack() as closing,
    ):
        watch = Watch([town], f"grants-{width}{'' if javascript else '-plain'}")

        def player(who: str) -> Player:
            context = harness.context(browser, width=width, javascript=javascript)
            closing.callback(context.close)
            page = context.new_page()
            watch.follow(page)
            return Player(who, context, site, town.slug, watch, page)

        one = player("owen")
        one.sign_in(owen)
        _import(one, a_file(tmp_path))
        _look(player("visitor"))
        assert not watch.faults, watch.report()


def _import(owen: Player, file: Path) -> None:
    """Upload, look, start, the report, and the list."""
    owen.open("funding/agreements/import/", "1-upload")
    owen.give("360Giving file", file)
    owen.press("Upload and look", "2-look")
    owen.reads("What would happen", "£2,000.50", "Youth work 1")
    owen.press("Import these grants", "3-report")
    owen.reads("2 of 3 grants are among the agreements", "Row 3")
    status, left = owen.get(owen.page.get_by_role("link", name="CSV").first.get_attribute("href"))
    assert status == 200
    assert "360G-Easton-3" in left
    owen.press("Go to the agreements", "4-list")
    owen.reads("Youth work 1", "Youth work 2", "Summer camp")


def _look(visitor: Player) -> None:
    """From the front page of the area to the record behind a verdict."""
    visitor.open("", "5-front")
    if (menu := visitor.page.locator(".govuk-js-service-navigation-toggle")).is_visible():
        menu.click()  # on a phone with scripts
    visitor.follow("Compact", "6-agreement")
    visitor.follow("How it is kept", "7-kept")
    visitor.page.get_by_label("Body").select_option(label=COUNCIL)
    visitor.page.get_by_label("Part").select_option(label="4 Allocating resources")
    visitor.press("Show", "8-principle-4")
    visitor.reads("1.9 Mediation named in every agreement", "Broken", "0 of 1")
    visitor.follow("1.9 Mediation named in every agreement", "9-records")
    visitor.reads("The records behind it", COUNCIL)
    assert "body=easton-council" in visitor.page.url
    visitor.follow("Summer camp", "10-record")
    visitor.reads("Not met", "1.9 Mediation named in every agreement")
