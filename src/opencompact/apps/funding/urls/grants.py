"""Addresses of programmes, agreements, payees and imports of grants. Words before names."""

from typing import Final

from django.urls import URLPattern, path

from opencompact.apps.funding.views import (
    agreements,
    data,
    front,
    importing,
    lengths,
    payees,
    programmes,
)

CSV, XLSX, JSON = {"kind": "csv"}, {"kind": "xlsx"}, {"kind": "json"}
PROGRAMME = "funding/programmes/<slug:programme>/"
AGREEMENT = "funding/agreements/<slug:agreement>/"
RUN = "funding/agreements/import/<uuid:run>/"
PAYEE = "funding/payees/<uuid:payee>/"

patterns: Final[list[URLPattern]] = [
    path("funding/", front.front, name="front"),
    path("funding/programmes.csv", data.programmes, CSV, name="programmes-csv"),
    path("funding/programmes.xlsx", data.programmes, XLSX, name="programmes-xlsx"),
    path("funding/programmes.json", data.programmes, JSON, name="programmes-json"),
    path("funding/programmes/", programmes.programmes, name="programmes"),
    path("funding/programmes/add/", programmes.add, name="add-programme"),
    path(PROGRAMME, programmes.programme, name="programme"),
    path(f"{PROGRAMME}edit/", programmes.edit, name="edit-programme"),
    path("funding/agreements.csv", data.agreements, CSV, name="agreements-csv"),
    path("funding/agreements.xlsx", data.agreements, XLSX, name="agreements-xlsx"),
    path("funding/agreements.json", data.agreements, JSON, name="agreements-json"),
    path("funding/agreements/360giving.json", data.giving, JSON, name="giving-json"),
    path("funding/agreements/360giving.csv", data.giving, CSV, name="giving-csv"),
    path("funding/agreements/", agreements.agreements, name="agreements"),
    path("funding/agreements/add/", agreements.add, name="add-agreement"),
    path("funding/agreements/import/", importing.upload, name="import"),
    path(RUN, importing.run, name="import-run"),
    path(f"{RUN}start/", importing.start, name="import-start"),
    path(f"{RUN}rejected.csv", importing.rejected, CSV, name="import-rejected"),
    path(f"{RUN}rejected.xlsx", importing.rejected, XLSX, name="import-rejected-xlsx"),
    path(AGREEMENT, agreements.agreement, name="agreement"),
    path(f"{AGREEMENT}edit/", agreements.edit, name="edit-agreement"),
    path(f"{AGREEMENT}vary/", agreements.vary, name="vary-agreement"),
    path("funding/lengths.csv", data.lengths, CSV, name="lengths-csv"),
    path("funding/lengths.xlsx", data.lengths, XLSX, name="lengths-xlsx"),
    path("funding/lengths.json", data.lengths, JSON, name="lengths-json"),
    path("funding/lengths/", lengths.lengths, name="lengths"),
    path("funding/payees.csv", data.payees, CSV, name="payees-csv"),
    path("funding/payees.xlsx", data.payees, XLSX, name="payees-xlsx"),
    path("funding/payees/", payees.payees, name="payees"),
    path("funding/payees/decide/", payees.decide, name="decide-payees"),
    path("funding/payees/look-again/", payees.look_again, name="look-again"),
    path(PAYEE, payees.payee, name="payee"),
    path(f"{PAYEE}undo/", payees.undo, name="undo-payee"),
]
