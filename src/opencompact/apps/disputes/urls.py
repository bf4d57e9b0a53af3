"""Addresses of disagreements. A pack's step is an address of its case, after the fixed ones."""

from datetime import date

from django.urls import path, register_converter

from opencompact.apps.disputes import views


class CaseNumber:
    """The number of a case in an address: 2026-004."""

    regex = r"\d{4}-\d{3,6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Day:
    """A day in an address: 2026-12-24."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(CaseNumber, "case_number")
register_converter(Day, "day")

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
    path(f"{CASE}dates/", views.dates, name="dates"),
    path(f"{CASE}dates/<slug:clock>/", views.clock, name="clock"),
    path(f"{CASE}dates/<slug:clock>.json", views.clock_json, name="clock_json"),
    path(f"{CASE}dates/<uuid:moved>/accept/", views.accept_day, name="accept_day"),
    path(f"{CASE}dates/<slug:clock>/ask/", views.ask_for_time, name="ask_for_time"),
    path(f"{CASE}availability/", views.availability, name="availability"),
    path(f"{CASE}advisers/", views.advisers, name="advisers"),
    path(f"{CASE}advisers/<uuid:adviser>/end/", views.end_adviser, name="end_adviser"),
    path(f"{CASE}advisers/<uuid:adviser>/admit/", views.admit_adviser, name="admit_adviser"),
    path(f"{CASE}after/", views.after, name="after"),
    path(f"{CASE}after/<uuid:one>/", views.mark_undertaking, name="mark_undertaking"),
    path(f"{CASE}referral/", views.referral, name="referral"),
    path(f"{CASE}learning/", views.learning, name="learning"),
    path(f"{CASE}people/", views.people, name="people"),
    path(f"{CASE}people/<uuid:seat>/end/", views.unseat, name="unseat"),
    path(f"{CASE}documents/<uuid:document>/", views.document, name="document"),
    path(f"{CASE}finding/", views.waiting_finding, name="waiting_finding"),
    path(f"{CASE}<slug:step>/", views.step, name="step"),
    path("calendars/", views.calendars.own, name="calendars"),
    path("calendars/<uuid:calendar>/end/", views.calendars.end, name="end_calendar"),
    path("calendar/<str:token>.ics", views.calendars.feed, name="calendar"),
    path("people/<uuid:role>/hand-over/", views.hand_over, name="hand_over"),
    path("people/nobodys/", views.nobodys, name="nobodys"),
    path("holidays/", views.holidays, name="holidays"),
    path("holidays/<day:day>/forget/", views.forget_holiday, name="forget_holiday"),
    path("feedback/", views.feedback, name="feedback"),
    path("drafting/", views.drafting, name="drafting"),
    path("drafting.csv", views.drafting_file, CSV, name="drafting_csv"),
    path("drafting.xlsx", views.drafting_file, XLSX, name="drafting_xlsx"),
    path("drafting/<uuid:task>/close/", views.close_task, name="close_task"),
    path("findings/", views.findings, name="findings"),
    path("findings.csv", views.findings_file, CSV, name="findings_csv"),
    path("findings.xlsx", views.findings_file, XLSX, name="findings_xlsx"),
    path("findings.atom", views.findings_atom, name="findings_atom"),
    path("findings/<case_number:number>/", views.finding, name="finding"),
]
