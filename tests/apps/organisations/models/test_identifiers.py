"""Identifiers: what is read, what is refused with words, and what becomes a link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencompact.apps.organisations.models import identifiers
from opencompact.apps.organisations.models.identifiers import IdentifierError


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("GB-CHC-1136419", "GB-CHC-1136419"),
        (" gb-chc-1136419 ", "GB-CHC-1136419"),
        ("GB-CHC- 1153055 ", "GB-CHC-1153055"),
        ("GB\u2013CHC\u20131136419", "GB-CHC-1136419"),
        ("GB-CHC-1136419-2", "GB-CHC-1136419-2"),
        ("GB-CHC-715", "GB-CHC-715"),
        ("GB-COH-01234567", "GB-COH-01234567"),
        ("GB-COH-sc123456", "GB-COH-SC123456"),
        ("GB-COH-IP12345R", "GB-COH-IP12345R"),
        ("GB-SC-SC012345", "GB-SC-SC012345"),
        ("GB-NIC-100123", "GB-NIC-100123"),
        ("GB-EDU-133839", "GB-EDU-133839"),
        ("GB-IRN-542-0059", "GB-IRN-542-0059"),
        ("360g-BlueFoundation-org:A12", "360G-BlueFoundation-org:A12"),
        ("", ""),
        (" N/A ", ""),
        ("none", ""),
    ],
)
def test_an_identifier_has_one_form(text, stored):
    assert identifiers.parse(text) == stored
    assert identifiers.parse(stored) == stored


@pytest.mark.parametrize("known", identifiers.LISTS.values(), ids=list(identifiers.LISTS))
def test_the_example_of_every_list_is_of_its_form(known):
    assert identifiers.parse(known.example) == known.example


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1136419", "not an identifier"),
        ("GB-CHC", "not an identifier"),
        ("GB_CHC_1136419", "not an identifier"),
        ("GB-ABC-12", r"a list we do not know \(GB-ABC\)"),
        ("GB-CHC-ABC", "not a number of Charity Commission"),
        ("GB-COH-1", "not a number of Companies House"),
        ("GB-CHC-١٢٣٤٥٦٧", "not a number of Charity Commission"),
        ("GB-CHC-1136419/../../x", "not a number"),
        ("x" * 300, "…"),
    ],
)
def test_what_is_no_identifier_is_refused_with_words(text, says):
    with pytest.raises(IdentifierError, match=says):
        identifiers.parse(text)


@pytest.mark.parametrize(
    ("number", "stored"),
    [
        ("1136419", "GB-CHC-1136419"),
        (" 1136419.0 ", "GB-CHC-1136419"),
        ("SC012345", "GB-SC-SC012345"),
        ("NIC100123", "GB-NIC-100123"),
        ("", ""),
        ("exempt", ""),
        ("-", ""),
    ],
)
def test_a_charity_number_becomes_an_identifier(number, stored):
    assert identifiers.from_charity_number(number) == stored


@pytest.mark.parametrize(
    ("number", "stored"),
    [
        ("1234567", "GB-COH-01234567"),
        ("01234567", "GB-COH-01234567"),
        ("sc123456", "GB-COH-SC123456"),
        ("n/a", ""),
    ],
)
def test_a_company_number_becomes_an_identifier(number, stored):
    assert identifiers.from_company_number(number) == stored


@pytest.mark.parametrize(
    ("reading", "number"),
    [
        (identifiers.from_charity_number, "abc"),
        (identifiers.from_charity_number, "12345678901"),
        (identifiers.from_company_number, "1234567890"),
        (identifiers.from_company_number, "?"),
    ],
)
def test_a_bad_number_is_refused_with_an_example(reading, number):
    with pytest.raises(IdentifierError, match="should look like"):
        reading(number)


@given(st.text(max_size=30))
def test_any_text_is_an_identifier_or_refused(text):
    try:
        stored = identifiers.parse(text)
    except IdentifierError:
        return
    assert len(stored) <= identifiers.MAX_LENGTH
    assert identifiers.parse(stored) == stored


def test_links_are_made_from_our_own_addresses_only():
    shown = identifiers.describe(
        ["GB-CHC-1136419-2", "GB-NIC-100123", "javascript:alert(1)", "GB-CHC-1&x=<script>", ""]
    )
    charity, northern, script, query = shown
    assert charity.href.endswith("regid=1136419")
    assert charity.list_name == "Charity Commission for England and Wales"
    assert (northern.href, bool(northern.list_name)) == ("", True)
    assert (script.href, script.list_name) == ("", "")
    assert query.href == ""
