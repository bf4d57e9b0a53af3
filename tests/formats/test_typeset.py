"""A PDF that a screen reader can read, the same each time, whatever the words in it."""

import re
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencompact.formats.typeset import pdf

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
TEXT = """\
# The agreement

Some *words*, **more**, `code` and [a link](https://example.org/a?b=1).
A second line\\
and a break.

#### A heading that leaves levels out

- one
- two
  1. three

> said

| Number | Commitment |
|---|---|
| 1 | Twelve |

---
"""


def inside(made: bytes) -> str:
    """Everything that stands in a PDF, unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    texts = [made]
    for packed in streams:
        try:
            texts.append(zlib.decompress(packed))
        except zlib.error:
            texts.append(packed)
    return b"\n".join(texts).decode("latin-1")


def test_it_says_that_it_is_accessible_and_has_title_language_and_structure():
    found = inside(pdf(TEXT, title="The agreement", at=AT))
    assert "pdfuaid:part" in found
    assert "/Lang" in found
    assert "The agreement" in found
    for structure in ("/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD", "/Link", "/BlockQuote"):
        assert structure in found, structure
    assert "/H4" not in found


def test_the_same_text_makes_the_same_file():
    assert pdf(TEXT, title="T", at=AT) == pdf(TEXT, title="T", at=AT)


@pytest.mark.parametrize(
    "text", ["#let x = 1", '#import "a"', "$x$ @ref <label>", "\\#", 'a "quote" \\ z', "*_`~#[]{}"]
)
def test_what_people_wrote_is_never_a_command(text):
    assert pdf(f"# T\n\n{text}\n", title=text, at=AT).startswith(b"%PDF")


def test_a_letter_that_no_font_has_becomes_a_question_mark():
    assert pdf("Cyd-ddealltwriaeth \u0627 \U0001f600 \x80 é ŵ Ж\n", title="ŵ", at=AT).startswith(
        b"%PDF"
    )


@settings(max_examples=10, deadline=None)
@given(st.text(max_size=60), st.text(min_size=1, max_size=20))
def test_any_text_can_be_set(text, title):
    assert pdf(f"# Heading\n\n{text}\n", title=title, at=AT).startswith(b"%PDF")
