"""The accessibility statement: its file is of a whole run of the pages that there are now."""

import copy
import json

import pytest

from opencompact.site import statement as page
from opencompact.site import views
from tests.browser import harness, statement, visiting

FACTS = json.loads(statement.FILE.read_text(encoding="utf-8"))
pytestmark = pytest.mark.once

RENEW = "Run `python3 oc test` and then `python -m tests.browser.statement`: docs/accessibility.md"


def whole():
    """The lines that a whole run would leave."""
    yield {"on": "2026-11-26"}
    yield {"axe": "4.0", "rules": 90, "browser": "Chromium 150", "standards": []}
    for state, addresses in visiting.wanted().items():
        (test,) = (name for name, met in statement.STATES.items() if met == state)
        for address in addresses:
            yield {
                "test": test, "address": address, "looks": 2, "widths": [320, 1280], "stops": 3,
                "faults": [],
            }  # fmt: skip


def gathered(notes):
    return statement.gathered(list(notes), visiting.wanted(), visiting.left_out())


def test_its_pages_are_those_of_the_url_configuration():
    every = set().union(*visiting.wanted().values())
    visited = set(FACTS["pages"])
    newer = set(FACTS["left_out"].get("newer", ()))
    assert visited | set(FACTS["left_out"]["sent on"]) | newer == every, RENEW
    assert not visited & newer, RENEW
    assert {name: FACTS["left_out"][name] for name in visiting.left_out()} == visiting.left_out()
    # What only leads on is a step of signing in, never a page of an area.
    assert all(one.startswith("/account/") for one in FACTS["left_out"]["sent on"]), RENEW


@pytest.mark.nightly
def test_no_page_is_newer_than_the_run():
    assert not FACTS["left_out"].get("newer"), RENEW


def test_it_is_of_a_whole_run():
    for address, found in FACTS["pages"].items():
        wanted = {state for state, met in visiting.wanted().items() if address in met}
        # Some pages have nobody else to see them, no form, or are not there where nothing is.
        assert set(found["states"]) <= wanted, RENEW
        assert {"full", "long"} & wanted <= set(found["states"]), f"{address}: {RENEW}"
        assert found["widths"] == list(harness.WIDTHS), f"{address}: {RENEW}"
        assert found["stops"], f"{address} was not gone over by keyboard: {RENEW}"
    assert FACTS["rules"] > 80
    assert FACTS["standards"] == harness.AXE_RULES
    assert FACTS["looks"] >= sum(found["looks"] for found in FACTS["pages"].values())


def test_it_was_made_with_the_axe_that_we_use():
    package = json.loads(harness.AXE.with_name("package.json").read_text(encoding="utf-8"))
    assert FACTS["axe"] == package["version"], RENEW


def test_it_names_no_fault():
    assert FACTS["faults"] == []


def test_the_file_is_as_the_command_writes_it():
    assert statement.FILE.read_text(encoding="utf-8") == statement.written(FACTS)


def test_a_run_that_is_not_whole_is_refused():
    notes = list(whole())
    assert len(gathered(notes)["pages"]) > 80
    with pytest.raises(ValueError, match="which axe"):
        gathered(notes[:1])
    for number in (2, len(notes) // 2, len(notes) - 1):
        with pytest.raises(ValueError, match="no whole run"):
            gathered(notes[:number] + notes[number + 1 :])


def test_a_fault_and_a_page_that_only_leads_on_are_told():
    notes = copy.deepcopy(list(whole()))
    notes[2]["faults"] = ["/about/ at 320: axe: colours"]
    for one in notes:
        if one.get("address") == "/account/email/":
            one["looks"] = 0
    found = gathered(notes)
    assert found["faults"] == ["/about/ at 320: axe: colours"]
    assert found["left_out"]["sent on"] == ["/account/email/"]
    assert "/account/email/" not in found["pages"]


@pytest.fixture
def shown(client, db, monkeypatch):
    """The page, as it would be with other facts."""

    def made(**others):
        monkeypatch.setattr(views, "statement", lambda: page.read(json.dumps(FACTS | others)))
        return " ".join(client.get("/accessibility/").content.decode().split())

    return made


def test_the_page_says_the_facts_of_the_file(shown):
    said = shown()
    assert f"{len(FACTS['pages'])} kinds of page in {FACTS['browser']}, {FACTS['looks']}" in said
    assert f"axe {FACTS['axe']} judged each page by {FACTS['rules']} rules" in said
    assert "Widths of the screen, in pixels: 320, 1280." in said
    assert "found no fault" in said
    assert "prepared on 5 January 2031" in shown(on="2031-01-05")


def test_the_page_says_what_the_law_asks_for(shown):
    said = shown()
    for words in (
        "partially compliant", "version 2.2", "What is not accessible", "Tell us",
        "Accessibility Regulations 2018", "Equality and Human Rights Commission", "prepared on",
        "nobody outside the project has audited",
    ):  # fmt: skip
        assert words in said, words


def test_the_page_tells_of_faults(shown):
    said = shown(faults=["/about/ at 320: <b>axe</b>"])
    assert "/about/ at 320: &lt;b&gt;axe&lt;/b&gt;" in said
    assert "found no fault" not in said
