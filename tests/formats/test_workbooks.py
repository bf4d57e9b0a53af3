"""Workbooks: each cell as a person sees it, what is written comes back, the rest is refused."""

import io
import zipfile
from dataclasses import replace
from datetime import date, time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from opencompact.formats import tables
from opencompact.formats.tables import About, TableError, grid, packages, workbooks
from tests.formats.books import PLAIN, book, changed, local, packed, saved

ABOUT = About({"Title": "A list", "Made on": local(2026, 11, 25, 9, 30)}, {"name": "The name."})
# Everything that a spreadsheet, XML or a CSV file could take for something else.
NASTY = st.text(
    st.one_of(
        st.sampled_from("=+-@'\"\t\r\n;,_x0041 <>&é😀\u202e\x01\x1f\ufffe"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=12,
)
NASTY_ROWS = st.lists(
    st.lists(NASTY, min_size=2, max_size=2).filter(lambda row: any(one.strip() for one in row)),
    min_size=1,
    max_size=5,
)


def written(rows, columns=("a", "b")) -> bytes:
    file = io.BytesIO()
    tables.write_workbook(file, "A list", columns, rows, ABOUT)
    return file.getvalue()


def cells(table):
    return [tuple(row.cells.values()) for row in table.rows]


@settings(max_examples=40, deadline=None)
@given(NASTY_ROWS)
def test_what_is_written_is_read_again(rows):
    assert cells(tables.read(written(rows))) == [tuple(row) for row in rows]


@settings(max_examples=40, deadline=None)
@given(NASTY_ROWS)
def test_a_workbook_becomes_text_that_is_the_same_table(rows):
    table = tables.read(written(rows))
    assert replace(tables.parse(tables.text_of(table)), note=table.note) == table


@pytest.mark.parametrize("cell", ["=1", "'=1", "''=1", "'tis", "'", "+44 116", "-", "@a", "\t=1"])
def test_what_looks_like_a_formula_comes_back_to_the_letter(cell):
    table = tables.read(written([[cell, "x"]]))
    assert cells(table) == [(cell, "x")]
    assert cells(tables.parse(tables.text_of(table))) == [(cell, "x")]


def test_the_text_keeps_numbers_of_rows_and_rows_that_do_not_fit():
    table = tables.read(book(("One", [["name;place"], ["x"], [], ["a", "b"], [" z "]])))
    again = tables.parse(tables.text_of(table))
    assert again == table
    assert [row.number for row in again.rows] == [2, 5]
    assert [(fault.row, fault.cells) for fault in again.faults] == [(4, ("a", "b"))]


@pytest.mark.parametrize(
    ("value", "style", "seen"),
    [
        ("007", "General", "007"),
        (7, "000", "007"),
        (1000001, "General", "1000001"),
        (1000001.0, "General", "1000001"),
        (123456789012345, "General", "123456789012345"),
        (2.5, "General", "2.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.125, "0.0%", "12.5%"),
        (3, "0", "3"),
        (date(2026, 1, 6), "dd/mm/yyyy", "2026-01-06"),
        (local(2026, 1, 6, 14, 30), "dd/mm/yyyy hh:mm", "2026-01-06 14:30"),
        (time(9, 5), "hh:mm", "09:05"),
        (True, "General", "TRUE"),
        ("  two  ", "General", "  two  "),
        ("'=1", "General", "=1"),
        ("'tis", "General", "'tis"),
        ("_x000D_", "General", "\r"),
        ("_xD800_ _x0000_", "General", "\ufffd "),
        ("#N/A", "General", "#N/A"),
    ],
)
def test_a_cell_is_what_a_person_sees(value, style, seen):
    data = book(("One", [["a", "b"], [value, "x"]]), formats={"A2": style})
    assert cells(tables.read(data)) == [(seen, "x")]


def test_dates_and_numbers_are_dates_and_numbers_and_nothing_is_a_formula():
    long_ago, many = date(1850, 1, 2), 10**17
    row = ["=1+1", date(2026, 1, 6), 12, 2.5, None, "#REF!", long_ago, many, "'=x", "007"]
    columns = [f"c{place}" for place in range(len(row))]
    sheets = openpyxl.load_workbook(io.BytesIO(written([row], columns)))
    found = list(sheets["A list"].iter_rows())[1]
    assert [cell.data_type for cell in found] == [*"sdnnnsssss"]
    assert found[0].value == "=1+1"
    assert found[1].value == local(2026, 1, 6)
    assert [cell.quotePrefix for cell in (found[0], found[8], found[9])] == [True, True, False]
    assert (found[6].value, found[7].value) == ("1850-01-02", str(many))


def test_the_sheets_are_laid_out_to_be_read():
    found = openpyxl.load_workbook(io.BytesIO(written([["x" * 30, "y" * 300]])))
    assert found.sheetnames == ["A list", "About"]
    sheet = found["A list"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (32, 60)
    about = [tuple(cell.value for cell in row) for row in found["About"].iter_rows()]
    assert about == [
        ("Title", "A list"),
        ("Made on", local(2026, 11, 25, 9, 30)),
        (None, None),
        ("Column", "What it holds"),
        ("name", "The name."),
    ]


def test_text_that_is_too_long_for_a_cell_ends_with_a_sign():
    [(cell, _)] = cells(tables.read(written([["x" * 40_000, "y"]])))
    assert len(cell) == 32_767
    assert cell.endswith("x…")


@pytest.mark.parametrize(
    ("sheets", "note"),
    [
        ([("List", PLAIN)], ""),
        ([("List", PLAIN), ("Old", PLAIN)], "The sheet “List” was read. “Old” was not."),
        (
            [("Cover", [[None], ["text"]]), ("List", PLAIN), ("Old", PLAIN)],
            "The sheet “List” was read. “Cover”, “Old” were not.",
        ),
        ([("Cover", []), ("List", PLAIN)], "The sheet “List” was read. “Cover” was not."),
    ],
)
def test_the_first_sheet_with_names_is_read(sheets, note):
    table = tables.read(book(*sheets))
    assert cells(table) == [("The Well", "LE1 1AA")]
    assert str(table.note) == note
    assert tables.take(book(*sheets)).note == table.note


def test_a_hidden_sheet_is_not_what_a_person_sees():
    made = Workbook()
    made.active.append(["secret"])
    made.active.append(["x"])
    made.active.sheet_state = "hidden"
    shown = made.create_sheet("Shown")
    for row in PLAIN:
        shown.append(row)
    table = tables.read(saved(made))
    assert (table.columns, str(table.note)) == (("name", "postcode"), "")


def test_a_sheet_that_lies_about_its_size_is_read_whole():
    data = book(("One", PLAIN))
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    lying = sheet.replace(b'ref="A1:B2"', b'ref="A1:A1"')
    assert lying != sheet
    assert cells(tables.read(changed(data, xl__worksheets__sheet1=lying))) == [
        ("The Well", "LE1 1AA")
    ]


def test_a_sheet_of_nothing_is_left(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_CELLS", 1_000)
    with pytest.raises(TableError, match="far larger"):
        tables.read(book(("One", [["name"], *[[None] * 300 + [" "]] * 5])))


def test_a_cell_far_down_or_far_right_does_not_stand_in_the_way():
    made = Workbook()
    made.active["A1"], made.active["A2"] = "name", "The Well"
    made.active["A300000"] = " "
    assert cells(tables.read(saved(made))) == [("The Well",)]
    made.active["XFD3"] = "far"
    [fault] = tables.read(saved(made)).faults
    assert (fault.row, len(fault.cells)) == (3, 16_384)


def bomb() -> bytes:
    entities = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    text = f'<!DOCTYPE s [<!ENTITY a "{"x" * 100}">{entities}]><sst><si><t>&i;</t></si></sst>'
    plain = written([["x", "y"]])
    return changed(plain, xl__workbook=text.encode())


def encrypted_member() -> bytes:
    data = bytearray(book(("One", PLAIN)))
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04", "damaged"),
        (book(("One", PLAIN))[:-30], "damaged"),
        (changed(book(("One", PLAIN)), xl__workbook=b"<nonsense"), "damaged"),
        (changed(book(("One", PLAIN)), xl__worksheets__sheet1=b"<worksheet><c"), "damaged"),
        (bomb(), "damaged"),
        (encrypted_member(), "damaged"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0rest", r"older kind \(.xls\)"),
        (packed({"xl/workbook.xml": b"x", "xl/vbaProject.bin": b"x"}), "macros"),
        (packed({"xl/workbook.bin": b"x"}), r"\.xlsb"),
        (packed({"content.xml": b"x", "mimetype": b"x"}), "OpenDocument"),
        (packed({"word/document.xml": b"x"}), "Word"),
        (packed({"readme.txt": b"x"}), "zipped file"),
        (packed({"xl/workbook.xml": b"0" * 10_000_000}), "far more"),
        (packed({f"part{number}": b"" for number in range(2_001)}), "far more"),
        (b"<html><table><tr><td>x", "a web page, perhaps"),
        (b"\xef\xbb\xbf\n <TABLE><tr>", "a web page, perhaps"),
        (b'<?xml version="1.0"?><Workbook>', "in XML"),
        (book(("One", [])), "No sheet has the names"),
        (book(("One", [["name"]])), "no rows"),
        (book(("One", [["x"] * 201, ["y"]])), "201 columns"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_what_to_do(data, says):
    with pytest.raises(TableError, match=says):
        tables.take(data)


def test_a_file_that_is_too_large_is_not_opened(monkeypatch):
    monkeypatch.setattr(packages, "LARGEST", 100)
    with pytest.raises(TableError, match="smaller than"):
        tables.read(book(("One", PLAIN)))


def test_a_workbook_has_an_end(monkeypatch):
    monkeypatch.setattr(grid, "MOST_ROWS", 3)
    with pytest.raises(TableError, match="more than 3 rows"):
        tables.read(book(("One", [["a"], ["1"], ["2"], ["3"]])))


@given(st.binary(max_size=60).map(lambda end: b"PK\x03\x04" + end))
def test_any_bytes_are_refused_in_words(data):
    with pytest.raises(TableError, match=r"\.$"):
        tables.read(data)
