"""A consultation from a web page: found, shown as words alone, and kept only by the usual form."""

import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from opencompact.apps.consultations.models import Consultation
from opencompact.base.audit.models import Event
from tests import strong
from tests.apps.consultations.conftest import moment
from tests.formats.web import PUBLIC

PAGE = "/anywhere/consultations/import/page/"
BODY = """<!doctype html><html><head><link rel=canonical href="https://council.example/parks"></head>
<body><h1>Parks &lt;b&gt;for&lt;/b&gt; all</h1><p>Published 1 October 2026. {name} asks you.</p>
<script>alert(1)</script><p onclick="x()">The consultation runs from 30 November 2026 until 5pm on
22 February. &lt;script&gt;alert(2)&lt;/script&gt;</p>
<p>Paper forms: the deadline is 1 March 2027</p>
<p>Write to parks@council.example or ring 0116 496 0000.</p>
<a href="/survey">Have your say</a></body></html>"""


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(moment(), tick=False):
        yield


@pytest.fixture
def officer(town):
    made = Client()
    made.force_login(town.users["officer"])
    strong.prove(strong.begin(made))
    return made


def inputs(page: str) -> dict[str, str]:
    """What the boxes of the form hold."""
    found = re.findall(r'<input[^>]*name="(\w+)"[^>]*>', page)
    values = {}
    for name in found:
        tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0]
        value = re.search(r'value="([^"]*)"', tag)
        if 'type="radio"' not in tag and 'type="checkbox"' not in tag:
            values[name] = value[1].replace("&lt;", "<").replace("&gt;", ">") if value else ""
    return values | dict(re.findall(r'<textarea name="(\w+)"[^>]*>\s*([^<]*)</textarea>', page))


def test_a_saved_page_fills_the_form_and_nothing_is_kept_before_it_is_saved(town, officer):
    hall = town.organisations["hall"]
    before = Event.objects.count()
    file = SimpleUploadedFile("a.html", BODY.format(name=hall.name).encode())
    page = officer.post(PAGE, {"file": file}).content.decode()
    # Shown are words: those of the page stay words, and its scripts are gone.
    assert "<script>alert" not in page
    assert "alert(1)" not in page
    assert "&lt;script&gt;alert(2)" in page
    assert "onclick" not in page
    assert "runs from 30 November 2026 until 5pm on 22 February" in page
    assert "1 March 2027" in page
    assert "Not in the form" in page
    assert (Consultation.objects.count(), Event.objects.count()) == (0, before)
    values = inputs(page)
    assert [values[f"closes_{part}"] for part in ("day", "month", "year")] == ["22", "2", "2027"]
    assert values["contact"] == "parks@council.example, 0116 496 0000"
    assert values["ways"].strip() == "https://council.example/survey"
    assert values["web"] == "https://council.example/parks"

    done = officer.post("/anywhere/consultations/add/", {**values, "significant_effect": "yes"})
    made = Consultation.objects.get()
    assert done.url == made.get_absolute_url()
    assert (made.title, made.body, made.is_draft) == ("Parks <b>for</b> all", hall, True)
    assert [str(one) for one in made.windows.all()] == ["2026-11-30 to 2027-02-22"]
    assert Event.objects.filter(verb="consultations.add", object_id=str(made.pk)).exists()


def test_what_was_found_stays_in_sight_until_the_form_is_right(town, officer):
    hall = town.organisations["hall"]
    file = SimpleUploadedFile("a.html", BODY.format(name=hall.name).encode())
    values = inputs(officer.post(PAGE, {"file": file}).content.decode())
    add = "/anywhere/consultations/add/"
    short = {"closes_month": "12", "closes_year": "2026", "significant_effect": "yes"}
    for wrong in ({"title": ""}, {"closes_year": "soon"}, short):
        page = officer.post(add, {**values, **wrong}).content.decode()
        for words in ("Found on the page", "until 5pm on 22 February", "Not in the form"):
            assert words in page, (wrong, words)
        assert "&lt;script&gt;alert(2)" in page
        assert "<script>alert" not in page
        assert inputs(page)["found"] == values["found"]
    assert not Consultation.objects.exists()
    for other in ("", "x", values["found"][:-3], "\x00"):
        page = officer.post(add, {**values, "title": "", "found": other}).content.decode()
        assert "Found on the page" not in page
        assert "Enter" in page
    right = {**inputs(page), **values, "significant_effect": "yes"}
    assert officer.post(add, right).url == Consultation.objects.get().get_absolute_url()


def test_a_page_may_be_named_by_its_address_or_pasted(officer, web):
    web.files["/news"] = b"<title>Buses - Town</title><p>Closes 26 May 2027"
    page = officer.post(PAGE, {"address": "http://lists.example/news?key=1"}).content.decode()
    assert 'value="Buses"' in page
    assert "Closes 26 May 2027" in page
    assert web.lines == [(PUBLIC, 80)]
    assert Event.objects.get(verb="organisations.fetch").data == {"host": "lists.example"}
    for given, says in (
        ({"address": "http://127.0.0.1/"}, "is not on the public internet"),
        ({}, "Paste a text, select a file or enter a web address"),
        ({"text": "Closes", "address": "http://a.example/"}, "Give only one"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, "This is no web page"),
        ({"text": "<p></p>"}, "The page has no words in it"),
        ({"text": "Recipes\nBoil the peas."}, "No days, no body and no way of taking part"),
    ):
        assert says in officer.post(PAGE, given).content.decode()
    assert f'href="{PAGE}"' in officer.get("/anywhere/consultations/import/").content.decode()
