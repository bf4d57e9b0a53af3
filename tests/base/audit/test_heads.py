"""The head that chairs keep: whoever writes the chain anew is found out by an old note."""

import json
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.db import transaction

from opencompact.base import audit
from opencompact.base.audit import Entry, heads
from opencompact.base.audit.models import AuditHead, Event
from tests.database import guards_lifted


@pytest.fixture
def chain(actor, area, at):
    """Add so many events to the chain, each about a number."""

    def add(*numbers: int) -> None:
        with transaction.atomic():
            for number in numbers:
                entry = Entry("areas.change", "areas.Area", str(number), {"number": number})
                audit.record_many([entry], actor=actor, area=area, at=at)

    return add


@pytest.fixture
def head(chain, at):
    """The head after three events, when two more have come since."""
    chain(1, 2, 3)
    kept = heads.signed(at)
    chain(4, 5)
    return kept


def test_an_old_head_still_stands_when_the_chain_has_grown(head):
    assert head.count == 3
    assert heads.faults(head) == ()


def test_the_head_of_an_empty_chain_stands(db, at):
    assert heads.faults(heads.signed(at)) == ()


def test_a_chain_that_was_written_anew_with_the_key_does_not_hold_an_old_head(head, chain):
    """The insider has the database and the key; every check of the chain itself passes."""
    with transaction.atomic(), guards_lifted():
        Event.objects.all().delete()
        AuditHead.objects.all().delete()
    chain(1, 2, 33, 4, 5)
    assert audit.verify().sound
    (fault,) = heads.faults(head)
    assert fault.startswith("On 2026-11-20 the chain had 3 events")


@pytest.mark.parametrize(
    "change",
    [{"count": 2}, {"hash": "f" * 64}, {"at": "2026-11-19T12:00:00.000000+00:00"}],
    ids=["count", "hash", "at"],
)
def test_a_note_that_was_changed_is_refused(head, change):
    assert heads.faults(replace(head, **change)) == ("The note was changed after it was signed.",)


@pytest.mark.parametrize("broken", ["", "AAAA", "not base64!"])
def test_a_note_with_a_broken_signature_or_key_is_refused(head, broken):
    assert heads.faults(replace(head, signature=broken))
    assert heads.faults(replace(head, key=broken))


def test_a_note_of_another_installation_is_refused(head, settings):
    settings.AUDIT_KEY = "another"
    (fault,) = heads.faults(head)
    assert "another installation" in fault


def test_read_finds_the_note_in_a_text(head):
    assert heads.read(head.text.encode()) == head
    assert heads.read(f"Hello,\n\n{head.text}\n\nregards".encode()) == head
    assert heads.read(head.text.replace(", ", ", \n").encode()) == head


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "7bit"])
def test_read_finds_the_note_in_a_saved_mail(head, encoding):
    mail = EmailMessage()
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content(f"Please keep.\n\n{head.text}\n", cte=encoding)
    assert heads.read(mail.as_bytes()) == head


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Nothing here",
        b'{"signature": "x"}',
        b'{"at": 1, "count": 2, "hash": "x", "key": "y", "signature": "z"}',
        b'{"at": "x", "count": true, "hash": "x", "key": "y", "signature": "z"}',
        b'{"signature": ',
        b"\xff\xfe\x00",
    ],
)
def test_read_says_what_to_do_with_a_file_without_a_note(content):
    with pytest.raises(heads.NoHeadError, match="Save the whole mail"):
        heads.read(content)


def test_the_note_is_one_line_of_json(head):
    assert "\n" not in head.text
    assert json.loads(head.text)["count"] == 3


def test_two_notes_of_one_state_differ_only_in_their_moment(head, at):
    later = heads.signed(at + timedelta(days=1))
    assert (later.count, later.key) == (5, head.key)
    assert later.signature != head.signature
