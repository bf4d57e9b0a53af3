"""Addresses of payments: figures, the list, imports, and a month of a body."""

from typing import Final

from django.urls import URLPattern, path

from opencompact.apps.funding.views.payments import importing, reading

CSV, XLSX, JSON = {"kind": "csv"}, {"kind": "xlsx"}, {"kind": "json"}
PAYMENTS = "funding/payments"
RUN = f"{PAYMENTS}/import/<uuid:run>/"

patterns: Final[list[URLPattern]] = [
    path(f"{PAYMENTS}.csv", reading.figures_file, CSV, name="payments-csv"),
    path(f"{PAYMENTS}.xlsx", reading.figures_file, XLSX, name="payments-xlsx"),
    path(f"{PAYMENTS}.json", reading.figures_file, JSON, name="payments-json"),
    path(f"{PAYMENTS}/", reading.figures, name="payments"),
    path(f"{PAYMENTS}/list.csv", reading.payments_file, CSV, name="payments-list-csv"),
    path(f"{PAYMENTS}/list.xlsx", reading.payments_file, XLSX, name="payments-list-xlsx"),
    path(f"{PAYMENTS}/list.json", reading.payments_file, JSON, name="payments-list-json"),
    path(f"{PAYMENTS}/list/", reading.payments, name="payments-list"),
    path(f"{PAYMENTS}/import/", importing.upload, name="payments-import"),
    path(RUN, importing.run, name="payments-run"),
    path(f"{RUN}columns/", importing.columns, name="payments-columns"),
    path(f"{RUN}start/", importing.start, name="payments-start"),
    path(f"{RUN}rejected.csv", importing.rejected, CSV, name="payments-rejected"),
    path(f"{RUN}rejected.xlsx", importing.rejected, XLSX, name="payments-rejected-xlsx"),
    path(f"{PAYMENTS}/<slug:body>/<slug:month>/", reading.month, name="payments-month"),
]
