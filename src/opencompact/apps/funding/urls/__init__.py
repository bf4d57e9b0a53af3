"""Addresses of funding: a file a part, each with its `patterns`."""

from django.urls import URLPattern, URLResolver

from . import grants, notices, payments

app_name = "funding"
urlpatterns: list[URLPattern | URLResolver] = [
    *grants.patterns,
    *payments.patterns,
    *notices.patterns,
]
