"""Digests: one mail for each person, area and period, with what is still of use in it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from opencompact.base import notify
from opencompact.base.areas.scoping import within
from opencompact.base.notify.digests import gather
from opencompact.base.notify.kinds import DIGEST, Standing
from opencompact.base.notify.models import Message, Preference
from opencompact.base.notify.sorting import arrange
from opencompact.base.notify.tasks import Delivered, deliver
from opencompact.base.notify.topics import Rhythm
from opencompact.base.ui.dates import weekday
from tests.base.notify.sink import html, text

ADA, BOB = ("Ada Lovelace", "ada@example.org"), ("Bob", "bob@example.org")
MORNING = datetime(2026, 11, 21, 7, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)


@pytest.fixture
def write(area, at):
    def written(number, *to, **fields):
        usual = {"area": area, "key": f"organisations.sign:{number}", "at": at, "topic": "register"}
        words = {"subject": f"Group {number} has signed", "body": f"Group {number} signed."}
        link = {"link": f"/anywhere/organisations/{number}/"}
        notify.queue(**usual | words | link | fields, to=to or [ADA])

    return written


def test_what_is_not_asked_comes_together_on_the_next_morning(inbox, write, at):
    for number in (1, 2, 3):
        write(number, ADA, BOB)
    assert deliver(at) == deliver(MORNING - timedelta(seconds=1)) == Delivered()
    assert deliver(MORNING) == Delivered(sent=2)
    assert deliver(MORNING + timedelta(hours=1)) == Delivered()
    assert inbox.addresses == ["ada@example.org", "bob@example.org"]
    (letter, _) = inbox.letters
    assert letter["Subject"] == "Anywhere Compact: 3 things to know"
    for said in (text(letter), html(letter)):
        for number in (1, 2, 3):
            assert f"Group {number} has signed" in said
            assert said.count(f"Group {number} signed.") == 1
            assert f"/anywhere/organisations/{number}/" in said
        assert weekday(at) in said
        assert "because you have a role in the Anywhere Compact" in said


def test_a_weekly_digest_leaves_on_monday(inbox, write, at):
    write(1, topic="news")
    assert [deliver(moment).sent for moment in (at, MORNING, MONDAY)] == [0, 0, 1]


def test_areas_and_rhythms_have_digests_of_their_own(inbox, write, at, other_area):
    write(1)
    write(2, area=other_area)
    write(3, topic="news")
    deliver(at)
    deliver(MONDAY)
    assert sorted(letter["Subject"] for letter in inbox.letters) == [
        "Anywhere Compact: 1 thing to know",
        "Anywhere Compact: 1 thing to know",
        "Elsewhere Compact: 1 thing to know",
    ]


def test_what_is_to_be_done_stands_first(inbox, write, at, settings):
    settings.MAIL_CAP = 0
    write(1)
    write(2, do="Answer until Monday.", topic="cases")
    deliver(at)
    deliver(MORNING)
    said = text(inbox.letters[0])
    assert said.index("Answer until Monday.") < said.index("Group 1 signed.")


@pytest.mark.parametrize(
    ("now", "subject", "asked", "told"),
    [
        (Standing.ASKED, 1, True, True),
        (Standing.TOLD, 1, False, True),
        (Standing.GONE, 0, False, False),
    ],
)
def test_nothing_comes_after_the_thing_is_done(  # noqa: PLR0917 - a row of the table and its place
    inbox, area, at, stands, settings, now, subject, asked, told
):
    settings.MAIL_CAP = 0
    facts = {"who": "Bob", "what": "an answer", "more": ""}
    notify.queue(area=area, key="one", to=[ADA], kind="tests.ask", facts=facts, at=at)
    deliver(at)
    stands["now"] = now
    assert deliver(MORNING).sent == subject
    said = "".join(text(letter) for letter in inbox.letters)
    assert ("Answer Bob." in said) is asked
    assert ("Bob asks for an answer." in said) is told
    assert deliver(MORNING + timedelta(1)) == Delivered()
    assert Message.objects.filter(cancelled_at=None).exists() is bool(subject)


def test_a_digest_leaves_without_what_is_no_longer_of_use(inbox, area, write, at, stands):
    facts = {"who": "Bob", "what": "an answer", "more": ""}
    write(1)
    notify.queue(
        area=area, key="two", to=[ADA], kind="tests.ask", facts=facts, at=at, topic="register"
    )
    Message.objects.filter(key="two").update(do="")
    deliver(at)
    stands["now"] = Standing.GONE
    deliver(MORNING)
    assert "Group 1 signed." in text(inbox.letters[0])
    assert "Bob" not in text(inbox.letters[0])


def test_what_was_stopped_meanwhile_is_left_out(inbox, area, user, write, at):
    write(1)
    deliver(at)
    with within(area):
        Preference.objects.create(area=area, user=user, topic="register", rhythm=Rhythm.NEVER)
    assert deliver(MORNING) == Delivered()
    message = Message.objects.get()
    assert (message.cancelled_at, message.digest) == (MORNING, None)


def test_a_period_has_one_digest_and_what_is_late_goes_with_the_next(inbox, write, at):
    write(1)
    arrange(at)
    assert gather(MORNING) == 1
    write(2)
    arrange(at)
    assert gather(MORNING + timedelta(minutes=1)) == 0
    late = Message.objects.get(key__endswith=":2")
    assert late.next_try_at == MORNING + timedelta(1)
    assert gather(MORNING + timedelta(1)) == 1
    assert Message.objects.filter(kind=DIGEST).count() == 2


def test_after_days_without_a_clock_there_is_one_digest(inbox, write, at):
    write(1)
    arrange(at)
    write(2, at=at + timedelta(1))
    arrange(at + timedelta(1))
    assert deliver(at + timedelta(9)) == Delivered(sent=1)
    assert "2 things to know" in inbox.letters[0]["Subject"]


def test_a_digest_that_is_tried_again_bears_the_same_id(inbox, write, at):
    write(1)
    deliver(at)
    inbox.refused = {"ada@example.org"}
    assert deliver(MORNING).failed == 1
    inbox.refused = set()
    assert deliver(MORNING + timedelta(minutes=5)).sent == 1
    digest = Message.objects.get(kind=DIGEST)
    assert (digest.tries, inbox.letters[0]["Message-ID"]) == (2, digest.message_id)


@pytest.mark.django_db(transaction=True)
def test_many_clocks_at_once_make_one_digest(inbox, write, at):
    for number in range(4):
        write(number, ADA, BOB)
    arrange(at)

    def work(_number):
        try:
            return gather(MORNING)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(work, range(4)))
    assert sum(made) == 2
    assert Message.objects.filter(kind=DIGEST).count() == 2
    assert not Message.objects.exclude(kind=DIGEST).filter(digest=None).exists()
