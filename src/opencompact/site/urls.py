"""Addresses. They are part of the product's promise and stay."""

from django.urls import URLPattern, URLResolver, include, path

from . import switch, views

pages: list[URLPattern | URLResolver] = [
    path("", views.areas, name="areas"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("switch/", switch.switch, name="switch"),
    path("<slug:area>/", views.home, name="home"),
    path("<slug:area>/accessibility/", views.accessibility, name="accessibility"),
    path("<slug:area>/privacy/", views.privacy, name="privacy"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("opencompact.base.accounts.urls")),
    path("", include("opencompact.base.ui.urls")),
    path("", include((pages, "site"))),
    path("<slug:area>/", include("opencompact.apps.agreement.urls")),
    path("<slug:area>/", include("opencompact.apps.organisations.urls")),
    path("<slug:area>/", include("opencompact.apps.disputes.urls")),
]
