"""As at a day: from the day of signing up to, not including, the day of the withdrawal."""

from datetime import date, timedelta

import pytest

from opencompact.apps.organisations import queries

SIGNED, LEFT = date(2024, 5, 1), date(2025, 6, 1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (SIGNED - DAY, False),
        (SIGNED, True),
        (SIGNED + DAY, True),
        (LEFT - DAY, True),
        (LEFT, False),
        (LEFT + DAY, False),
    ],
)
def test_a_signature_counts_on_its_days(scoped, elm, sign, leave, on, expected):
    leave(sign(elm, SIGNED), LEFT)
    assert queries.is_signatory(elm, on) is expected
    assert (elm in queries.signatories(scoped, on)) is expected
    assert bool(queries.signature_on(elm, on)) is expected
    assert bool(queries.standing(elm, on)) is expected


def test_signed_and_withdrawn_on_one_day_never_counted(elm, sign, leave):
    leave(sign(elm, SIGNED), SIGNED)
    assert not any(queries.is_signatory(elm, SIGNED + DAY * days) for days in (-1, 0, 1))
    assert queries.history(elm).count() == 1


def test_signing_again_on_the_day_of_the_withdrawal_leaves_no_gap(elm, sign, leave):
    leave(sign(elm, SIGNED), LEFT)
    sign(elm, LEFT)
    assert all(queries.is_signatory(elm, LEFT + DAY * days) for days in (-1, 0, 1))
    assert queries.history(elm).count() == 2


BEGAN, ENDED = date(2024, 9, 1), date(2025, 1, 1)


@pytest.mark.parametrize(
    "days",
    [
        (None, None, BEGAN - DAY, False),
        (None, None, BEGAN, True),
        (ENDED, None, ENDED - DAY, True),
        (ENDED, None, ENDED, False),
        (None, LEFT, LEFT - DAY, True),
        (None, LEFT, LEFT, False),
        (ENDED, LEFT, ENDED, False),
    ],
)
def test_a_member_counts_while_it_and_its_lead_body_do(elm, council, sign, cover, leave, days):
    ends, lead_left, on, expected = days
    signature = sign(council, SIGNED)
    coverage = cover(signature, elm, BEGAN)
    coverage.ends = ends
    coverage.save()
    if lead_left:
        leave(signature, lead_left)
    assert queries.is_signatory(elm, on) is expected
    assert bool(queries.standing(elm, on).coverage) is expected
    assert (elm in queries.signatories(elm.area, on)) is expected
    members = [one.organisation for one in queries.coverage_on(signature, on)]
    assert members == ([elm] if expected else [])


def test_an_own_signature_stands_before_a_lead_bodys(elm, council, sign, cover):
    cover(sign(council, SIGNED), elm, BEGAN)
    sign(elm, LEFT)
    standing = queries.standing(elm, LEFT)
    assert standing.signature
    assert standing.coverage
    assert not queries.standing(elm, BEGAN).signature


def test_the_list_tells_how_each_signed(scoped, elm, council, make, sign, cover):
    make("Nobody")
    cover(sign(council, SIGNED), elm, BEGAN)
    found = queries.signed_list(queries.signatories(scoped, LEFT), LEFT)
    by_name = {one.name: one for one in found}
    assert set(by_name) == {elm.name, council.name}
    assert by_name[council.name].signed_now[0].signed_by == "Pat Smith"
    assert by_name[elm.name].signed_now == []
    assert by_name[elm.name].covered_now[0].signature.organisation == council


def test_who_can_still_be_covered(scoped, elm, council, make, sign, cover):
    oak = make("Oak")
    signature = sign(council, SIGNED)
    cover(signature, elm, BEGAN)
    everybody = queries.search(scoped, "")
    assert list(queries.coverable(signature, everybody, LEFT)) == [oak]
    assert queries.covered_by(elm).get().signature == signature
