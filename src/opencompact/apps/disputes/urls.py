"""Addresses of disagreements. A pack's step is an address of its case, after the fixed ones."""

from django.urls import path, register_converter

from opencompact.apps.disputes import views


class CaseNumber:
    """The number of a case in an address: 2026-004."""

    regex = r"\d{4}-\d{3,6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CaseNumber, "case_number")

CASE = "disputes/<case_number:number>/"

CSV, XLSX = {"kind": "csv"}, {"kind": "xlsx"}

app_name = "disputes"
urlpatterns = [
    path("disputes/", views.case_list, name="list"),
    path("disputes.csv", views.case_file, CSV, name="csv"),
    path("disputes.xlsx", views.case_file, XLSX, name="xlsx"),
    path("disputes/procedure/", views.procedure, name="procedure"),
    path("disputes/raise/", views.begin, name="raise"),
    path("disputes/raise/done/<case_number:number>/", views.sent, name="sent"),
    path("disputes/raise/<slug:page>/", views.raise_page, name="raise_page"),
    path(CASE, views.case, name="case"),
    path(f"{CASE}room/<slug:room>/", views.room, name="room"),
    path(f"{CASE}room/<slug:room>/papers/", views.put_in, name="put_in"),
    path(f"{CASE}room/<slug:room>/papers/<uuid:paper>/", views.paper, name="room_paper"),
    path(f"{CASE}room/mediation/papers/<uuid:paper>/ask/", views.ask, name="ask_release"),
    path(f"{CASE}room/mediation/papers/<uuid:paper>/release/", views.release, name="release"),
    path(f"{CASE}room/mediation/papers/<uuid:paper>/carry/", views.carry, name="carry_over"),
    path(f"{CASE}bundle/", views.bundle, name="bundle"),
    path(f"{CASE}bundle/<uuid:document>/mark/", views.mark, name="mark"),
    path(f"{CASE}bundle/order/", views.order, name="order"),
    path(f"{CASE}bundle/<int:version>.pdf", views.bundle_file, name="bundle_file"),
    path(f"{CASE}dates/", views.dates, name="dates"),
    path(f"{CASE}dates/<slug:clock>/", views.clock, name="clock"),
    path(f"{CASE}dates/<slug:clock>.json", views.clock_json, name="clock_json"),
    path(f"{CASE}dates/<uuid:moved>/accept/", views.accept_day, name="accept_day"),
    path(f"{CASE}people/", views.people, name="people"),
    path(f"{CASE}people/<uuid:seat>/end/", views.unseat, name="unseat"),
    path(f"{CASE}documents/<uuid:document>/", views.document, name="document"),
    path(f"{CASE}documents/<uuid:document>/versions/", views.versions, name="versions"),
    path(f"{CASE}documents/<uuid:document>/renew/", views.renew, name="renew"),
    path(f"{CASE}finding/", views.waiting_finding, name="waiting_finding"),
    path(f"{CASE}<slug:step>/", views.step, name="step"),
    path("calendars/", views.calendars.own, name="calendars"),
    path("calendars/<uuid:calendar>/end/", views.calendars.end, name="end_calendar"),
    path("calendar/<str:token>.ics", views.calendars.feed, name="calendar"),
    path("people/<uuid:role>/hand-over/", views.hand_over, name="hand_over"),
    path("people/nobodys/", views.nobodys, name="nobodys"),
    path("findings/", views.findings, name="findings"),
    path("findings.csv", views.findings_file, CSV, name="findings_csv"),
    path("findings.xlsx", views.findings_file, XLSX, name="findings_xlsx"),
    path("findings.atom", views.findings_atom, name="findings_atom"),
    path("findings/<case_number:number>/", views.finding, name="finding"),
]
