"""Addresses of one's own account: ours first, then those of the sign-in package."""

from allauth.mfa.totp.views import activate_totp
from allauth.mfa.webauthn.views import add_webauthn
from django.urls import URLPattern, URLResolver, include, path

from . import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.account, name="account"),
    path("protect/", views.protect, name="account_protect"),
    path("protect/done/", views.protected, name="account_protected"),
    path("places/", views.places, name="account_places"),
    path("places/end/", views.end_others, name="account_end_others"),
    path("places/<int:pk>/end/", views.end_place, name="account_end_place"),
    path("oidc/login/", views.oidc_login, name="oidc_login"),
    path("oidc/callback/", views.oidc_callback, name="oidc_callback"),
    path("second-step/totp/activate/", views.fresh(activate_totp)),
    path("second-step/webauthn/add/", views.fresh(add_webauthn)),
    path("second-step/", include("allauth.mfa.urls")),
    path("connections/", include("allauth.socialaccount.urls")),
    path("", include("allauth.account.urls")),
]
