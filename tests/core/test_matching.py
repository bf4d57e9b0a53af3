"""Which reports tell of the same thing, by a table of cases and by what must hold for any."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencompact.core.matching import Told, alike, groups, voices

DAY = date(2026, 3, 2)
WITHIN = 30


def told(key="a", **changed):
    fields = {
        "body": "council",
        "commitments": frozenset({"notice"}),
        "event": "Youth grants 2026",
        "on": DAY,
        "voice": f"group of {key}",
    }
    return Told(key, **{**fields, **changed})


FAR = DAY + timedelta(days=200)


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({}, True),
        ({"body": "police"}, False),
        ({"commitments": frozenset({"notice", "cost"})}, True),
        ({"commitments": frozenset({"cost"})}, False),
        ({"commitments": frozenset()}, False),
        ({"event": "youth  GRANTS, 2026!", "on": FAR}, True),
        ({"event": "Youth grants 2027", "on": FAR}, False),
        ({"event": "Something else", "on": DAY + timedelta(days=30)}, True),
        ({"event": "Something else", "on": DAY - timedelta(days=30)}, True),
        ({"event": "Something else", "on": DAY + timedelta(days=31)}, False),
        ({"event": "", "on": FAR}, False),
        ({"event": "?!", "on": FAR}, False),
    ],
)
def test_two_reports_are_alike(changed, same):
    one, other = told(), told("b", **changed)
    assert alike(one, other, WITHIN) is same
    assert alike(other, one, WITHIN) is same


def test_two_without_a_name_for_the_occasion_are_not_alike_by_that():
    assert not alike(told(event=""), told("b", event="", on=FAR), WITHIN)


def test_a_group_runs_on_from_report_to_report():
    a, b, c = (told(key, event=key, on=DAY + timedelta(days=20 * n)) for n, key in enumerate("abc"))
    assert not alike(a, c, WITHIN)
    assert groups([a, b, c], WITHIN) == ((a, b, c),)
    assert groups([a, c], WITHIN) == ()


def test_one_organisation_alone_is_no_group_however_often_it_reports():
    twice = [told("a", voice="elm"), told("b", voice="elm")]
    assert groups(twice, WITHIN) == ()
    assert groups([*twice, told("c", voice="oak")], WITHIN)[0][:2] == tuple(twice)
    assert voices([*twice, told("c", voice="oak")]) == 2


REPORTS = st.lists(
    st.builds(
        told,
        body=st.sampled_from(["council", "police"]),
        commitments=st.frozensets(st.sampled_from(["notice", "cost", "voice"])),
        event=st.sampled_from(["", "Grants", "grants.", "Roads"]),
        on=st.integers(0, 90).map(lambda days: DAY + timedelta(days=days)),
        voice=st.sampled_from(["elm", "oak", "ash"]),
    ),
    max_size=8,
).map(
    lambda found: [
        Told(str(n), one.body, one.commitments, one.event, one.on, one.voice)
        for n, one in enumerate(found)
    ]
)


@given(REPORTS)
def test_belonging_together_is_an_equivalence(found):
    together = groups(found, WITHIN)
    keys = [one.key for group in together for one in group]
    assert len(keys) == len(set(keys)), "a report is in one group at most"
    place = {one.key: n for n, group in enumerate(together) for one in group}
    for one in found:
        for other in found:
            near = one.key != other.key and alike(one, other, WITHIN)
            assert near == (one.key != other.key and alike(other, one, WITHIN))
            if near:
                assert place.get(one.key) == place.get(other.key)


@given(REPORTS)
def test_whoever_is_in_a_group_is_like_another_in_it(found):
    for group in groups(found, WITHIN):
        assert voices(group) > 1
        assert list(group) == [one for one in found if one in group]
        for one in group:
            assert any(alike(one, other, WITHIN) for other in group if other != one)


@given(REPORTS, st.randoms())
def test_the_order_in_which_they_come_changes_nothing(found, chance):
    mixed = found[:]
    chance.shuffle(mixed)

    def sets(those):
        return {frozenset(one.key for one in group) for group in groups(those, WITHIN)}

    assert sets(found) == sets(mixed)
