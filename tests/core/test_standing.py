"""How commitments stand: each way an entry can count, and what follows for the commitment."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencompact.core.rules import Verdict
from opencompact.core.standing import (
    Entry,
    Outcome,
    Standing,
    Watch,
    accounts,
    by_quarter,
    outcome,
    trend,
)

TODAY = date(2027, 3, 1)
LATELY = date(2027, 1, 15)
WATCH = Watch(within=12, quiet_after=24, hot_at=2)
MET, NOT, WHY, OUT, SILENT = (
    Verdict.MET,
    Verdict.NOT_MET,
    Verdict.EXPLAINED,
    Verdict.NOT_APPLICABLE,
    Verdict.CANNOT_TELL,
)


def entry(verdict, on=LATELY, settles=None, body="council", commitment="a"):
    return Entry(commitment, "e", body, on, verdict, settles)


def stands(*entries):
    return accounts(entries, ["a"], TODAY, WATCH)["a"]


OUTCOMES = [
    (MET, None, Outcome.KEPT),
    (MET, TODAY, Outcome.KEPT),
    (NOT, None, Outcome.BROKEN),
    (NOT, TODAY - timedelta(1), Outcome.BROKEN),
    (NOT, TODAY, Outcome.AT_RISK),
    (WHY, TODAY, Outcome.EXPLAINED),
    (OUT, None, Outcome.OUTSIDE),
    (SILENT, None, Outcome.UNKNOWN),
    (SILENT, TODAY - timedelta(1), Outcome.UNKNOWN),
    (SILENT, TODAY + timedelta(1), Outcome.OPEN),
]


@pytest.mark.parametrize(("verdict", "settles", "said"), OUTCOMES)
def test_what_an_entry_counts_as(verdict, settles, said):
    assert outcome(entry(verdict, settles=settles), TODAY) is said


STANDINGS = [
    ([], Standing.NOT_KNOWN),
    ([MET], Standing.KEPT),
    ([MET, NOT], Standing.BROKEN),
    ([MET, WHY], Standing.EXPLAINED),
    ([OUT], Standing.NOT_KNOWN),
    ([SILENT], Standing.NOT_KNOWN),
    ([MET, SILENT], Standing.NOT_KNOWN),
    ([MET, MET, SILENT], Standing.KEPT),
    ([WHY, SILENT, SILENT], Standing.NOT_KNOWN),
    ([NOT, SILENT, SILENT], Standing.BROKEN),
]


@pytest.mark.parametrize(("verdicts", "standing"), STANDINGS)
def test_how_a_commitment_stands(verdicts, standing):
    assert stands(*map(entry, verdicts)).standing is standing


def test_what_can_still_be_put_right_is_at_risk():
    found = stands(entry(MET), entry(NOT, settles=TODAY + timedelta(30)))
    assert found.standing is Standing.AT_RISK
    assert (found.lately.told, found.lately.share) == (2, 50)
    assert stands(entry(SILENT, settles=TODAY)).lately.open == 1


def test_only_what_happened_lately_decides():
    old = date(2026, 3, 1)
    found = stands(entry(NOT, on=old), entry(MET))
    assert found.standing is Standing.KEPT
    assert found.ever.broken == 1
    assert stands(entry(MET, on=old)).standing is Standing.NOT_KNOWN
    assert stands(entry(MET, on=old + timedelta(1))).standing is Standing.KEPT


def test_each_body_has_its_own():
    found = stands(entry(MET), entry(NOT, body="police"))
    assert found.standing is Standing.BROKEN
    assert found.bodies["council"].standing is Standing.KEPT
    assert found.bodies["police"].standing is Standing.BROKEN


def test_quiet_and_hot():
    assert stands().quiet
    assert stands(entry(OUT)).quiet
    assert stands(entry(SILENT, on=date(2025, 3, 1))).quiet
    assert not stands(entry(SILENT, on=date(2025, 3, 2))).quiet
    assert not stands(entry(NOT)).hot
    assert stands(entry(NOT), entry(NOT)).hot
    assert not stands(entry(NOT), entry(NOT, on=date(2026, 2, 1))).hot


def test_what_is_about_another_commitment_is_left_out():
    assert accounts([entry(NOT, commitment="b")], ["a"], TODAY, WATCH)["a"].ever.all == 0


def test_the_trend_has_no_gaps():
    found = trend([entry(MET, date(2025, 2, 1)), entry(NOT, date(2027, 1, 1))], TODAY)
    assert list(found) == ["2025", "2026", "2027"]
    assert [one.share for one in found.values()] == [100, None, 0]
    found = trend([entry(MET, date(2026, 12, 31)), entry(OUT)], TODAY, by_quarter)
    assert list(found) == ["2026 Q4"]
    found = trend([entry(MET, date(2026, 5, 31)), entry(MET, date(2026, 7, 1))], TODAY, by_quarter)
    assert list(found) == ["2026 Q2", "2026 Q3"]
    assert trend([], TODAY) == {}


ENTRIES = st.builds(
    entry,
    st.sampled_from(list(Verdict)),
    on=st.dates(date(2025, 1, 1), date(2027, 6, 1)),
    settles=st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    body=st.sampled_from(["council", "police"]),
)


@given(st.lists(ENTRIES, max_size=12))
@settings(max_examples=50, deadline=None)
def test_the_figures_add_up_and_silence_is_never_kept(entries):
    found = stands(*entries)
    ever = found.ever
    assert ever.all + ever.outside == len(entries)
    assert sum(body.ever.all for body in found.bodies.values()) == ever.all
    assert sum(one.all for one in trend(entries, TODAY).values()) == ever.all
    if found.standing is Standing.KEPT:
        assert found.lately.kept > found.lately.unknown
        assert not found.lately.broken
