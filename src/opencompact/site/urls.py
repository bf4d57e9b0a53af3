"""Addresses. They are part of the product's promise and stay."""

from django.urls import URLPattern, URLResolver, include, path

from . import feeds, switch, views
from .api import pages as api_pages
from .api.assembly import urls as operations
from .archive import shelves
from .archive import views as archive

pages: list[URLPattern | URLResolver] = [
    path("", views.areas, name="areas"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("account/data/", archive.own, name="own-data"),
    path("switch/", switch.switch, name="switch"),
    path("api/", api_pages.programmers, name="programmers"),
    path("api/v1/openapi.json", api_pages.openapi, name="openapi"),
    path("<slug:area>/", views.home, name="home"),
    path("<slug:area>/induction/", views.induction_page, name="induction"),
    path("<slug:area>/accessibility/", views.accessibility, name="accessibility"),
    path("<slug:area>/feeds/", feeds.feeds, name="feeds"),
    path("<slug:area>/calendar.ics", feeds.calendar, name="calendar_ics"),
    path("<slug:area>/privacy/", views.privacy, name="privacy"),
    path("<slug:area>/tokens/", api_pages.tokens, name="tokens"),
    path("<slug:area>/tokens/make/", api_pages.make_token, name="make-token"),
    path("<slug:area>/tokens/<uuid:token>/revoke/", api_pages.revoke_token, name="revoke-token"),
    path("<slug:area>/keeping/", shelves.shelf, name="shelf"),
    path("<slug:area>/keeping.csv", shelves.shelf_file, {"kind": "csv"}, name="shelf_csv"),
    path("<slug:area>/keeping.xlsx", shelves.shelf_file, {"kind": "xlsx"}, name="shelf_xlsx"),
    path("<slug:area>/keeping/<slug:kept>/<str:number>/", shelves.removal, name="removal"),
    path("<slug:area>/people/<uuid:person>/data/", archive.person, name="person-data"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.account.urls")),
    path("", include("opencompact.base.notify.links.urls")),
    path("account/", include("opencompact.base.accounts.urls")),
    path("", include("opencompact.base.ui.urls")),
    path("", include((pages, "site"))),
    path("api/v1/", include((operations, "api"))),
    path("<slug:area>/", include("opencompact.site.mail.urls")),
    path("<slug:area>/", include("opencompact.apps.agreement.urls")),
    path("<slug:area>/", include("opencompact.apps.organisations.urls")),
    path("<slug:area>/", include("opencompact.apps.consultations.urls")),
    path("<slug:area>/", include("opencompact.apps.funding.urls")),
    path("<slug:area>/", include("opencompact.apps.assessments.urls")),
    path("<slug:area>/", include("opencompact.apps.disputes.urls")),
    path("<slug:area>/", include("opencompact.apps.evaluation.urls")),
]
