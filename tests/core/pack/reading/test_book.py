"""A pack ready to be read: places, whom each passage binds, terms in use, neighbours."""

import pytest

from opencompact.core.pack.reading import beside, binding, book, promising_more
from tests.core.pack.reading import samples

BOOK = book(samples.pack())


def keys(things: object) -> list[str]:
    return [thing.key for thing in things]


def test_every_commitment_is_there_once_in_reading_order():
    assert keys(BOOK.passages) == [
        "plain-words",
        "no-number",
        "time-to-answer",
        "costs",
        "accounts",
    ]
    assert list(BOOK.index) == keys(BOOK.passages)
    assert keys(BOOK.chapter("promises").passages) == keys(BOOK.passages)


@pytest.mark.parametrize(
    ("key", "sectors", "everyone"),
    [
        ("plain-words", ["public", "vcs"], True),
        ("costs", ["public"], False),
        ("accounts", ["vcs-funded"], False),
    ],
)
def test_whom_a_commitment_binds(key, sectors, everyone):
    bound = BOOK.index[key].bound
    assert (keys(bound.sectors), bound.everyone) == (sectors, everyone)


def test_a_commitment_may_bind_others_than_its_group():
    changed = book(
        samples.pack(("title: Whole costs\n", "title: Whole costs\n            binds: [vcs]\n"))
    )
    assert keys(changed.index["costs"].bound.sectors) == ["vcs"]


def test_a_passage_knows_its_place_terms_and_rules():
    passage = BOOK.index["time-to-answer"]
    assert (passage.place.chapter, passage.place.section) == ("promises", "public")
    assert keys(passage.terms) == ["consultation"]
    assert keys(passage.rules) == ["length"]
    assert BOOK.index["accounts"].rules == ()


def test_what_is_not_there_is_none():
    assert BOOK.chapter("nowhere") is None
    assert BOOK.sector("nobody") is None


@pytest.mark.parametrize(
    ("term", "passages"),
    [
        ("consultation", ["time-to-answer"]),
        ("full-cost-recovery", ["plain-words", "costs"]),
        ("local-area-agreement", []),
    ],
)
def test_where_a_term_is_used(term, passages):
    assert keys(BOOK.uses[term]) == passages


@pytest.mark.parametrize(
    ("sector", "expected"),
    [
        ("public", {"all": ["plain-words", "no-number"], "public": ["time-to-answer", "costs"]}),
        ("vcs", {"all": ["plain-words", "no-number"]}),
        ("vcs-funded", {"all": ["plain-words", "no-number"], "funded": ["accounts"]}),
    ],
)
def test_what_binds_a_sector(sector, expected):
    found = {section.key: keys(section.passages) for section in binding(BOOK, sector)}
    assert found == expected


def test_only_sectors_with_commitments_of_their_own_promise_more():
    sector = "  - {key: vcs-funded,"
    more = f"  - {{key: quiet, name: Quiet groups, short: Quiet, part_of: vcs}}\n{sector}"
    changed = book(samples.pack((sector, more)))
    assert keys(changed.narrower("vcs")) == ["quiet", "vcs-funded"]
    assert keys(promising_more(changed, "vcs")) == ["vcs-funded"]


def test_the_widest_sectors_hold_the_others():
    assert [(one.key, keys(within)) for one, within in BOOK.sectors] == [
        ("public", []),
        ("vcs", ["vcs-funded"]),
    ]


def test_a_section_is_found_by_its_key():
    assert keys(BOOK.section("funded").passages) == ["accounts"]
    assert BOOK.section("nowhere") is None


def test_narrower_sectors():
    assert keys(BOOK.narrower("vcs")) == ["vcs-funded"]
    assert BOOK.narrower("public") == ()


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("plain-words", None, "no-number"),
        ("costs", "time-to-answer", "accounts"),
        ("accounts", "costs", None),
    ],
)
def test_what_stands_beside_a_passage(key, before, after):
    found = beside(BOOK.passages, BOOK.index[key])
    assert [one and one.key for one in found] == [before, after]


def test_a_lone_passage_has_no_neighbours():
    assert beside([BOOK.passages[0]], BOOK.passages[0]) == (None, None)


def test_pledge_has_a_place_for_the_name():
    assert BOOK.pledge == "[name of the organisation] will keep the Compact."


def test_an_agreement_without_pledge_or_glossary():
    main = samples.MAIN
    start, end = main.index("glossary:"), main.index("outcomes:")
    bare = book(samples.parse(samples.files(**{"pack.yaml": main[:start] + main[end:]})))
    assert (bare.pledge, bare.glossary.terms, bare.uses) == ("", (), {})
