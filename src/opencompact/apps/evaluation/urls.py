"""Addresses of how commitments are kept. Fixed words come before the keys of commitments."""

from django.urls import path

from .views import commitment, kept

CSV, XLSX, JSON = {"kind": "csv"}, {"kind": "xlsx"}, {"kind": "json"}

app_name = "evaluation"
urlpatterns = [
    path("kept.csv", kept.kept_file, CSV, name="kept-csv"),
    path("kept.xlsx", kept.kept_file, XLSX, name="kept-xlsx"),
    path("kept.json", kept.kept_file, JSON, name="kept-json"),
    path("kept/", kept.kept, name="kept"),
    path("kept/verdicts.csv", commitment.verdicts_file, CSV, name="verdicts-csv"),
    path("kept/verdicts.xlsx", commitment.verdicts_file, XLSX, name="verdicts-xlsx"),
    path("kept/verdicts.json", commitment.verdicts_file, JSON, name="verdicts-json"),
    path("kept/body/<slug:organisation>/", kept.body, name="body"),
    path("kept/<slug:commitment>/", commitment.commitment, name="commitment"),
]
