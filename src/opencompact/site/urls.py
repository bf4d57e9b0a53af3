"""Addresses. They are part of the product's promise and stay."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

APPS = ("agreement", "organisations", "disputes")

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.account.urls")),
    path("", include("opencompact.base.ui.urls")),
]
urlpatterns += [
    path("<slug:area>/", include(f"opencompact.apps.{app}.urls"))
    for app in APPS
    if find_spec(f"opencompact.apps.{app}.urls")
]
