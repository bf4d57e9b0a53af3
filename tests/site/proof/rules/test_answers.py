"""Answers that no page gives: refusals, failures, files of the look, the cookie of a session."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousOperation
from django.http import Http404
from django.test import Client, override_settings

from opencompact.base.accounts.models import User
from tests.site.proof.rules import headers

pytestmark = [pytest.mark.once, pytest.mark.django_db]

SECRET = "the-word-that-went-wrong"
TRACES = (SECRET, "Traceback", "site-packages", settings.SECRET_KEY, "src/opencompact", ".py")


def failing(error):
    def view(request, **_kwargs):
        word = SECRET
        raise error(word)

    return view


@pytest.mark.parametrize(
    ("error", "status"), [(RuntimeError, 500), (SuspiciousOperation, 400), (Http404, 404)]
)
def test_a_failure_shows_nothing_and_keeps_the_headers(monkeypatch, error, status):
    from opencompact.site import urls

    page = next(one for one in urls.pages if one.name == "about")
    monkeypatch.setattr(page, "callback", failing(error))
    response = Client(raise_request_exception=False).get("/about/")
    assert response.status_code == status
    said = response.content.decode()
    assert [word for word in TRACES if word in said] == []
    assert list(headers.faults(response, personal=False)) == []


def test_another_host_is_refused():
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost@evil.example", ""):
        response = Client(headers={"host": host} if host else {}).get(
            "/", **({} if host else {"HTTP_HOST": " "})
        )
        assert response.status_code == 400, host
        assert list(headers.faults(response, personal=False)) == []


def test_a_file_of_the_look_carries_the_headers():
    name = "opencompact/built/main.css"
    assert finders.find(name), "the assets are not built"
    with override_settings(WHITENOISE_USE_FINDERS=True, WHITENOISE_AUTOREFRESH=True):
        response = Client().get(f"{settings.STATIC_URL}{name}")
    assert response.status_code == 200
    assert list(headers.faults(response, personal=False)) == []
    assert Client().get(f"{settings.STATIC_URL}../settings.py").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/static/", "/static/opencompact/", "/static/opencompact/built/", "/.git/config", "/var/"],
)
def test_no_folder_is_listed(address):
    with override_settings(WHITENOISE_USE_FINDERS=True, WHITENOISE_AUTOREFRESH=True):
        response = Client().get(address)
    assert response.status_code == 404
    assert "main.css" not in response.content.decode().partition("<body")[2]


def test_signing_in_sets_cookies_for_the_server_alone():
    user = User.objects.create_user("ada@example.org", "correct horse battery")
    user.emailaddress_set.update(verified=True)
    page = Client()
    found = page.get("/account/login/")
    assert list(headers.faults(found, personal=False)) == []
    response = page.post(
        "/account/login/", {"login": "ada@example.org", "password": "correct horse battery"}
    )
    assert response.status_code == 302
    assert settings.SESSION_COOKIE_NAME in response.cookies
    assert list(headers.cookie_faults(response)) == []


@override_settings(SECURE=True, SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True)
def test_behind_encryption_no_cookie_travels_without_it():
    response = Client().get("/account/login/", secure=True)
    assert response.cookies
    assert list(headers.cookie_faults(response)) == []


def test_the_check_of_headers_finds_what_is_missing():
    response = Client().get("/")
    policy = response.headers["Content-Security-Policy"]
    for worse in (
        "", policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
        policy.replace("'none'; style", "*; style"), f"{policy}; script-src *",
    ):  # fmt: skip
        response.headers["Content-Security-Policy"] = worse
        assert list(headers.faults(response, personal=False)), worse
    response.headers["Content-Security-Policy"] = policy
    assert list(headers.faults(response, personal=False)) == []
    assert list(headers.faults(response, personal=True))
    del response.headers["X-Frame-Options"]
    assert list(headers.faults(response, personal=False))
