"""Addresses of consultations. Fixed words come before numbers."""

from django.urls import URLPattern, URLResolver, path

from .views import announcing, answering, data, importing, keeping, papers, reading, responses

CSV, XLSX, JSON = {"kind": "csv"}, {"kind": "xlsx"}, {"kind": "json"}

app_name = "consultations"
ALL = "consultations/"
ONE = f"{ALL}<slug:number>/"
ANSWERS = f"{ONE}responses/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("consultations.csv", data.register, CSV, name="register_csv"),
    path("consultations.xlsx", data.register, XLSX, name="register_xlsx"),
    path("consultations.json", data.register, JSON, name="register_json"),
    path("consultations.atom", data.feed, name="register_atom"),
    path("consultations.ics", data.calendar, name="register_ics"),
    path(ALL, reading.register, name="register"),
    path(f"{ALL}add/", keeping.add, name="add"),
    path(f"{ALL}calendar/", reading.calendar, name="calendar"),
    path(f"{ALL}embed/", data.embed, name="embed"),
    path(f"{ALL}import/", importing.upload, name="import"),
    path(f"{ALL}import/page/", announcing.page, name="import_page"),
    path(f"{ALL}school-holidays/", papers.holidays, name="holidays"),
    path(
        f"{ALL}school-holidays/<uuid:holiday>/remove/",
        papers.remove_holiday,
        name="remove_holiday",
    ),
    path(ONE, reading.one, name="one"),
    path(f"{ONE}edit/", keeping.edit, name="edit"),
    path(f"{ONE}publish/", keeping.publish, name="publish"),
    path(f"{ONE}extend/", keeping.extend, name="extend"),
    path(f"{ONE}open-again/", keeping.open_again, name="open_again"),
    path(f"{ONE}withdraw/", keeping.withdraw, name="withdraw"),
    path(f"{ONE}documents/", papers.documents, name="documents"),
    path(f"{ONE}documents/<uuid:document>/", reading.document, name="document"),
    path(f"{ONE}documents/<uuid:document>/remove/", papers.remove_document, name="remove_document"),
    path(f"{ONE}questions/", responses.questions, name="questions"),
    path(f"{ONE}questions/<uuid:question>/", responses.question, name="question"),
    path(f"{ONE}respond/", answering.respond, name="respond"),
    path(f"{ONE}respond/sent/", answering.sent, name="sent"),
    path(ANSWERS, responses.responses, name="responses"),
    path(f"{ONE}responses.csv", responses.responses_file, CSV, name="responses_csv"),
    path(f"{ONE}responses.xlsx", responses.responses_file, XLSX, name="responses_xlsx"),
    path(f"{ANSWERS}add/", responses.add_response, name="add_response"),
    path(f"{ANSWERS}<uuid:response>/", responses.response, name="response"),
    path(f"{ONE}feedback/", responses.feedback, name="feedback"),
]
