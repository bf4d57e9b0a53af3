"""Addresses of assessments. Fixed words come before numbers."""

from django.urls import URLPattern, URLResolver, path, register_converter

from .views import groups, listing, publishing, reading, writing

CSV, XLSX = {"kind": "csv"}, {"kind": "xlsx"}


class AssessmentNumber:
    """The number of an assessment in an address: 2026-0004."""

    regex = r"\d{4}-\d{4,6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(AssessmentNumber, "assessment_number")

app_name = "assessments"
ONE = "assessments/<assessment_number:number>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("assessments/", listing.front, name="list"),
    path("assessments.csv", listing.list_file, CSV, name="list_csv"),
    path("assessments.xlsx", listing.list_file, XLSX, name="list_xlsx"),
    path("assessments.atom", listing.list_atom, name="list_atom"),
    path("assessments/begin/", writing.begin, name="begin"),
    path("assessments/groups/", groups.groups, name="groups"),
    path("assessments/groups/add/", groups.add_group, name="add_group"),
    path("assessments/groups/<slug:group>/", groups.edit_group, name="edit_group"),
    path("assessments/<assessment_number:number>.pdf", reading.pdf_file, name="pdf"),
    path(ONE, reading.assessment, name="assessment"),
    path(f"{ONE}write/", writing.write, name="write"),
    path(f"{ONE}remove/", writing.remove, name="remove"),
    path(f"{ONE}full/", writing.go_on, name="go_on"),
    path(f"{ONE}publish/", publishing.publish, name="publish"),
    path(f"{ONE}take-back/", publishing.take_back, name="take_back"),
    path(f"{ONE}decision/", publishing.note_decision, name="note_decision"),
    path(f"{ONE}review/", publishing.note_review, name="note_review"),
]
