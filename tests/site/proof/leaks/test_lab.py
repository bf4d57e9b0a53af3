"""The lab sees: leaks made on purpose, one wall at a time, and words in every kind of file."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from importlib import import_module

import openpyxl
import pytest
import typst
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from icalendar import Calendar, Event

from opencompact.apps.disputes import queries as dispute_queries
from opencompact.apps.disputes.actions import mail
from opencompact.apps.disputes.models import CaseEvent
from opencompact.apps.disputes.queries.cases import case_by_key, cases
from opencompact.base import audit
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.queries import calendar_for
from opencompact.base.areas.scoping import within
from opencompact.base.notify.models import Message
from tests.site.furnished import NOW
from tests.site.proof.leaks import canaries, reading
from tests.site.proof.leaks.crawling import Crawl, client_of
from tests.site.proof.leaks.lab import Lab

pytestmark = [pytest.mark.once, pytest.mark.django_db]

WORD = canaries.canary("a file")
DISPUTES, REGISTER = "opencompact.apps.disputes", "opencompact.apps.organisations"
OWN, REGISTRY = "/anywhere/disputes/2026-001/", "/anywhere/organisations/"


def every_role(procedure, stage):
    return frozenset(role.key for role in procedure.roles)


def yes(*_asked):
    return True


def every_case(_actor):
    return list(cases())


# What is broken, by whom it would be noticed and where, and the field that leaks.
WALLS = {
    "the mediation room opens for the chair": (
        {f"{DISPUTES}.{place}.readers": every_role for place in ("policy.parts", "queries.story")},
        ("chair", f"{OWN}room/mediation/", "disputes.CaseEvent.answers"),
    ),
    "papers are handed to the mediator": (
        {f"{DISPUTES}.queries.may_read": yes},
        ("mediator", f"{OWN}documents/{{document}}/", "disputes.Document.name"),
    ),
    "a list shows every case": (
        {f"{DISPUTES}.queries.listing.visible_cases": every_case},
        ("group member", "/anywhere/disputes/", "disputes.Case.subject"),
    ),
    "the letter of a withdrawal is for everybody": (
        {f"{REGISTER}.policy.can_see_notice": yes},
        ("anonymous", f"{REGISTRY}former/", "organisations.Signature.withdrawal_reason"),
    ),
    "all names are public": (
        {f"{REGISTER}.policy.can_see_role": yes},
        ("member", f"{REGISTRY}northside/", "accounts.User.name"),
    ),
    "an import is open to representatives": (
        {f"{REGISTER}.policy.can_import": yes},
        ("complainant", f"{REGISTRY}import/", "organisations.ImportRun.file_name"),
    ),
}


def met(full: Lab, actor: str, address: str) -> list[str]:
    """What the lab says of one page for one person."""
    document = full.world.here.objects["document"]["own"][1]
    crawl = Crawl(full.world, {"leaks": full.leaks})
    crawl.see(actor, client_of(full.world, actor), address.format(document=document))
    return crawl.faults["leaks"]


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_that_is_broken_is_seen(full, monkeypatch, wall):
    breaks, (actor, address, field) = WALLS[wall]
    assert met(full, actor, address) == []
    for name, replacement in breaks.items():
        module, _, attribute = name.rpartition(".")
        monkeypatch.setattr(import_module(module), attribute, replacement)
    assert any(field in fault for fault in met(full, actor, address))


def test_a_mail_that_says_too_much_is_seen(full, monkeypatch):
    monkeypatch.setattr(mail, "_happened", lambda told: str(told.event.answers))
    place = full.world.here
    with within(place.area):
        event = CaseEvent.objects.get(step="start-appeal", case__number="2026-001")
        now = dispute_queries.story(
            case_by_key(event.case_id), calendar_for(place.area), NOW.date()
        )
        Message.objects.filter(key=f"disputes.start-appeal:{event.pk}").delete()
        mail.tell(now, event, NOW)
    assert any("disputes.CaseEvent.answers" in fault for fault in full.mails())


def test_an_audit_event_that_says_too_much_is_seen(full):
    place = full.world.here
    with within(place.area), transaction.atomic():
        case = cases().get(number="2026-001")
        audit.record(
            "disputes.take", actor=SYSTEM, area=place.area, data={"why": case.subject}, at=NOW
        )
    assert any("disputes.take" in fault for fault in full.audit())


def workbook() -> bytes:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["name", WORD])
    book.save(kept)
    return kept.getvalue()


def packed(name: str, content: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as into:
        into.writestr(name, content)
    return kept.getvalue()


def calendar() -> bytes:
    made, event = Calendar(), Event()
    event.add("summary", f"{'A meeting about a matter of some length ' * 2}{WORD}")
    made.add_component(event)
    return made.to_ical()


FILES = {
    "a page": f"<p>One &amp; {WORD.upper()}</p>".encode(),
    "a page in other letters": f"<p>&#122;{WORD[1:]}</p>".encode(),
    "data": json.dumps({"a": [f"\u00e9 {WORD}"]}).encode(),
    "data in other letters": f'{{"a": "\\u007a{WORD[1:]}"}}'.encode(),
    "a spreadsheet": workbook(),
    "a zip": packed("a.txt", WORD.encode()),
    "a name in a zip": packed(f"{WORD}.txt", b""),
    "a spreadsheet in a zip": packed("a.xlsx", workbook()),
    "a squeezed file": gzip.compress(WORD.encode()),
    "a PDF": typst.compile(f"= A title\n\n{WORD}".encode()),
    "a PDF in a zip": packed("a.pdf", typst.compile(WORD.encode())),
    "a calendar": calendar(),
    "a word that was cut short": WORD[:9].encode(),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_word_is_found_in(kind):
    said = " ".join(text for _, text in reading.texts(HttpResponse(FILES[kind])))
    assert any(word in WORD for word in canaries.found(said)), kind


def test_a_word_is_found_in_headers_and_in_what_comes_in_pieces():
    response = StreamingHttpResponse(iter([b"nothing ", WORD[:4].encode(), WORD[4:].encode()]))
    response.headers["Content-Disposition"] = f"attachment; filename*=utf-8''%7A{WORD[1:]}.pdf"
    places = [where for where, text in reading.texts(response) if WORD in canaries.found(text)]
    assert places == ["the header Content-Disposition", "the body"]


def test_words_differ_and_begin_alike_by_chance_only():
    words = {canaries.canary(f"place {number}") for number in range(2_000)}
    assert len({word[:7] for word in words}) > 1_990
