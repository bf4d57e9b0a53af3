"""Addresses of notices, of what is due, and of budgets. Fixed words come before keys."""

from typing import Final

from django.urls import URLPattern, path, register_converter

from opencompact.apps.funding.views.notices import after, ends, listing, reading, writing

CSV, XLSX = {"kind": "csv"}, {"kind": "xlsx"}


class NoticeKey:
    """The key of a notice in an address: K7MT-4QXR."""

    regex = r"[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NoticeKey, "notice_key")

LIST, DUE, BUDGETS = "funding/notices", "funding/due", "funding/budgets"
ONE = f"{LIST}/<notice_key:key>/"
FILE = f"{LIST}/<notice_key:key>"
patterns: Final[list[URLPattern]] = [
    path(f"{LIST}/", listing.front, name="notices"),
    path(f"{LIST}.csv", listing.list_file, CSV, name="notices_csv"),
    path(f"{LIST}.xlsx", listing.list_file, XLSX, name="notices_xlsx"),
    path(f"{LIST}/figures.csv", listing.figures_file, CSV, name="notice_figures_csv"),
    path(f"{LIST}/figures.xlsx", listing.figures_file, XLSX, name="notice_figures_xlsx"),
    path(f"{LIST}/begin/", writing.begin, name="begin_notice"),
    path(f"{FILE}.docx", reading.letter_file, {"kind": "docx"}, name="notice_docx"),
    path(f"{FILE}.pdf", reading.letter_file, {"kind": "pdf"}, name="notice_pdf"),
    path(ONE, reading.notice, name="notice"),
    path(f"{ONE}what/", writing.step, {"step": "what"}, name="notice_what"),
    path(f"{ONE}reasons/", writing.step, {"step": "reasons"}, name="notice_reasons"),
    path(f"{ONE}checks/", writing.step, {"step": "checks"}, name="notice_checks"),
    path(f"{ONE}confirm/", writing.confirm, name="notice_confirm"),
    path(f"{ONE}remove/", writing.remove, name="remove_notice"),
    path(f"{ONE}answer/", after.answer, name="answer_notice"),
    path(f"{ONE}note/", after.note, name="note_notice"),
    path(f"{ONE}withdraw/", after.withdraw, name="withdraw_notice"),
    path(f"{DUE}/", ends.due, name="due"),
    path(f"{DUE}.csv", ends.due_file, CSV, name="due_csv"),
    path(f"{DUE}.xlsx", ends.due_file, XLSX, name="due_xlsx"),
    path(f"{DUE}/<slug:number>/", ends.decide_end, name="decide_end"),
    path(f"{BUDGETS}/keep/", ends.keep_budget, name="keep_budget"),
    path(f"{BUDGETS}.csv", listing.budgets_file, CSV, name="budgets_csv"),
    path(f"{BUDGETS}.xlsx", listing.budgets_file, XLSX, name="budgets_xlsx"),
]
