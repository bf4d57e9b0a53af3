"""Addresses of disagreements. A pack's step is an address of its case, after the fixed ones."""

from datetime import date

from django.urls import path, register_converter

from opencompact.apps.disputes import views
from opencompact.apps.disputes.views import challenges, letters, log, signposts, turning


class CaseNumber:
    """The number of a case in an address: 2026-004."""

    regex = r"\d{4}-\d{3,6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ReportNumber(CaseNumber):
    """The number of a report in an address: K7MT-4QXR."""

    regex = r"[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}"


class Day:
    """A day in an address: 2026-12-24."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(CaseNumber, "case_number")
register_converter(ReportNumber, "report_number")
register_converter(Day, "day")

CASE = "disputes/<case_number:number>/"

REPORT = "log/<report_number:number>/"
JOINT = "log/joint/<uuid:offer>/"
CHALLENGE = "challenges/<uuid:challenge>/"
ENTRY = f"{CHALLENGE}timeline/<uuid:entry>/"
SIGNPOST = "signposts/<uuid:signpost>/"
DOCX, PDF = {"kind": "docx"}, {"kind": "pdf"}

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
    path(f"{CASE}letters/<int:sequence>/", letters.step_letter, name="step_letter"),
    path(f"{CASE}letters/<uuid:letter>/sent/", letters.letter_sent, name="letter_sent"),
    path(f"{CASE}documents/<uuid:document>/versions/", views.versions, name="versions"),
    path(f"{CASE}documents/<uuid:document>/renew/", views.renew, name="renew"),
    path(f"{CASE}finding/", views.waiting_finding, name="waiting_finding"),
    path(f"{CASE}<slug:step>/", views.step, name="step"),
    path("log/", log.front, name="log"),
    path("log.csv", log.log_file, CSV, name="log_csv"),
    path("log.xlsx", log.log_file, XLSX, name="log_xlsx"),
    path("log/report/", log.report_form, name="log_new"),
    path("log/report/sent/", log.sent, name="log_sent"),
    path("log/figures/", log.figures, name="log_figures"),
    path("log/figures.csv", log.figures_file, CSV, name="log_figures_csv"),
    path("log/figures.xlsx", log.figures_file, XLSX, name="log_figures_xlsx"),
    path(JOINT, log.joint, name="log_joint"),
    path(f"{JOINT}take-part/", log.take_part, name="log_take_part"),
    path(f"{JOINT}begin/", log.begin, name="log_begin"),
    path(REPORT, log.report, name="log_report"),
    path(f"{REPORT}answer/", log.answer, name="log_answer"),
    path(f"{REPORT}<slug:deed>/", log.deed, name="log_deed"),
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
    path("letters/", letters.letter_texts, name="letter_texts"),
    path("letters/<slug:step>/", letters.letter_text, name="letter_text"),
    path("letters/<slug:step>/again/", letters.usual_letter_text, name="usual_letter_text"),
    path("where-to-turn/", turning.where_to_turn, name="where_to_turn"),
    path("challenges/", challenges.challenge_list, name="challenges"),
    path("challenges.csv", challenges.challenge_file, CSV, name="challenges_csv"),
    path("challenges.xlsx", challenges.challenge_file, XLSX, name="challenges_xlsx"),
    path("challenges/begin/", challenges.begin, name="begin_challenge"),
    path(CHALLENGE, challenges.challenge, name="challenge"),
    path(f"{CHALLENGE}timeline/", challenges.timeline, name="challenge_timeline"),
    path(ENTRY, challenges.entry, name="challenge_entry"),
    path(f"{ENTRY}remove/", challenges.remove_entry, name="remove_challenge_entry"),
    path(f"{CHALLENGE}commitments/", challenges.commitments, name="challenge_commitments"),
    path(f"{CHALLENGE}objective/", challenges.objective, name="challenge_objective"),
    path(f"{CHALLENGE}to/", challenges.to, name="challenge_to"),
    path(f"{CHALLENGE}letter/", challenges.letter, name="challenge_letter"),
    path(f"{CHALLENGE}letter/again/", challenges.draft_again, name="draft_letter_again"),
    path(f"{CHALLENGE}letter.docx", challenges.letter_file, DOCX, name="challenge_docx"),
    path(f"{CHALLENGE}letter.pdf", challenges.letter_file, PDF, name="challenge_pdf"),
    path(f"{CHALLENGE}send/", challenges.send, name="challenge_send"),
    path(f"{CHALLENGE}date/", challenges.reply_date, name="challenge_date"),
    path(f"{CHALLENGE}note/<slug:kind>/", challenges.note, name="challenge_note"),
    path(f"{CHALLENGE}cancel/", challenges.cancel, name="cancel_challenge"),
    path(f"{CHALLENGE}raise/start/", challenges.take_on, name="take_challenge_on"),
    path("signposts/", signposts.signpost_list, name="signposts"),
    path("signposts.csv", signposts.signpost_file, CSV, name="signposts_csv"),
    path("signposts.xlsx", signposts.signpost_file, XLSX, name="signposts_xlsx"),
    path("signposts/add/", signposts.add_signpost, name="add_signpost"),
    path(SIGNPOST, signposts.edit_signpost, name="edit_signpost"),
    path(f"{SIGNPOST}remove/", signposts.drop_signpost, name="remove_signpost"),
]
