"""What goes into the outbox, and that it goes in once."""

from datetime import timedelta

import pytest
from django.db import transaction

from opencompact.base import notify
from opencompact.base.notify.actions import message_id
from opencompact.base.notify.models import Message
from opencompact.base.notify.wording import one_line

ADA, BOB = ("Ada Lovelace", "ada@example.org"), ("Bob", "bob@example.org")


@pytest.fixture(autouse=True)
def address(settings):
    settings.BASE_URL = "https://compact.example.org"


@pytest.fixture
def write(area, at):
    """Queue a message, with what a test does not care about filled in."""

    def written(**fields):
        usual = {"area": area, "key": "disputes.refer:1", "to": [ADA], "at": at}
        words = {"subject": "A disagreement was raised", "body": "Please answer."}
        return notify.queue(**usual | words | fields)

    return written


def test_a_message_is_written_down(write, area, at):
    assert write(link="/anywhere/disputes/2026-001/") == 1
    message = Message.objects.get()
    assert (message.area, message.key) == (area, "disputes.refer:1")
    assert (message.to_name, message.to_address) == ADA
    assert (message.subject, str(message)) == (
        "A disagreement was raised",
        "A disagreement was raised to ada@example.org",
    )
    assert (message.created_at, message.next_try_at, message.not_before) == (at, at, None)
    assert (message.tries, message.sent_at, message.failed_at, message.last_error) == (
        0,
        None,
        None,
        "",
    )


def test_a_body_ends_with_the_link_and_the_reason(write):
    write(body="Please answer.\n\n", link="/anywhere/disputes/2026-001/")
    assert Message.objects.get().body == (
        "Please answer.\n\n"
        "https://compact.example.org/anywhere/disputes/2026-001/\n\n"
        "-- \nYou get this message because you have a role in the Anywhere Compact.\n"
    )


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ("", "https://compact.example.org/"),
        ("/anywhere/", "https://compact.example.org/anywhere/"),
        ("/anywhere/?page=2", "https://compact.example.org/anywhere/?page=2"),
        ("https://other.example.org/x", "https://other.example.org/x"),
    ],
)
def test_links(write, link, written):
    write(body="Body", link=link, why="Because.")
    assert Message.objects.get().body == f"Body\n\n{written}\n\n-- \nBecause.\n"


def test_the_reason_may_be_given_and_uses_the_areas_word(write, area):
    area.wording = {"agreement": "Covenant"}
    write(key="one")
    write(key="two", why="You asked for reminders.")
    write(key="three", area=None)
    ends = [message.body.splitlines()[-1] for message in Message.objects.order_by("key")]
    assert ends == [
        "You get this message because you have a role in the Anywhere Covenant.",
        "You get this message because you have a role in the OpenCompact.",
        "You asked for reminders.",
    ]


def test_one_message_to_each_person(write):
    assert write(to=[ADA, BOB]) == 2
    assert set(Message.objects.values_list("to_name", "to_address")) == {ADA, BOB}


@pytest.mark.parametrize("again", [[ADA], [("Someone else", "ADA@Example.org ")], [ADA, ADA]])
def test_the_same_key_reaches_an_address_once(write, again):
    write()
    write(to=again, subject="Again")
    assert Message.objects.get().subject == "A disagreement was raised"


def test_another_key_or_address_is_another_message(write):
    write()
    write(key="disputes.refer:2")
    write(to=[BOB])
    assert Message.objects.count() == 3
    assert Message.objects.values("message_id").distinct().count() == 3


def test_a_message_of_a_change_that_failed_is_not_sent(write):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_a_message_may_wait(write, at):
    write(not_before=at + timedelta(days=1))
    assert Message.objects.get().next_try_at == at + timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A disagreement", "A disagreement"),
        ("A\r\nBcc: all@example.org", "A Bcc: all@example.org"),
        ("  A \t disagreement\n", "A disagreement"),
        ("A\u2028line\x0b\x85break", "A line break"),
    ],
)
def test_a_header_has_one_line(text, line):
    assert one_line(text) == line


def test_headers_are_cut_to_what_fits(write):
    write(subject="S" * 300, to=[("N" * 300, "ada@example.org")])
    message = Message.objects.get()
    assert (len(message.subject), len(message.to_name)) == (200, 150)


def test_the_message_id_is_stable_and_gives_nothing_away():
    one = message_id("disputes.refer:1", "ada@example.org")
    assert one == message_id("disputes.refer:1", "ada@example.org")
    assert one.endswith("@compact.example.org>")
    assert "ada" not in one
