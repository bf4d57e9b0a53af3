"""A request that is too large is refused before any of it is read."""

import pytest
from django.conf import settings
from django.test import Client

VISITOR, SIGNED_IN = settings.LARGEST_BODY


class Body:
    """An empty body that counts how often it was asked for more."""

    asked = 0

    def read(self, *_):
        self.asked += 1
        return b""

    readline = read


def post(client: Client, size: int):
    """Send a form of so many bytes, as its header says; answer what came, and the body."""
    form, body = "multipart/form-data; boundary=part", Body()
    client.handler.enforce_csrf_checks = True  # the check against forgery reads the form first
    client.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32
    more = {"CONTENT_TYPE": form, "CONTENT_LENGTH": str(size), "wsgi.input": body}
    return client.generic("POST", "/account/login/", **more), body


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_visitor_may_send_no_more_than_a_form(visitor, db):
    answer, body = post(visitor, VISITOR + 1)
    assert (answer.status_code, body.asked) == (413, 0)
    assert b"larger than 1 MB" in answer.content
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_somebody_signed_in_may_send_papers_and_no_more(signed_in):
    answer, body = post(signed_in, SIGNED_IN + 1)
    assert (answer.status_code, body.asked) == (413, 0)
    assert b"larger than 505 MB" in answer.content


@pytest.mark.parametrize(
    ("who", "size"), [("visitor", VISITOR), ("signed_in", VISITOR + 1), ("signed_in", SIGNED_IN)]
)
def test_what_is_not_too_large_is_read(request, db, who, size):
    client = request.getfixturevalue(who)
    answer, body = post(client, size)
    assert answer.status_code != 413
    assert body.asked


@pytest.mark.parametrize("size", ["", "-1", "many", "1e9", "²"])
def test_a_size_that_is_no_number_breaks_nothing(visitor, db, size):
    assert visitor.get("/", CONTENT_LENGTH=size).status_code == 200
