"""The officers' list: what waits, what failed and again, and what is confidential stays so."""

from datetime import timedelta

import pytest

from opencompact.base.audit.models import Event
from opencompact.base.notify.models import Message
from opencompact.base.notify.tasks import deliver

PAGE = "/anywhere/mail/outbox/"
STEP = {
    "kind": "disputes.seat",
    "facts": {"number": "2026-004", "seat": "mediator", "day": "9 March 2026"},
    "topic": "",
}


def shown(client, state=""):
    response = client.get(PAGE, {"state": state} if state else {})
    assert response.status_code == 200
    return response.content.decode()


def fail(at):
    failed = {"failed_at": at, "tries": 48, "last_error": "550 no such person"}
    Message.objects.update(rhythm="at-once", **failed)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("failed", "Everything could be sent"),
        ("waiting", "Nothing waits"),
        ("sent", "Nothing has been sent yet"),
        ("no such state", "Nothing waits"),
    ],
)
def test_an_empty_outbox_says_what_belongs_there(olga, state, says):
    assert says in shown(olga, state)


def test_an_officer_sees_what_waits_and_what_went(olga, write, at):
    write("one", topic="roles", subject="You have a role")
    write("two", subject="Elm has signed")
    assert "Leaves in a moment" in shown(olga)
    deliver(at)
    assert "In the mail of Saturday 21 November 2026" in shown(olga, "waiting")
    assert "You have a role" in shown(olga, "sent")
    assert "Elm signed." not in shown(olga, "waiting")


def test_what_is_confidential_is_only_counted(olga, write, at):
    write(**STEP)
    page = shown(olga)
    assert "1 more is confidential" in page
    for words in ("2026-004", "A seat in a case", "ada@example.org", "mediator"):
        assert words not in page


def test_a_confidential_message_that_failed_shows_no_word_of_it(olga, write, at):
    write(**STEP)
    fail(at)
    page = shown(olga)
    assert "A seat in a case" in page
    assert "ada@example.org" in page
    assert "550 no such person" in page
    for words in ("2026-004", "mediator"):
        assert words not in page


def test_what_failed_is_on_the_officers_home_and_first_here(olga, write, at):
    write()
    fail(at)
    assert "A message could not be sent" in olga.get("/anywhere/").content.decode()
    assert "Try again" in shown(olga)


@pytest.mark.parametrize(("which", "left"), [("one", 1), ("all", 0), ("none", 2), ("bad", 2)])
def test_an_officer_lets_it_go_again(olga, area, write, at, which, left):
    write("one", topic="roles")
    write("two", topic="roles")
    fail(at)
    chosen = {
        "one": str(Message.objects.get(key="one").pk), "all": "",
        "none": "00000000-0000-0000-0000-000000000001", "bad": "x",
    }[which]  # fmt: skip
    response = olga.post(f"{PAGE}again/", {"message": chosen})
    assert response.status_code == 302
    assert Message.objects.filter(failed_at__isnull=False).count() == left
    events = list(Event.objects.values_list("verb", "data"))
    assert events == ([("notify.retry", {"messages": 2 - left})] if left < 2 else [])
    later = Message.objects.order_by("-next_try_at")[0].next_try_at + timedelta(minutes=1)
    assert deliver(later).sent == 2 - left


def test_the_failed_mail_of_another_area_is_left_alone(olga, write, other_area, at):
    write(area=other_area)
    fail(at)
    message = Message.objects.get()
    olga.post(f"{PAGE}again/", {"message": str(message.pk)})
    olga.post(f"{PAGE}again/")
    assert Message.objects.get().failed_at == at


def test_a_page_takes_few_queries(olga, write, at, django_assert_max_num_queries):
    for number in range(4):
        write(f"key-{number}")
    with django_assert_max_num_queries(12):
        shown(olga)
