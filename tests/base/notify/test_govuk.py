"""GOV.UK Notify as back end, against a server on this machine that speaks its API."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.mail import EmailMessage

from opencompact.base import notify
from opencompact.base.notify.models import Message
from opencompact.base.notify.tasks import PAUSE, TRIES, Delivered, deliver
from tests.base.notify.sink import free_port

SERVICE = "11111111-2222-3333-4444-555555555555"
SECRET = "66666666-7777-8888-9999-000000000000"
TEMPLATE = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
ADA, BOB = ("Ada", "ada@example.org"), ("Bob", "bob@example.org")
ERRORS = {
    400: ("BadRequestError", "email_address is not a valid email address"),
    403: ("AuthError", "Invalid token: API key not found"),
    429: ("RateLimitError", "Exceeded rate limit for key type LIVE"),
    500: ("Exception", "Internal server error"),
}


class Notify:
    """What was asked of it, and the status that it answers each address with."""

    def __init__(self):
        self.asked, self.headers, self.statuses = [], [], {}

    def answer(self, body) -> tuple[int, dict]:
        status = self.statuses.get(body["email_address"], 201)
        if status == 201:
            return status, {"id": "1", "reference": body.get("reference")}
        error, message = ERRORS[status]
        return status, {"status_code": status, "errors": [{"error": error, "message": message}]}


@contextmanager
def serving(notify_: Notify) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            assert self.path == "/v2/notifications/email"
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            notify_.asked.append(body)
            notify_.headers.append(dict(self.headers))
            status, said = notify_.answer(body)
            content = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def govuk(settings):
    found = Notify()
    with serving(found) as url:
        settings.EMAIL_BACKEND = "opencompact.base.notify.govuk.Backend"
        settings.GOVUK_NOTIFY = {"key": f"k-{SERVICE}-{SECRET}", "template": TEMPLATE, "url": url}
        settings.EMAIL_TIMEOUT = 5
        yield found


@pytest.fixture
def write(area, at):
    def written(*to, **fields):
        words = {"subject": "Elm has signed", "body": "Elm signed.", "topic": "roles"}
        notify.queue(**{"area": area, "key": "one", "at": at} | words | fields, to=to or [ADA])

    return written


def test_a_message_is_handed_over_with_its_words_and_its_id(govuk, write, at, user):
    write(topic="reminders")
    assert deliver(at) == Delivered(sent=1)
    (asked,) = govuk.asked
    message = Message.objects.get()
    assert (asked["email_address"], asked["template_id"]) == ("ada@example.org", TEMPLATE)
    assert asked["personalisation"]["subject"] == "Elm has signed"
    assert asked["personalisation"]["body"].startswith("Elm signed.\n\nhttp://127.0.0.1:8000/")
    assert asked["reference"] == message.message_id.strip("<>")
    assert "/anywhere/mail/stop/" in asked["one_click_unsubscribe_url"]
    assert govuk.headers[0]["Authorization"].startswith("Bearer ")


def test_needed_mail_has_no_address_to_stop_it(govuk, write, at, user):
    write()
    deliver(at)
    assert "one_click_unsubscribe_url" not in govuk.asked[0]


@pytest.mark.parametrize("status", [400, 403])
def test_a_refused_message_does_not_hold_up_the_others(govuk, write, at, status):
    govuk.statuses["ada@example.org"] = status
    write(ADA, BOB)
    assert deliver(at) == Delivered(sent=1, failed=1)
    error = Message.objects.get(sent_at=None).last_error
    assert error.startswith("RefusedError: GOV.UK Notify answered")
    assert ERRORS[status][1] in error
    assert SECRET not in error


@pytest.mark.parametrize("status", [429, 500])
def test_when_notify_is_busy_or_broken_the_round_ends_and_all_is_tried_later(
    govuk, write, at, status
):
    govuk.statuses = {"ada@example.org": status, "bob@example.org": status}
    write(ADA, BOB)
    assert deliver(at) == Delivered(failed=1)
    assert len(govuk.asked) == 1
    govuk.statuses = {}
    assert deliver(at + PAUSE) == Delivered(sent=2)
    assert not Message.objects.exclude(last_error="").exists()


def test_after_the_last_try_it_has_failed(govuk, write, at):
    govuk.statuses["ada@example.org"] = 400
    write()
    tries = sum(deliver(at + PAUSE * number).failed for number in range(TRIES + 2))
    assert tries == TRIES
    assert Message.objects.get().failed_at == at + PAUSE * (TRIES - 1)


def test_nobody_home_is_tried_later(govuk, write, at, settings):
    settings.GOVUK_NOTIFY = {**settings.GOVUK_NOTIFY, "url": f"http://127.0.0.1:{free_port()}"}
    write(ADA, BOB)
    assert deliver(at) == Delivered(failed=1)
    assert "AwayError" in Message.objects.get(tries=1).last_error


def test_codes_to_sign_in_go_the_same_way(govuk):
    sent = EmailMessage("Your code to sign in", "ABC-DEF", to=["Zoë <zoe@example.org>"]).send()
    assert sent == 1
    assert govuk.asked == [
        {
            "email_address": "zoe@example.org",
            "template_id": TEMPLATE,
            "personalisation": {"subject": "Your code to sign in", "body": "ABC-DEF"},
        }
    ]
