"""Addresses of the register, sign-up, signatories and people. Fixed words come before names."""

from django.urls import path

from .views import data, importing, news, people, register, signatories, signing

CSV, XLSX, JSON = {"kind": "csv"}, {"kind": "xlsx"}, {"kind": "json"}

app_name = "organisations"
ONE = "organisations/<slug:organisation>/"
RUN = "organisations/import/<uuid:run>/"
urlpatterns = [
    path("organisations.csv", data.register, CSV, name="register-csv"),
    path("organisations.xlsx", data.register, XLSX, name="register-xlsx"),
    path("organisations.json", data.register, JSON, name="register-json"),
    path("organisations.atom", news.register_atom, name="register-atom"),
    path("organisations/.csv", data.register, CSV),
    path("organisations/.json", data.register, JSON),
    path("organisations/", register.register, name="register"),
    path("organisations/add/", register.add, name="add"),
    path("organisations/import/", importing.upload, name="import"),
    path(RUN, importing.run, name="import-run"),
    path(f"{RUN}columns/", importing.columns, name="import-columns"),
    path(f"{RUN}start/", importing.start, name="import-start"),
    path(f"{RUN}rejected.csv", importing.rejected, CSV, name="import-rejected"),
    path(f"{RUN}rejected.xlsx", importing.rejected, XLSX, name="import-rejected-xlsx"),
    path(ONE, register.organisation, name="organisation"),
    path(f"{ONE}edit/", register.edit, name="edit"),
    path(f"{ONE}sign/", signing.sign, name="sign"),
    path(f"{ONE}sign/done/", signing.signed, name="signed"),
    path(f"{ONE}withdraw/", signing.withdraw, name="withdraw"),
    path(f"{ONE}members/", signing.cover, name="cover"),
    path(f"{ONE}members/<uuid:coverage>/end/", signing.uncover, name="uncover"),
    path("signatories.csv", data.signatories, CSV, name="signatories-csv"),
    path("signatories.xlsx", data.signatories, XLSX, name="signatories-xlsx"),
    path("signatories.json", data.signatories, JSON, name="signatories-json"),
    path("signatories/.csv", data.signatories, CSV),
    path("signatories/.json", data.signatories, JSON),
    path("signatories/", signatories.signatories, name="signatories"),
    path("sign-up/", signing.sign_up, name="sign-up"),
    path("sign-up/ask/", signing.ask, name="ask"),
    path("people/", people.people, name="people"),
    path("people/appoint/", people.appoint, name="appoint"),
    path("people/<uuid:role>/end/", people.end_role, name="end-role"),
]
