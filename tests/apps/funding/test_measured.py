"""Programmes and agreements as rules measure them, and how long awards run."""

from datetime import date

import pytest

from opencompact.apps.funding.queries import lengths, measuring
from opencompact.apps.funding.queries.measuring import measured

TODAY = date(2026, 11, 20)


def test_everything_published_is_measured_in_few_queries(
    scoped, grants, agreed, offered, edition, django_assert_num_queries
):
    offered(criteria="Need", vcs_shaped="")
    agreed(starts=date(2026, 10, 1), payment_when="partly", dispute_clause=False)
    agreed(is_draft=True)
    agreed(starts=date(2027, 10, 1))
    with django_assert_num_queries(3):
        found = list(measured(scoped, on=TODAY))
    assert len(found) == 7
    programme = found[0]
    assert (programme.record, programme.key, programme.body) == (
        "funding-programme", "staying-well", "westbridge-city-council",
    )  # fmt: skip
    assert dict(programme.facts) == {"criteria": "Need"}
    assert programme.owner == {"public", "funder"}
    [ours] = [one for one in found if one.key == "2026-001"]
    assert ours.address == "/anywhere/funding/agreements/2026-001/"
    assert dict(ours.facts) == {
        "starts": date(2026, 10, 1), "payment_in_advance": True, "dispute_clause": False,
    }  # fmt: skip
    assert ours == measuring.measured_agreement(
        next(one for one in grants_of(scoped) if one.number == "2026-001")
    )


def grants_of(_area):
    from opencompact.apps.funding.models import Agreement

    return Agreement.objects.select_related("area", "funder")


def test_before_any_edition_nobody_is_bound(scoped, agreed):
    agreed(starts=date(2026, 10, 1))
    assert [one.owner for one in measured(scoped, on=TODAY)] == [frozenset()]


@pytest.mark.parametrize(
    ("months", "starts", "ends", "found"),
    [
        (24, None, None, 24),
        (24, date(2026, 1, 1), date(2026, 1, 31), 24),
        (None, date(2026, 1, 1), date(2026, 12, 31), 12),
        (None, date(2026, 4, 1), date(2029, 3, 31), 36),
        (None, date(2026, 1, 31), date(2026, 2, 28), 1),
        (None, date(2026, 1, 1), date(2026, 1, 14), 0),
        (None, date(2026, 1, 1), date(2026, 1, 15), 1),
        (None, date(2026, 1, 1), None, None),
        (None, None, None, None),
    ],
)
def test_a_length_is_that_of_the_file_or_from_day_to_day(months, starts, ends, found):
    assert lengths.months_of(months, starts, ends) == found


def test_the_middle_of_an_even_number_is_between_the_two(scoped, agreed, grants, edition):
    agreed(starts=date(2026, 1, 1), ends=date(2027, 1, 31), awarded=date(2025, 12, 1))
    found = lengths.figures()
    assert (found.whole.awards, found.whole.known, found.whole.median) == (6, 4, 12.5)
    assert (found.whole.long, found.whole.share) == (1, 25)
    assert [(one.label, one.awards, one.share) for one in found.years] == [
        ("2024", 1, None), ("2025", 3, 33), ("2026", 2, 0),
    ]  # fmt: skip
    assert [one.label for one in found.funders] == ["Harbour Trust", "Westbridge City Council"]
