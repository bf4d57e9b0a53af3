"""Letters: the Word file and the PDF say the same words in the same order, for everybody."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import example, given, settings
from hypothesis import strategies as st

from opencompact.formats.letters import Letter, Listed, Quote, Quotes, Style, blocks, pdf, word
from opencompact.formats.letters.model import restored
from opencompact.formats.papers import examine

LETTER = Letter(
    sender=("Elm Street Centre", "1 Elm Street", "Leicester LE1 1AA"),
    to=("Anna Lead", "Director of Communities", "Anywhere City Council"),
    day="6 January 2027",
    on=date(2027, 1, 6),
    place="Leicester",
    reference="Our reference: C-7F3A2B",
    subject="A consultation of nine days",
    greeting="Dear Anna Lead,",
    body=(
        'We write about #1 of "two" things.\n\n# What happened\n\n'
        "Briefly:\n- 2 November 2026: it opened\n- 11 November 2026: it closed\nThat was all.\n"
        "It was *not* long.\n\n\nPlease answer."
    ),
    ending="Yours sincerely,",
    signature=("Una New", "for Elm Street Centre"),
    lists=(Listed("Copy to", ("The support team",)), Listed("Enclosed", ())),
    quotes=(
        Quotes(
            "The commitments as they stood",
            (
                Quote("4d(c)", "The sector involved early", "We will involve it.\n\nEarly.", "4d"),
                Quote("4b(c)", "Plain words", "We will be honest."),
            ),
        ),
    ),
)
READ = (
    "Elm Street Centre 1 Elm Street Leicester LE1 1AA Anna Lead Director of Communities Anywhere"
    " City Council Leicester, 6 January 2027 Our reference: C-7F3A2B A consultation of nine days"
    ' Dear Anna Lead, We write about #1 of "two" things. What happened Briefly: 2 November 2026:'
    " it opened 11 November 2026: it closed That was all. It was *not* long. Please answer. Yours"
    " sincerely, Una New for Elm Street Centre Copy to The support team The commitments as they"
    " stood 4d(c) The sector involved early We will involve it. Early. 4d 4b(c) Plain words We will"
    " be honest."
)


def opened(letter: Letter = LETTER):
    return docx.Document(io.BytesIO(word(letter)))


def words_of_word(letter: Letter) -> str:
    return " ".join(" ".join(one.text for one in opened(letter).paragraphs).split())


def words_of_pdf(letter: Letter) -> str:
    """The words of every page, without the bullets of lists and the numbers of pages."""
    found = pypdfium2.PdfDocument(pdf(letter))
    pages = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in found]
    plain = "\n".join(re.sub(r"\n?\d+\s*\Z", "", page) for page in pages)
    return " ".join(re.sub(r"(?m)^• ?", "", plain).split())


def test_both_say_the_same_words_in_the_same_order():
    assert words_of_word(LETTER) == READ
    assert words_of_pdf(LETTER) == READ


@pytest.mark.parametrize("write", [word, pdf])
def test_the_same_letter_is_the_same_file(write):
    assert write(LETTER) == write(replace(LETTER))
    assert write(LETTER) != write(replace(LETTER, ending="Yours faithfully,"))


def test_a_letter_goes_through_data_unchanged():
    assert restored(LETTER.dump()) == LETTER


def test_headings_lists_and_quotes_are_what_they_are():
    styles = [one.style.name for one in opened().paragraphs]
    assert styles == [block.style.value for block in blocks(LETTER)]
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") == 3
    assert styles.count("Heading 3") == styles.count("Quote") == 2
    assert styles.count("List Bullet") == 3


def test_word_has_one_column_and_nothing_laid_over_it():
    body = opened().element.body
    for laid in ("w:tbl", "w:drawing", "w:framePr", "w:pict", "w:sdt"):
        assert body.find(f".//{qn(laid)}") is None


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("cy", "cy-GB")])
def test_the_language_and_the_properties_are_set(language, tag):
    letter = replace(LETTER, language=language)
    document = opened(letter)
    said = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert said.get(qn("w:val")) == tag
    held = document.core_properties
    assert (held.title, held.author, held.language) == (letter.subject, "Una New", tag)
    assert held.comments == ""
    assert f"/Lang({language}-GB)".encode() in pdf(letter).replace(b" ", b"")


def test_the_pdf_is_tagged_with_a_title_and_says_that_it_is_for_everybody():
    made = pdf(LETTER)
    assert b"/StructTreeRoot" in made
    assert b"pdfuaid" in made
    info = pypdfium2.PdfDocument(made).get_metadata_dict()
    assert info["Title"] == LETTER.subject
    assert info["Author"] == "Una New"


def test_what_we_write_is_what_we_take():
    assert examine(word(LETTER), "docx") == ""
    assert examine(pdf(LETTER), "pdf") == ""


def test_the_package_names_no_part_that_is_missing():
    with zipfile.ZipFile(io.BytesIO(word(LETTER))) as package:
        names = set(package.namelist())
        relations = package.read("_rels/.rels").decode()
    assert set(re.findall(r'Target="([^"]+)"', relations)) <= names
    assert not any("thumbnail" in name for name in names)


ODD = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "Cc")))


@settings(max_examples=10, deadline=None)
@example(subject="0\u0e33", body="a\u0eb3 and 0\u0eb1 0\u0e33\u0e33", line="\u0e33")
@example(
    subject="\u3092\u06e000a\u3085",
    body="0\u9a63\U000171b8\u9f8d\u06e8",
    line="\U0001341b  \u08fc1",
)
@given(subject=ODD.filter(str.strip), body=ODD, line=ODD)
def test_whatever_somebody_types_makes_both_files(subject, body, line):
    letter = replace(LETTER, subject=subject, body=body, sender=(line,))
    assert word(letter).startswith(b"PK")
    assert pdf(letter).startswith(b"%PDF")


def test_a_heading_needs_its_space_and_a_line_of_a_list_its_dash():
    letter = replace(LETTER, body="#hash\n-dash\n- item\n# Heading")
    found = [(one.style, one.text) for one in blocks(letter)][6:9]
    assert found == [
        (Style.TEXT, "#hash\n-dash"),
        (Style.ITEM, "item"),
        (Style.HEADING, "Heading"),
    ]
