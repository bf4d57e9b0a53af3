"""A letter as a Word file: named styles, headings, a language, and properties that say whose."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any, Final

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from opencompact.core.record import record
from opencompact.formats.letters.blocks import Block, Style, blocks
from opencompact.formats.letters.model import Letter

FONT: Final = "Arial"
BLACK: Final = RGBColor(0, 0, 0)
LANGUAGES: Final = {"en": "en-GB", "cy": "cy-GB"}
# What a package says of its own age, so that the same letter is the same file.
FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
NOON: Final = time(12, tzinfo=UTC)
LONGEST_PROPERTY: Final = 255  # what the format allows
THUMBNAIL: Final = "thumbnail"
TO_THUMBNAIL: Final = re.compile(rb"<Relationship [^>]*thumbnail[^>]*/>")


@record
class Look:
    """How one style looks: its size and the space round it in points, and what stands out."""

    size: float = 12
    before: float = 0
    after: float = 8
    bold: bool = False
    right: bool = False
    indent: float = 0


LOOKS: Final = {
    Style.SENDER: Look(after=24, right=True),
    Style.ADDRESSEE: Look(after=18),
    Style.DATE: Look(after=6),
    Style.REFERENCE: Look(after=12),
    Style.SUBJECT: Look(size=14, before=6, after=12, bold=True),
    Style.HEADING: Look(size=13, before=14, after=6, bold=True),
    Style.COMMITMENT: Look(before=8, after=4, bold=True),
    Style.TEXT: Look(),
    Style.ITEM: Look(after=4),
    Style.QUOTE: Look(after=4, indent=0.75),
    Style.CLAUSE: Look(size=11, after=10, indent=0.75),
    Style.ENDING: Look(before=8, after=36),
    Style.SIGNATURE: Look(after=14),
}


def word(letter: Letter) -> bytes:
    """The Word file (.docx) of a letter; the same letter gives the same bytes."""
    document = Document()
    _page(document, letter)
    for style in Style:
        _style(document, style)
    for block in blocks(letter):
        _paragraph(document, block)
    _properties(document, letter)
    written = io.BytesIO()
    document.save(written)
    return _settled(written.getvalue())


def _page(document: Any, letter: Letter) -> None:
    """The size of the paper, and the font and language that every style begins from."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin = section.bottom_margin = Cm(2.4)
    usual = document.styles.element.find(".//" + qn("w:rPrDefault") + "/" + qn("w:rPr"))
    language = usual.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        usual.append(language)
    language.set(qn("w:val"), LANGUAGES[letter.language])
    _font(document.styles["Normal"], Look())


def _style(document: Any, style: Style) -> None:
    """Find a style, or make it, and give it its look."""
    styles = document.styles
    known = {one.name for one in styles}
    if style.value not in known:
        styles.add_style(style.value, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    made, look = styles[style.value], LOOKS[style]
    _font(made, look)
    shape = made.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    if look.right:
        shape.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if look.indent:
        shape.left_indent = Cm(look.indent)


def _font(style: Any, look: Look) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(look.size), look.bold, False
    font.color.rgb = BLACK
    # A theme's font would win over the one that is named.
    named = style.element.rPr.rFonts
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        named.attrib.pop(qn(f"w:{kind}"), None)
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        named.set(qn(f"w:{kind}"), FONT)


def _paragraph(document: Any, block: Block) -> None:
    paragraph = document.add_paragraph(style=block.style.value)
    for number, line in enumerate(block.lines):
        run = paragraph.add_run()
        if number:
            run.add_break()
        run.add_text(_clean(line))


def _clean(text: str) -> str:
    """Text without the characters that XML has no place for."""
    return "".join(letter for letter in text if letter.isprintable() or letter == "\t")


def _properties(document: Any, letter: Letter) -> None:
    said, at = document.core_properties, datetime.combine(letter.on, NOON)
    said.title, said.subject = _property(letter.subject), _property(letter.reference)
    said.author = said.last_modified_by = _property(letter.author)
    said.language = LANGUAGES[letter.language]
    said.comments = said.keywords = ""
    said.created = said.modified = at
    said.revision = 1


def _property(text: str) -> str:
    return _clean(text)[:LONGEST_PROPERTY]


def _settled(package: bytes) -> bytes:
    """The package with its parts in one order and of one age, and without the maker's picture."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as before,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name, content in _parts(before):
            after.writestr(zipfile.ZipInfo(name, FIRST_DAY), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in package.namelist():
        if THUMBNAIL not in name:
            content = package.read(name)
            yield name, _without_thumbnail(content) if name == "_rels/.rels" else content


def _without_thumbnail(relations: bytes) -> bytes:
    """The relations of a package but for the one to a picture that was left out."""
    return TO_THUMBNAIL.sub(b"", relations)
