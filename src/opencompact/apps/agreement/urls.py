"""Addresses of the agreement; core.pack.check keeps their fixed words out of commitments' keys."""

from django.urls import path

from opencompact.apps.agreement import views

CSV, XLSX = {"kind": "csv"}, {"kind": "xlsx"}

app_name = "agreement"
urlpatterns = [
    path("agreement/", views.front, name="front"),
    path("agreement/agreement.json", views.data, name="data"),
    path("agreement/commitments.csv", views.commitments_file, CSV, name="commitments-csv"),
    path("agreement/commitments.xlsx", views.commitments_file, XLSX, name="commitments-xlsx"),
    path("agreement/glossary.csv", views.glossary_file, CSV, name="glossary-csv"),
    path("agreement/glossary.xlsx", views.glossary_file, XLSX, name="glossary-xlsx"),
    path("agreement/editions.csv", views.editions_file, CSV, name="editions-csv"),
    path("agreement/editions.xlsx", views.editions_file, XLSX, name="editions-xlsx"),
    path("agreement/part/<slug:part>/", views.part, name="part"),
    path("agreement/who/<slug:sector>/", views.who, name="who"),
    path("agreement/glossary/", views.glossary, name="glossary"),
    path("agreement/search/", views.search, name="search"),
    path("agreement/print/", views.booklet, name="print"),
    path("agreement/editions/", views.editions, name="editions"),
    path("agreement/editions/<slug:edition>/", views.edition, name="edition"),
    path("agreement/<slug:commitment>/", views.commitment, name="commitment"),
]
