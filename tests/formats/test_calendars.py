"""Calendars: the rules of RFC 5545, line by line, whatever the words in them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencompact.formats.calendars import Calendar, Day, write
from tests.formats.ical import checked

AT = datetime(2026, 7, 1, 12, tzinfo=UTC)
WORDS = st.text(
    st.one_of(st.sampled_from(',;:\\"\n\r\t é😀=\x01'), st.characters(exclude_categories=["Cs"])),
    max_size=90,
)


def day(**fields) -> Day:
    return Day(
        **{"key": "1@a.example", "on": date(2026, 1, 6), "title": "x", "changed": AT, **fields}
    )


def test_an_empty_calendar_is_one_all_the_same():
    assert checked(write(Calendar("Anywhere", []))) == []


@settings(max_examples=40, deadline=None)
@given(WORDS, WORDS)
def test_every_line_keeps_the_rules_whatever_the_words(title, text):
    [event] = checked(write(Calendar(title, [day(title=title, text=text)], text)))
    kept = title.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(one for one in kept if one in "\n\t" or (one >= " " and one != "\x7f"))
    assert str(event["SUMMARY"]) == plain


def test_an_event_says_everything_once():
    zoned = datetime(2026, 7, 1, 13, tzinfo=ZoneInfo("Europe/London"))
    made = day(changed=zoned, revision=3, cancelled=True, href="https://a.example/1/", text="Why.")
    [event] = checked(write(Calendar("Anywhere", [made], private=True)))
    told = {name: value.to_ical() for name, value in event.items()}
    assert told["DTSTART"] == b"20260106"
    assert told["DTEND"] == b"20260107"
    assert told["DTSTAMP"] == told["LAST-MODIFIED"] == b"20260701T120000Z"
    assert told["SEQUENCE"] == b"3"
    assert told["STATUS"] == b"CANCELLED"
    assert told["CLASS"] == b"PRIVATE"
    assert told["TRANSP"] == b"TRANSPARENT"
    assert str(event["URL"]) == "https://a.example/1/"


@pytest.mark.parametrize(("private", "kind"), [(True, b"CLASS:PRIVATE"), (False, b"CLASS:PUBLIC")])
def test_it_says_for_whom_it_is(private, kind):
    assert kind in write(Calendar("Anywhere", [day()], private=private))


def test_the_same_days_give_the_same_bytes():
    assert write(Calendar("Anywhere", [day()])) == write(Calendar("Anywhere", [day()]))
