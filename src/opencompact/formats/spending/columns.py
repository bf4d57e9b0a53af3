"""Which column of a spending file holds what: proposed from the headings, a person's to confirm."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from opencompact.core.phrases import marked
from opencompact.core.record import record

SEPARATORS: Final = re.compile(r"[\W_]+")
NEEDED: Final = ("amount", "paid", "supplier")
DATES: Final = ("paid", "received", "valid", "entered")


@record
class Field:
    """One thing that can be taken from a file: what it is called and how headings name it."""

    key: str
    label: str
    names: tuple[str, ...]


FIELDS: Final = (
    Field(
        "amount",
        marked("Amount"),
        ("amount", "netamount", "amountnet", "amountpaid", "netvalue", "paymentamount", "value",
         "netamountgbp", "amountgbp", "amountexcvat", "amountexvat", "amountexcludingvat",
         "amountnetofvat", "netexpenditure", "lineamount", "invoiceamount", "transactionamount",
         "transactionvalue", "invoicevalue", "net", "total", "totalamount", "sumofamount",
         "grossamount", "amountincvat", "amountincludingvat", "spend"),
    ),
    Field(
        "paid",
        marked("Date paid"),
        ("datepaid", "paid", "paymentdate", "dateofpayment", "paiddate", "datepaymentmade",
         "cleareddate", "paymentrundate", "transactiondate", "posteddate", "postingdate", "date"),
    ),
    Field(
        "supplier",
        marked("Supplier"),
        ("supplier", "suppliername", "nameofsupplier", "vendor", "vendorname", "payee",
         "payeename", "beneficiary", "beneficiaryname", "creditor", "creditorname", "merchant",
         "merchantname", "recipient", "recipientname", "supplierbeneficiary", "paidto",
         "customername", "clientname"),
    ),
    Field(
        "received",
        marked("Invoice received"),
        ("invoicereceived", "received", "invoicereceiveddate", "dateinvoicereceived",
         "datereceived", "receiveddate", "invoicereceiptdate", "dateofreceipt", "receiptdate"),
    ),
    Field(
        "valid",
        marked("Invoice valid"),
        ("invoicevalid", "valid", "invoicevaliddate", "dateinvoicevalid", "datevalid", "validdate",
         "validinvoicedate", "dateundisputed", "dateinvoicevalidated", "validateddate",
         "invoiceapproveddate", "dateapproved", "approveddate", "approvaldate"),
    ),
    Field(
        "entered",
        marked("Invoice entered"),
        ("entered", "invoiceentered", "dateentered", "entereddate", "dateinvoiceentered",
         "invoiceentereddate", "registereddate", "dateregistered", "inputdate", "dateinput"),
    ),
    Field(
        "transaction",
        marked("Transaction number"),
        ("transactionnumber", "transaction", "transactionno", "transactionid", "transactionref",
         "transactionreference", "transno", "transactionnumbers", "paymentreference",
         "paymentref", "reference", "ref", "documentnumber", "docno", "voucher", "vouchernumber",
         "invoicenumber", "invoiceno", "uniquereference", "internalreference"),
    ),
    Field(
        "body",
        marked("Body that paid"),
        ("bodyname", "body", "organisationname", "organization", "organisation", "publicbody",
         "councilname", "council", "authority", "authorityname", "localauthority", "entity",
         "payer", "organisationcode"),
    ),
    Field("published", marked("Body as published"), ("bodyaspublished",)),
    Field(
        "category",
        marked("Category"),
        ("category", "expenditurecategory", "expensestype", "expensetype", "expenditure",
         "expendituretype", "purpose", "purposeofexpenditure", "detailedexpendituretype",
         "subjective", "subjectivedescription", "description", "narrative", "merchantcategory",
         "procurementcategory", "costtype"),
    ),
)  # fmt: skip
KNOWN: Final = frozenset(name for field in FIELDS for name in field.names)


def plain(heading: str) -> str:
    """A heading as letters and figures alone: "Net Amount (£)" is "netamount"."""
    return SEPARATORS.sub("", heading.lower())


def guess(columns: Sequence[str]) -> dict[str, str]:
    """Return the column of each field that the headings tell, no column twice."""
    by_name: dict[str, str] = {}
    for column in columns:
        by_name.setdefault(plain(column), column)
    found: dict[str, str] = {}
    for field in FIELDS:
        column = _first(field.names, by_name, found)
        if column:
            found[field.key] = column
    return found


def _first(names: Iterable[str], by_name: Mapping[str, str], taken: Mapping[str, str]) -> str:
    free = (by_name[name] for name in names if name in by_name)
    return next((column for column in free if column not in taken.values()), "")


def signature(columns: Sequence[str]) -> str:
    """What two files with the same headings share: by it a mapping is found again."""
    return hashlib.sha256("\n".join(map(plain, columns)).encode()).hexdigest()
