"""Reads a calendar as RFC 5545 asks: its lines first, then what a parser makes of it."""

import re

from icalendar import Calendar, Event

NAME = re.compile(r"[A-Z0-9-]+(;[A-Z0-9-]+=(\"[^\"]*\"|[^\";:,]*))*:")
OCTETS = 75


def checked(data: bytes) -> list[Event]:
    """Hold every line against the rules and return the events."""
    assert data.endswith(b"\r\n"), "3.1: the last line ends with CRLF"
    lines = data.split(b"\r\n")[:-1]
    for line in lines:
        assert not set(line) & set(b"\r\n"), f"3.1: a bare line break in {line!r}"
        assert len(line) <= OCTETS, f"3.1: {len(line)} octets in {line!r}"
        line.decode()  # 3.1: a fold never cuts a letter in two
    unfolded = b"\r\n".join(lines).replace(b"\r\n ", b"").decode().split("\r\n")
    for line in unfolded:
        assert NAME.match(line), f"3.1: not a content line: {line!r}"
        assert not any(ord(letter) < ord(" ") and letter != "\t" for letter in line), repr(line)
    assert unfolded[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert unfolded[-1] == "END:VCALENDAR"
    assert sum(line.startswith("PRODID:") for line in unfolded) == 1
    assert "VTIMEZONE" not in data.decode(), "whole days need no time zone"
    found = Calendar.from_ical(data).walk("VEVENT")
    for event in found:
        _check(event)
    keys = [str(event["UID"]) for event in found]
    assert len(keys) == len(set(keys)), "3.8.4.7: a UID is of one event"
    return found


def _check(event: Event) -> None:
    for name in ("UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "STATUS"):
        assert name in event, f"{name} is missing"
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["DTSTAMP"].to_ical().endswith(b"Z"), "3.8.7.2: DTSTAMP is in UTC"
    assert event["LAST-MODIFIED"].to_ical().endswith(b"Z"), "3.8.7.3: so is LAST-MODIFIED"
    assert (event.decoded("dtend") - event.decoded("dtstart")).days == 1
    assert event["STATUS"] in {"CONFIRMED", "CANCELLED"}
