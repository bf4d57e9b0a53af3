"""What one worker found in order another one need not ask about again."""

import pytest

from tests.browser import alike, harness
from tests.browser.alike import InOrder

PAGE = "<!doctype html><html lang='en'><title>A page</title><body><main>{}</main></body></html>"


def test_workers_tell_each_other_what_was_in_order(tmp_path):
    here, there = InOrder(tmp_path / "kept"), InOrder(tmp_path / "kept")
    assert "one" not in here
    there.add("one")
    here.add("two")
    assert {"one", "two"} <= {one for one in ("one", "two", "three") if one in here}
    assert "two" in there
    assert "three" not in there
    assert (here.spared, there.spared) == (2, 1)


def test_what_begins_anew_is_judged_again(tmp_path):
    here = InOrder(tmp_path / "met", ["one"])
    here.add("two")
    assert "one" in here
    assert "two" in here
    here.begin_anew()
    assert "one" not in here
    assert "two" not in here
    here.add("two")
    assert "two" in here
    assert set((tmp_path / "met").read_text().split()) == {"one", "two"}


def test_what_was_kept_counts_for_the_same_judge_alone(tmp_path):
    kept = tmp_path / "in_order.txt"
    assert alike.kept(kept, "judge") == set()
    alike.keep(kept, "judge", ["two", "one", "two"])
    assert alike.kept(kept, "judge") == {"one", "two"}
    assert alike.kept(kept, "another") == set()


def test_what_is_kept_was_found_by_the_axe_and_the_styles_of_now():
    """Else a push judges every page: renew it as docs/accessibility.md says."""
    assert alike.kept(alike.KEPT, alike.JUDGE)


@pytest.mark.browser
def test_a_page_that_is_built_otherwise_is_judged(browser, tmp_path, monkeypatch):
    monkeypatch.setattr(alike, "IN_ORDER", InOrder(tmp_path / "met"))
    page = harness.context(browser).new_page()
    page.set_content(PAGE.format("<h1>Here</h1><p>Words</p>"))
    assert harness.axe_once(page) == []
    page.set_content(PAGE.format("<h1>There</h1><p>Others</p>"))
    assert harness.axe_once(page) == []
    assert alike.IN_ORDER.spared == 1
    page.set_content(PAGE.format("<h1>There</h1><p>Others <img src='x'></p>"))
    assert [one.rule for one in harness.axe_once(page)] == ["image-alt"]
    assert [one.rule for one in harness.axe_once(page)] == ["image-alt"]
