"""Addresses of the agreement; core.pack.check keeps their fixed words out of commitments' keys."""

from django.urls import path

from opencompact.apps.agreement import views

app_name = "agreement"
urlpatterns = [
    path("agreement/", views.front, name="front"),
    path("agreement/agreement.json", views.data, name="data"),
    path("agreement/part/<slug:part>/", views.part, name="part"),
    path("agreement/who/<slug:sector>/", views.who, name="who"),
    path("agreement/glossary/", views.glossary, name="glossary"),
    path("agreement/search/", views.search, name="search"),
    path("agreement/print/", views.booklet, name="print"),
    path("agreement/editions/", views.editions, name="editions"),
    path("agreement/editions/<slug:edition>/", views.edition, name="edition"),
    path("agreement/<slug:commitment>/", views.commitment, name="commitment"),
]
