"""What one worker found in order another one need not ask about again."""

from tests.browser.alike import InOrder


def test_workers_tell_each_other_what_was_in_order(tmp_path):
    here, there = InOrder(tmp_path / "kept"), InOrder(tmp_path / "kept")
    assert "one" not in here
    there.add("one")
    here.add("two")
    assert {"one", "two"} <= {one for one in ("one", "two", "three") if one in here}
    assert "two" in there
    assert "three" not in there
    assert (here.spared, there.spared) == (2, 1)


def test_what_is_forgotten_is_judged_anew(tmp_path):
    kept = InOrder(tmp_path / "kept")
    kept.add("one")
    assert "one" in kept
    kept.forget()
    assert "one" not in kept
    kept.add("two")
    assert "two" in kept
