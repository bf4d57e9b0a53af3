"""How a message goes: at once, in a digest or not at all; and when a digest leaves."""

from datetime import UTC, datetime, timedelta

import pytest

from opencompact.base import notify
from opencompact.base.areas.scoping import within
from opencompact.base.notify import sorting
from opencompact.base.notify.models import Message, Preference
from opencompact.base.notify.sorting import arrange, next_digest
from opencompact.base.notify.topics import TOPICS, Rhythm, topic

ADA, BOB = ("Ada Lovelace", "ada@example.org"), ("Bob", "bob@example.org")
ONCE, DAILY, WEEKLY, NEVER = Rhythm


@pytest.fixture
def write(area, at):
    """Queue a message about signatures to Ada, with what a test does not care about filled in."""

    def written(number=1, to=ADA, **fields):
        words = {"subject": "Elm has signed", "body": "Elm signed.", "topic": "register"}
        usual = {"area": area, "key": f"organisations.sign:{number}", "to": [to], "at": at}
        notify.queue(**words | usual | fields)

    return written


@pytest.fixture
def wish(area, user):
    """Let Ada choose how often she gets a topic."""

    def wished(key, rhythm, where=area):
        with within(where):
            Preference.objects.create(area=where, user=user, topic=key, rhythm=rhythm)

    return wished


def rhythms(at):
    arrange(at)
    return list(Message.objects.order_by("key").values_list("rhythm", flat=True))


def test_every_topic_has_a_usual_rhythm_that_one_may_choose():
    assert all(one.usual in one.rhythms for one in TOPICS)
    assert {one.key for one in TOPICS if not one.may_stop} == {"cases", "roles"}
    with pytest.raises(ValueError, match=r"There is no topic 'gossip'\. Use one of cases"):
        topic("gossip")


@pytest.mark.parametrize(
    ("fields", "goes"),
    [
        ({}, DAILY),
        ({"topic": "news"}, WEEKLY),
        ({"topic": "cases"}, ONCE),
        ({"topic": "roles"}, ONCE),
        ({"do": "Please answer."}, ONCE),
        ({"due": timedelta(2)}, ONCE),
        ({"due": timedelta(3)}, DAILY),
        ({"due": timedelta(-1)}, ONCE),
        ({"area": None}, ONCE),
    ],
)
def test_without_a_choice_it_goes_as_is_usual(write, at, fields, goes):
    due = fields.get("due")
    write(**fields | ({"due": at.date() + due} if due else {}))
    assert rhythms(at) == [goes]


def test_a_caller_who_names_no_topic_sends_what_people_need(area, at):
    notify.queue(area=area, key="one", to=[ADA], subject="A", body="B", at=at)
    assert Message.objects.get().topic == "roles"
    assert rhythms(at) == [ONCE]


@pytest.mark.parametrize(
    ("chosen", "fields", "goes"),
    [
        (ONCE, {}, ONCE),
        (WEEKLY, {}, WEEKLY),
        (NEVER, {}, NEVER),
        (NEVER, {"do": "Please answer."}, NEVER),
        (WEEKLY, {"do": "Please answer."}, ONCE),
    ],
)
def test_what_somebody_chose_counts(write, wish, at, chosen, fields, goes):
    wish("register", chosen)
    write(1, **fields)
    write(2, to=BOB)
    assert rhythms(at) == [goes, DAILY]
    assert (Message.objects.get(key__endswith=":1").cancelled_at == at) is (goes == NEVER)


@pytest.mark.parametrize("key", ["cases", "roles"])
def test_a_choice_that_a_topic_does_not_allow_stops_nothing(write, wish, at, key):
    wish(key, NEVER)
    write(topic=key)
    assert rhythms(at) == [ONCE]


def test_a_choice_is_for_one_area_and_one_topic(write, wish, at, other_area):
    wish("register", NEVER, where=other_area)
    wish("news", NEVER)
    write()
    assert rhythms(at) == [DAILY]


def test_a_choice_made_before_it_leaves_still_counts(write, wish, at):
    later = at + timedelta(hours=1)
    write(not_before=later)
    assert rhythms(at) == [""]
    wish("register", NEVER)
    assert rhythms(later) == [NEVER]


def test_after_the_cap_of_a_day_the_rest_waits_but_for_what_is_due(write, at, settings):
    settings.MAIL_CAP = 2
    soon, later = at.date() + timedelta(2), at.date() + timedelta(9)
    for number in range(1, 5):
        write(number, topic="cases", do="Answer.", due=soon if number == 4 else later)
    write(5, to=BOB, topic="cases")
    # The one that is due soon is the first of the two, though it was written last.
    assert rhythms(at) == [ONCE, DAILY, DAILY, ONCE, ONCE]
    tomorrow = at + timedelta(1)
    write(6, topic="cases", at=tomorrow)
    assert rhythms(tomorrow)[-1] == ONCE


def test_the_cap_counts_over_several_rounds_of_a_day(write, at, settings):
    settings.MAIL_CAP = 1
    write(1, topic="cases")
    arrange(at)
    write(2, topic="cases")
    assert rhythms(at + timedelta(hours=3)) == [ONCE, DAILY]


def test_a_decision_is_made_once(write, at):
    write()
    assert [arrange(at), arrange(at)] == [1, 0]


@pytest.mark.django_db
def test_a_round_asks_little_however_many_there_are(write, at, django_assert_num_queries):
    for number in range(12):
        write(number, to=(f"P{number}", f"p{number}@example.org"))
    with django_assert_num_queries(3 + 12):  # the messages, choices and counts; a decision each
        arrange(at)


# 20 November 2026 is a Friday; London keeps winter time.
@pytest.mark.parametrize(
    ("rhythm", "at", "leaves"),
    [
        (DAILY, datetime(2026, 11, 20, 6, 59, tzinfo=UTC), datetime(2026, 11, 20, 7, tzinfo=UTC)),
        (DAILY, datetime(2026, 11, 20, 7, 0, tzinfo=UTC), datetime(2026, 11, 21, 7, tzinfo=UTC)),
        (WEEKLY, datetime(2026, 11, 20, 6, 59, tzinfo=UTC), datetime(2026, 11, 23, 7, tzinfo=UTC)),
        (WEEKLY, datetime(2026, 11, 23, 6, 0, tzinfo=UTC), datetime(2026, 11, 23, 7, tzinfo=UTC)),
        (WEEKLY, datetime(2026, 11, 23, 7, 0, tzinfo=UTC), datetime(2026, 11, 30, 7, tzinfo=UTC)),
        (DAILY, datetime(2026, 6, 1, 5, 59, tzinfo=UTC), datetime(2026, 6, 1, 6, tzinfo=UTC)),
        (DAILY, datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 7, tzinfo=UTC)),
    ],
)
def test_a_digest_leaves_at_seven_in_the_morning_there(rhythm, at, leaves):
    assert next_digest(rhythm, at) == leaves


def test_the_day_of_the_cap_is_the_day_there(write, settings):
    settings.MAIL_CAP = 1
    evening = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)  # half past eleven in London
    write(1, topic="cases", at=evening)
    arrange(evening)
    after = evening + timedelta(hours=1)
    write(2, topic="cases", at=after)
    assert rhythms(after) == [ONCE, ONCE]
    assert sorting.sent_on_the_day(Message.objects.all(), after)["ada@example.org"] == 1
