"""Sums of money in every form that files have them in, to the penny or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencompact.formats.spending import amounts

PENCE = st.integers(-(10**13), 10**13).map(lambda pence: Decimal(pence) / 100)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("950", "950.00"),
        ("1303.95", "1303.95"),
        ("£1,303.95", "1303.95"),
        ("1 303.95", "1303.95"),
        ("GBP 12", "12.00"),
        (".5", "0.50"),
        ("-12.50", "-12.50"),
        ("£-12.50", "-12.50"),
        ("-£12.50", "-12.50"),
        ("12.50-", "-12.50"),
        ("(12.50)", "-12.50"),
        ("£(1,012.50)", "-1012.50"),
        ("(£1,012.50)", "-1012.50"),
        ("12.50 CR", "-12.50"),
        ("12.50 DR", "12.50"),
        ("\u221212.50", "-12.50"),
        ("12.500", "12.50"),
        ("1234.5600000001", "1234.56"),
        ("1.2e3", "1200.00"),
        ("0", "0.00"),
        ("-0", "0.00"),
    ],
)
def test_an_amount_is_read_in_every_usual_form(cell, amount):
    assert str(amounts.parse(cell)) == amount


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("", "no amount"),
        ("£", "no amount"),
        ("n/a", "is no amount"),
        ("1,23", "is no amount"),
        ("1.234,56", "is no amount"),
        ("1e99", "is no amount"),
        ("--5", "is no amount"),
        ("12.345", "parts of a penny"),
        ("٣", "is no amount"),
    ],
)
def test_what_is_no_amount_is_said(cell, says):
    with pytest.raises(amounts.AmountError, match=says):
        amounts.parse(cell)


@given(PENCE)
@settings(max_examples=50)
def test_every_sum_comes_back_whatever_form_it_had(amount):
    size = abs(amount)
    forms = [f"{amount}", f"£{amount:,.2f}"]
    forms += [f"({size:,.2f})", f"{size:.2f}-", f"{size} CR"] if amount < 0 else []
    assert {amounts.parse(form) for form in forms} == {amount}
