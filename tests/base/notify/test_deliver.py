"""Sending, trying again, giving up, and never sending twice; against a real mail server."""

import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from opencompact.base import notify
from opencompact.base.notify import tasks
from opencompact.base.notify.models import Message
from opencompact.base.notify.sorting import arrange
from opencompact.base.notify.tasks import PAUSE, TRIES, Delivered, deliver
from tests.base.notify.sink import free_port

ADA = ("Ada Lovelace", "ada@example.org")


@pytest.fixture
def nobody_home(settings):
    """Settings for a mail server that is not there."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()


def write(at, *people, key="disputes.refer:1", **fields):
    words = {"subject": "A disagreement was raised", "body": "Please answer.", "area": None}
    notify.queue(**words, key=key, to=people or [ADA], at=at, **fields)


def test_a_message_arrives(inbox, at, db, settings):
    settings.DEFAULT_FROM_EMAIL = "Anywhere Compact <no-reply@example.org>"
    write(at)
    assert deliver(at) == Delivered(sent=1, failed=0)
    (mail,) = inbox.mails
    text = mail.content.decode()
    assert (mail.mail_from, mail.rcpt_tos) == ("no-reply@example.org", ["ada@example.org"])
    assert "To: Ada Lovelace <ada@example.org>" in text
    assert "Subject: A disagreement was raised" in text
    assert f"Message-ID: {Message.objects.get().message_id}" in text
    assert "Auto-Submitted: auto-generated" in text
    assert "Please answer." in text
    message = Message.objects.get()
    assert (message.sent_at, message.tries, message.failed_at) == (at, 1, None)


def test_names_in_other_letters_arrive(inbox, at, db):
    write(at, ('Zoë "Zo" Łuka, MBE', "zoe@example.org"))
    assert deliver(at).sent == 1
    assert inbox.addresses == ["zoe@example.org"]


def test_delivering_twice_sends_once(inbox, at, db):
    write(at)
    assert deliver(at).sent == 1
    assert deliver(at + timedelta(hours=1)) == Delivered()
    assert len(inbox.mails) == 1


def test_an_empty_outbox_needs_no_mail_server(nobody_home, at, db):
    assert deliver(at) == Delivered()


def test_a_message_that_waits_is_not_sent_before(inbox, at, db):
    later = at + timedelta(days=1)
    write(at, not_before=later)
    assert deliver(later - timedelta(seconds=1)) == Delivered()
    assert deliver(later).sent == 1


def test_a_refused_address_does_not_hold_up_the_others(inbox, at, db):
    people = [(f"P{n}", f"p{n}@example.org") for n in range(5)]
    inbox.refused = {"p2@example.org"}
    write(at, *people)
    assert deliver(at) == Delivered(sent=4, failed=1)
    assert inbox.addresses == [address for _, address in people if address != "p2@example.org"]
    left = Message.objects.get(sent_at=None)
    assert (left.to_address, left.tries, left.failed_at) == ("p2@example.org", 1, None)
    assert "no such person" in left.last_error


def test_a_message_is_tried_again_when_the_server_is_back(inbox, at, db):
    inbox.refused = {"ada@example.org"}
    write(at)
    assert deliver(at).failed == 1
    inbox.refused = set()
    assert deliver(at + PAUSE - timedelta(seconds=1)) == Delivered()
    assert deliver(at + PAUSE).sent == 1
    message = Message.objects.get()
    assert (message.tries, message.last_error, message.sent_at) == (2, "", at + PAUSE)


def test_after_the_last_try_a_message_has_failed(inbox, at, db):
    inbox.refused = {"ada@example.org"}
    write(at)
    tries = [deliver(at + PAUSE * number).failed for number in range(TRIES + 5)]
    assert tries == [1] * TRIES + [0] * 5
    message = Message.objects.get()
    assert (message.tries, message.failed_at) == (TRIES, at + PAUSE * (TRIES - 1))
    assert timedelta(hours=4) == TRIES * PAUSE
    assert inbox.mails == []


def test_when_nobody_is_home_the_other_messages_keep_their_tries(nobody_home, at, db):
    write(at, *[(f"P{n}", f"p{n}@example.org") for n in range(4)])
    assert deliver(at) == Delivered(sent=0, failed=1)
    assert sorted(Message.objects.values_list("tries", flat=True)) == [0, 0, 0, 1]
    assert "ConnectionRefusedError" in Message.objects.get(tries=1).last_error


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (None, False),
        (ConnectionRefusedError(), True),
        (TimeoutError(), True),
        (smtplib.SMTPServerDisconnected(), True),
        (smtplib.SMTPConnectError(421, b"busy"), True),
        (smtplib.SMTPRecipientsRefused({}), False),
        (smtplib.SMTPDataError(552, b"too big"), False),
        (ValueError("header"), False),
    ],
)
def test_which_errors_end_the_round(error, away):
    assert tasks.unreachable(error) is away


def test_a_try_belongs_to_one_sender(at, db):
    write(at)
    arrange(at)
    mine, yours = Message.objects.get(), Message.objects.get()
    assert tasks.claim(mine, at)
    assert not tasks.claim(yours, at)
    assert (mine.tries, yours.tries) == (1, 0)


def test_a_sender_that_died_leaves_a_message_that_is_sent_later(inbox, at, db):
    write(at)
    arrange(at)
    tasks.claim(Message.objects.get(), at)
    assert deliver(at + timedelta(minutes=1)) == Delivered()
    assert deliver(at + PAUSE).sent == 1
    assert Message.objects.get().message_id in inbox.mails[0].content.decode()


def test_a_round_has_an_end(inbox, at, db, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 3)
    write(at, *[(f"P{n}", f"p{n}@example.org") for n in range(5)])
    assert [deliver(at).sent for _ in range(3)] == [3, 2, 0]


@pytest.mark.django_db(transaction=True)
def test_many_senders_at_once_send_each_message_once(inbox, at):
    people = [(f"P{n}", f"p{n:02}@example.org") for n in range(30)]
    write(at, *people)

    def work(_number):
        try:
            return deliver(at)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        rounds = list(pool.map(work, range(4)))
    assert sum(round_.sent for round_ in rounds) == 30
    assert inbox.addresses == [address for _, address in people]


def test_in_the_demo_mail_goes_to_files(settings, tmp_path, at, db):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "outbox")
    write(at, ADA, ("Bob", "bob@example.org"))
    assert deliver(at).sent == 2
    text = "".join(path.read_text() for path in (tmp_path / "outbox").iterdir())
    assert "ada@example.org" in text
    assert "bob@example.org" in text
