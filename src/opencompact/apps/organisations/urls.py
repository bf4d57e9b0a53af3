"""Addresses of the register, sign-up, signatories and people. Fixed words come before names."""

from django.urls import path

from .views import (
    data,
    departures,
    importing,
    importing_people,
    invitations,
    news,
    people,
    register,
    signatories,
    signers,
    signing,
)

CSV, XLSX, JSON = {"kind": "csv"}, {"kind": "xlsx"}, {"kind": "json"}

app_name = "organisations"
ONE = "organisations/<slug:organisation>/"
RUN = "organisations/import/<uuid:run>/"
ROLE = "people/<uuid:role>/"
DEPARTURE = "departures/<slug:number>/"
PEOPLE_RUN = "people/import/<uuid:run>/"
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
    path(f"{ONE}sign/ask/", signers.ask, name="ask-to-sign"),
    path(f"{ONE}sign/ask/<uuid:link>/cancel/", signers.cancel, name="cancel-asking"),
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
    path("departures.csv", departures.departures_file, CSV, name="departures-csv"),
    path("departures.xlsx", departures.departures_file, XLSX, name="departures-xlsx"),
    path("departures.json", departures.departures_file, JSON, name="departures-json"),
    path("departures.atom", departures.departures_atom, name="departures-atom"),
    path("departures/", departures.departures, name="departures"),
    path("departures/file/", departures.file_departure, name="file-departure"),
    path(DEPARTURE, departures.departure, name="departure"),
    path(f"{DEPARTURE}withdraw/", departures.withdraw_departure, name="withdraw-departure"),
    path(f"{DEPARTURE}settle/", departures.settle_departure, name="settle-departure"),
    path("people/", people.people, name="people"),
    path("people/appoint/", people.appoint, name="appoint"),
    path("people/gaps/", people.gaps, name="gaps"),
    path("people.csv", people.people_file, CSV, name="people-csv"),
    path("people.xlsx", people.people_file, XLSX, name="people-xlsx"),
    path("people/import/", importing_people.upload, name="import-people"),
    path(PEOPLE_RUN, importing_people.run, name="import-people-run"),
    path(f"{PEOPLE_RUN}start/", importing_people.start, name="import-people-start"),
    path(
        f"{PEOPLE_RUN}rejected.csv", importing_people.rejected, CSV, name="import-people-rejected"
    ),
    path(
        f"{PEOPLE_RUN}rejected.xlsx",
        importing_people.rejected,
        XLSX,
        name="import-people-rejected-xlsx",
    ),
    path(ROLE, people.role, name="role"),
    path(f"{ROLE}confirm/", people.confirm, name="confirm-role"),
    path(f"{ROLE}change/", people.change, name="change-role"),
    path(f"{ROLE}training/", people.note_training, name="training"),
    path(f"{ROLE}training/<uuid:training>/remove/", people.remove_training, name="remove-training"),
    path(f"{ROLE}end/", people.end_role, name="end-role"),
    path(f"{ROLE}invitation/", invitations.invitation, name="invitation"),
]
