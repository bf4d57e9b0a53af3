"""CSV as people save it: letters, delimiters, numbered rows, and formulas made harmless."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencompact.formats import tables
from opencompact.formats.tables import Fault, TableError, grid

PLAIN = "name,place\nÉcole,Ely\n"


def cells(table):
    return [tuple(row.cells.values()) for row in table.rows]


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("cp1252"),
        PLAIN.encode("utf-16"),
    ],
    ids=["utf-8", "utf-8-sig", "cp1252", "utf-16"],
)
def test_letters_are_read_in_every_usual_encoding(data):
    assert cells(tables.read(data)) == [("École", "Ely")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n", [("1", "2")]),
        ("a;b\n1;2,5\n", [("1", "2,5")]),
        ("a\tb\n1\t2;3,4\n", [("1", "2;3,4")]),
        ('a,b\n"x, y",2\n', [("x, y", "2")]),
        ('a,b\n"one\ntwo",2\n', [("one\ntwo", "2")]),
        ('a,b\n"say ""hi""",2\n', [('say "hi"', "2")]),
        ("a,b\r\n1,2\r\n", [("1", "2")]),
        ("a,b\r1,2\r", [("1", "2")]),
        ("name\nOnly, one\n", [("Only",)]),
        ("a,b\n1\n", [("1", "")]),
        ("a,b\n1,2,\n", [("1", "2")]),
    ],
)
def test_cells_are_found_whatever_stands_between_them(text, expected):
    if text.startswith("name"):
        assert tables.parse(text).faults[0].row == 2
    else:
        assert cells(tables.parse(text)) == expected


def test_rows_have_the_numbers_of_a_spreadsheet():
    table = tables.parse('a,b\n"x\ny\nz",1\n\n,\nlast,2\n')
    assert [row.number for row in table.rows] == [2, 5]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("name,place", ("name", "place")),
        (" name , the  place ", ("name", "the place")),
        ("name,,place", ("name", "Column B", "place")),
        ("name,name,name", ("name", "name (2)", "name (3)")),
        ("name,place,,", ("name", "place")),
    ],
)
def test_every_column_has_a_name_of_its_own(header, columns):
    assert tables.parse(f"{header}\n1,2,3\n").columns == columns


@pytest.mark.parametrize(
    ("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")]
)
def test_columns_are_lettered_as_in_a_spreadsheet(place, letters):
    assert grid.letters(place) == letters


def test_a_row_with_too_many_cells_is_named_and_the_others_are_read():
    table = tables.parse("a,b\n1,2\n1,2,3\n4,5\n")
    assert cells(table) == [("1", "2"), ("4", "5")]
    [fault] = table.faults
    assert (fault.row, fault.cells) == (3, ("1", "2", "3"))
    assert str(fault.reason).startswith("It has 3 cells and there are 2 columns.")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "Row 1 is empty"),
        (b"\n\nname\nx\n", "Row 1 is empty"),
        (b"name,place\n", "no rows"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0rest", "spreadsheet"),
        (b"%PDF-1.7", "PDF"),
        (b"  <!DOCTYPE html><p>", "web page"),
        (b"name\n\x81\xff\n", "letters"),
        (b"name\nx\0y\n", "not a text file"),
        (b'name,place\n"open,1\nrest,2\n', "Row 2: a quotation mark"),
        (b'name\nx\n"' + b"y\n" * 70_000, "Row 3: a quotation mark"),
    ],
)
def test_what_is_no_table_is_refused_with_words(data, says):
    with pytest.raises(TableError, match=says):
        tables.read(data)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44 116", "'+44 116"),
        ("-5", "'-5"),
        ("@home", "'@home"),
        ("\tx", "'\tx"),
        ("'=x", "''=x"),
        ("'quoted'", "'quoted'"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_becomes_text(cell, written):
    assert tables.neutralise(cell) == written
    assert tables.restore(written) == cell


@given(st.text(alphabet="'=+-@\t\r\nab", max_size=6))
def test_making_harmless_can_always_be_undone(cell):
    written = tables.neutralise(cell)
    assert tables.restore(written) == cell
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
ROWS = st.lists(
    st.lists(TEXTS, min_size=3, max_size=3).filter(lambda row: any(c.strip() for c in row))
)


def test_a_table_has_an_end(monkeypatch):
    monkeypatch.setattr(grid, "MOST_ROWS", 3)
    assert len(tables.parse("a\n1\n2\n").rows) == 2
    with pytest.raises(TableError, match="more than 3 rows"):
        tables.parse("a\n1\n2\n3\n")
    with pytest.raises(TableError, match="5000 columns and may have 200"):
        tables.parse("a," * 4999 + "b\n1\n")


def test_a_cell_that_is_too_long_is_named():
    with pytest.raises(TableError, match="Row 2"):
        tables.parse("a,b\n" + "x" * 200_000 + ",y\n")


@given(ROWS)
def test_what_is_written_is_read_again(rows):
    text = tables.write(["a", "b", "c"], rows)
    if not rows:
        with pytest.raises(TableError):
            tables.parse(text)
        return
    assert cells(tables.parse(text, ",")) == [tuple(row) for row in rows]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        table = tables.read(data)
    except TableError:
        return
    assert all(set(row.cells) == set(table.columns) for row in table.rows)


def test_written_tables_are_ordinary_csv():
    text = tables.write(["a", "b"], [("x, y", None), (1, "=2")])
    assert list(csv.reader(io.StringIO(text))) == [["a", "b"], ["x, y", ""], ["1", "'=2"]]
    assert text.endswith("\r\n")


def test_a_fault_says_which_row_and_why():
    assert Fault(3, "why").cells == ()
