"""Sums of money as spending files write them: £1,234.50, (1,234.50), 1234.50-, 12.00 CR."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from opencompact.core.phrases import PhrasedError, marked

PENNY: Final = Decimal("0.01")
# What a spreadsheet's arithmetic leaves behind the penny, and may be rounded away.
NOISE: Final = Decimal("0.000001")
LARGEST: Final = Decimal(10) ** 12
MINUS: Final = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-"})
CURRENCY: Final = re.compile(r"£|GBP", re.IGNORECASE)
GROUPED: Final = re.compile(r"\d{1,3}(?:[, \u00a0']\d{3})+(?:\.\d*)?", re.ASCII)
PLAIN: Final = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)
CREDIT: Final = re.compile(r"\s*(?:CR|C)$", re.IGNORECASE)
DEBIT: Final = re.compile(r"\s*(?:DR|D)$", re.IGNORECASE)


class AmountError(PhrasedError):
    """The cell holds no sum of money. Its text tells a person what to do."""


def parse(cell: str) -> Decimal:
    """Return the sum in a cell, to the penny; raises AmountError."""
    text = CURRENCY.sub("", cell.translate(MINUS)).strip()
    if not text:
        raise AmountError(marked("It has no amount."))
    sign, digits = _signed(text)
    amount = _number(digits, cell) * sign
    whole = amount.quantize(PENNY)
    if abs(whole - amount) > NOISE:
        raise AmountError(
            marked("The amount “{amount}” has parts of a penny. Write it in pounds and pence."),
            amount=cell.strip(),
        )
    return whole + 0


def _signed(text: str) -> tuple[int, str]:
    """Brackets, a minus on either side and the bookkeepers' CR all make an amount negative."""
    negative = text.startswith("(") and text.endswith(")")
    text = text[1:-1].strip() if negative else text
    for mark in (CREDIT, DEBIT):
        if mark.search(text):
            negative ^= mark is CREDIT
            text = mark.sub("", text)
            break
    if text.startswith("-") or text.endswith("-"):
        negative = not negative
        text = text.removeprefix("-") if text.startswith("-") else text.removesuffix("-")
    return (-1 if negative else 1), text.removeprefix("+").strip()


def _number(text: str, cell: str) -> Decimal:
    if GROUPED.fullmatch(text):
        text = re.sub(r"[, \u00a0']", "", text)
    if PLAIN.fullmatch(text):
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = LARGEST
        if number < LARGEST:
            return number
    raise AmountError(
        marked("“{amount}” is no amount. Write it in figures, like 1234.50 or -1234.50."),
        amount=cell.strip()[:60],
    )
