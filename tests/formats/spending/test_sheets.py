"""A whole file: its letters, its marks, where the headings stand, and what its rows come to."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from opencompact.formats import spending
from opencompact.formats.tables import TableError

REAL = Path(__file__).resolve().parents[4] / "shared/data/spending-leeds-2013-11.csv"
PLAIN = "Supplier Name,Net Amount (£),Date Paid\nCaffè Élan,10.00,29-Nov-13\nBus Ltd,5,02-Nov-13\n"


def entries(text, delimiter=","):
    sheet = spending.lay_out(text, delimiter)
    reading, _found = spending.propose(sheet)
    return list(spending.read(sheet, reading))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_the_encoding_is_found_and_named(encoding):
    handed = spending.take(PLAIN.encode(encoding))
    assert (handed.encoding, handed.text) == (encoding, PLAIN)
    assert handed.encoding in spending.ENCODINGS


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_mark_between_cells_is_found_below_a_title(mark):
    text = f"Payments over 500\n\n{PLAIN.replace(',', mark)}"
    assert spending.take(text.encode()).delimiter == mark


@pytest.mark.parametrize(
    "above", ["", "\n", "Spending, November 2013\n\n", 'A town,,\n"Made on 3 December, late",,\n']
)
def test_headings_are_found_below_a_title_block(above):
    sheet = spending.lay_out(above + PLAIN, ",")
    assert sheet.columns == ("Supplier Name", "Net Amount (£)", "Date Paid")
    assert sheet.heading_row == above.count("\n") + 1
    assert [row.number for row in sheet.rows] == [sheet.heading_row + 1, sheet.heading_row + 2]


def test_headings_that_nobody_knows_are_the_first_wide_row():
    sheet = spending.lay_out("Title\nwho,how much,when\nA,1,2013-11-29\n", ",")
    assert sheet.columns == ("who", "how much", "when")
    reading, found = spending.propose(sheet)
    assert spending.missing(reading, found) == ["amount", "paid", "supplier"]


def test_columns_are_proposed_and_dates_found():
    sheet = spending.lay_out(PLAIN, ",")
    reading, found = spending.propose(sheet)
    assert reading.columns == {
        "amount": "Net Amount (£)", "paid": "Date Paid", "supplier": "Supplier Name",
    }  # fmt: skip
    assert reading.dates == {"paid": "day-word-year"}
    assert not spending.missing(reading, found)


def test_dates_that_fit_two_orders_are_missing_until_somebody_says():
    sheet = spending.lay_out(PLAIN.replace("29-Nov-13", "01/11/13").replace("-Nov-", "/11/"), ",")
    reading, found = spending.propose(sheet)
    assert spending.missing(reading, found) == ["paid"]


def test_rows_become_payments_or_say_why_not():
    text = (
        "supplier,amount,paid\nBus Ltd,10,29-Nov-13\n,5,29-Nov-13\nBus Ltd,ten,29-Nov-13\n"
        "Total,15,\nBus Ltd,7,soon\nBus Ltd,1,29-Nov-13,more\n"
    )
    one, redacted, *left = entries(text)
    assert (one.row, one.paid, one.amount) == (2, date(2013, 11, 29), Decimal("10.00"))
    assert redacted.redacted
    assert not one.redacted
    assert [(bad.row, bad.amount) for bad in left] == [
        (4, None), (5, Decimal(15)), (6, Decimal(7)), (7, None),
    ]  # fmt: skip
    assert "no date of payment" in str(left[1].reason)


@pytest.mark.parametrize(
    ("name", "redacted"),
    [
        ("", True),
        ("  ", True),
        ("REDACTED PERSONAL DATA", True),
        ("Redacted personal data", True),
        ("Name withheld", True),
        ("****", True),
        ("\u2588\u2588\u2588", True),
        ("\u2014", True),
        ("1234", False),
        ("???", False),
        ("N/A", True),
        ("Redact Printing", False),
        ("Nana's Kitchen", False),
        ("Graham", False),
        ("Various Artists CIC", False),
        ("Sensitive Minds", False),
        ("Commercially sensitive", True),
    ],
)
def test_a_name_that_was_taken_out_is_recognised(name, redacted):
    assert spending.is_redacted(name) is redacted


def workbook(*sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for cell in sheet["B"]:
            cell.number_format = "#,##0"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_is_read_below_its_title_with_every_penny():
    data = workbook(
        ("Notes", [["About this file"]]),
        ("November", [
            ["Spending"], [], ["Supplier", "Amount", "Date paid", "Invoice received"],
            ["=1+1", 1234.56, date(2013, 11, 29), 41600],
            ["Bus Ltd", -0.5, date(2013, 11, 2), 41601],
        ]),
    )  # fmt: skip
    handed = spending.take(data)
    assert (handed.encoding, handed.delimiter) == ("xlsx", ",")
    assert "“Notes” was not" in str(handed.note)
    found = entries(handed.text)
    assert [(one.row, one.amount, one.paid.day) for one in found] == [
        (4, Decimal("1234.56"), 29), (5, Decimal("-0.50"), 2),
    ]  # fmt: skip
    assert found[0].received == date(2013, 11, 22)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"PK\x03\x04nothing", b"one\n", b"a,b\n"])
def test_what_is_no_table_is_refused(data):
    with pytest.raises(TableError):
        spending.take(data)


def test_files_with_the_same_headings_share_a_signature():
    one, other = ("Net Amount (£)", "Supplier"), ("net amount", "SUPPLIER ")
    assert spending.signature(one) == spending.signature(other)
    assert spending.signature(one) != spending.signature(("Supplier", "Net Amount"))


@pytest.mark.data
@pytest.mark.skipif(not REAL.exists(), reason=f"{REAL} is not here.")
def test_a_real_file_comes_out_to_the_penny():
    handed = spending.take(REAL.read_bytes())
    found = entries(handed.text, handed.delimiter)
    assert len(found) == 10_131
    assert sum(one.amount for one in found) == Decimal("87943078.11")
    assert sum(one.amount < 0 for one in found) == 114
    assert sum(one.redacted for one in found) == 779
