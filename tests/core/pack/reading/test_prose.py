"""Markdown as blocks: every shape, links that are safe, terms in paragraphs only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencompact.core.pack.reading import Block, Token, glossary, joined, prose, slug, term

WORDS = glossary([term("Compact", "An agreement."), term("Full cost recovery", "All of it.")])


def outline(blocks: tuple[Block, ...]) -> list[object]:
    """The shape of blocks: kind and text, or kind and what is inside."""
    return [(b.kind, outline(b.blocks)) if b.blocks else (b.kind, joined(b.tokens)) for b in blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        ("One.\nStill one.\n\nTwo.", [("paragraph", "One. Still one."), ("paragraph", "Two.")]),
        ("One  \nbroken", [("paragraph", "One broken")]),
        ("### How", [("heading", "How")]),
        (
            "- a\n- b",
            [("list", [("item", [("paragraph", "a")]), ("item", [("paragraph", "b")])])],
        ),
        ("2. a", [("numbered", [("item", [("paragraph", "a")])])]),
        (
            "- a\n  - b",
            [
                (
                    "list",
                    [
                        (
                            "item",
                            [
                                ("paragraph", "a"),
                                ("list", [("item", [("paragraph", "b")])]),
                            ],
                        )
                    ],
                )
            ],
        ),
        ("> said", [("quote", [("paragraph", "said")])]),
        ("    code", [("paragraph", "code")]),
        ("```\nfence\n```", [("paragraph", "fence")]),
        ("<script>alert(1)</script>", [("paragraph", "<script>alert(1)</script>")]),
        ("a <b>c</b>", [("paragraph", "a <b>c</b>")]),
        ("***", []),
        ("`code` here", [("paragraph", "code here")]),
        ("![a picture](x.png)", [("paragraph", "a picture")]),
    ],
)
def test_markdown_becomes_blocks(source, expected):
    assert outline(prose(source, WORDS)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**bold** word", [Token("bold", strong=True), Token(" word")]),
        ("*leaning*", [Token("leaning", strong=True)]),
        ("[there](https://example.org)", [Token("there", href="https://example.org")]),
        ("[there](/town/)", [Token("there", href="/town/")]),
        ("[there](#part)", [Token("there", href="#part")]),
        ("[post](mailto:a@example.org)", [Token("post", href="mailto:a@example.org")]),
        ("[there](//example.org)", [Token("there")]),
        ("[there](ftp://example.org)", [Token("there")]),
        ("[there](javascript:alert)", [Token("[there](javascript:alert)")]),
        (
            "**[both](https://example.org)**",
            [Token("both", strong=True, href="https://example.org")],
        ),
    ],
)
def test_bold_words_and_links(source, expected):
    assert list(prose(source, WORDS)[0].tokens) == expected


def explained(blocks: tuple[Block, ...]) -> list[str]:
    """The texts of the terms explained in blocks and within them."""
    return [
        text
        for block in blocks
        for text in (
            *(one.text for one in block.tokens if one.term),
            *explained(block.blocks),
        )
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("The Compact.\n\nThe Compact again.", ["Compact"]),
        ("full\ncost *and* recovery", []),
        ("full\ncost\nrecovery", ["full cost recovery"]),
        ("### Compact\n\nThe compact.", ["compact"]),
        ("**Compact** first, Compact later", ["Compact"]),
        ("[Compact](https://example.org)", []),
        ("- Compact\n- full cost recovery", ["Compact", "full cost recovery"]),
    ],
)
def test_terms_are_explained_once_in_a_chapter(source, expected):
    assert explained(prose(source, WORDS)) == expected


@pytest.mark.parametrize(
    ("source", "level"), [("# a", 3), ("## a", 3), ("### a", 3), ("#### a", 4), ("###### a", 6)]
)
def test_headings_begin_at_the_third_level(source, level):
    assert prose(source, WORDS)[0].level == level


def test_anchors_are_named_after_the_part_and_never_twice():
    blocks = prose("Text.\n\n### How\n\n### How\n\nMore.", WORDS, "about")
    assert [block.anchor for block in blocks] == ["about-1", "about-how", "about-3", "about-4"]


@pytest.mark.parametrize(
    ("source", "number", "text"),
    [
        ("**5a** We agree.", "5a", "We agree."),
        ("**5f.10** We agree.", "5f.10", "We agree."),
        ("**12(b)** We agree.", "12(b)", "We agree."),
        ("**5a**\nWe agree.", "5a", "We agree."),
        ("**Note** this.", "", "Note this."),
        ("We say **5a** here.", "", "We say 5a here."),
        ("**5a**", "", "5a"),
        ("**1234** is a year.", "", "1234 is a year."),
        ("### 5a", "", "5a"),
    ],
)
def test_a_number_in_front_goes_to_the_margin(source, number, text):
    block = prose(source, WORDS, "part")[0]
    assert (block.number, block.text) == (number, text)
    assert block.anchor.startswith(f"part-{slug(number)}" if number else "part-")


def test_a_number_used_twice_gets_two_anchors():
    blocks = prose("**5a** One.\n\n**5a** Two.", WORDS, "part")
    assert [block.anchor for block in blocks] == ["part-5a", "part-2"]


def test_a_numbered_list_keeps_its_first_number():
    assert prose("4. four\n5. five", WORDS)[0].start == 4


def test_text_of_a_block_is_all_its_words():
    block = prose("- one\n- two **three**", WORDS)[0]
    assert block.text == "one two three"
    assert [item.tight for item in block.blocks] == [True, True]


@settings(deadline=None)
@given(st.text(max_size=200))
def test_anything_can_be_read(source):
    blocks = prose(source, WORDS, "any")
    anchors = [block.anchor for block in blocks]
    assert len(anchors) == len(set(anchors))
