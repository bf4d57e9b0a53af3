"""Spending files as public bodies publish them: any columns, any letters, any form of dates."""

from .columns import DATES, FIELDS, NEEDED, Field, guess, plain, signature
from .dates import FORMS, Form, Found
from .dates import parse as parse_date
from .dates import read as read_date
from .entries import Entry, Left, Reading, find_dates, missing, propose, read
from .sheets import DELIMITER_NAMES, ENCODINGS, Handed, Sheet, lay_out, take, unpacked
from .suppliers import is_redacted

__all__ = [
    "DATES",
    "DELIMITER_NAMES",
    "ENCODINGS",
    "FIELDS",
    "FORMS",
    "NEEDED",
    "Entry",
    "Field",
    "Form",
    "Found",
    "Handed",
    "Left",
    "Reading",
    "Sheet",
    "find_dates",
    "guess",
    "is_redacted",
    "lay_out",
    "missing",
    "parse_date",
    "plain",
    "propose",
    "read",
    "read_date",
    "signature",
    "take",
    "unpacked",
]
