"""Files that people hand in: what is taken, what is refused, and what becomes of each."""

import tracemalloc
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from opencompact.apps.disputes import actions
from opencompact.apps.disputes.actions import papers
from opencompact.apps.disputes.models import CaseEvent, Document
from opencompact.core.procedure import Holder
from opencompact.formats import apart
from opencompact.formats.papers import KINDS, MEGABYTE
from tests import figures
from tests.apps.disputes.test_story import TO_EXCHANGE, begin
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import pdf
from tests.formats import zoo

DAY = date(2026, 3, 11)


def animal(name: str) -> zoo.Animal:
    return next(found for found in zoo.animals() if found.name == name)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("name", ["LETTER.PDF", "photo.jpeg", "older.txt", "minutes.docx"])
def test_look_at_takes_what_is_allowed(name):
    content = animal(name).content
    paper = papers.look_at(upload(name, content))
    assert paper.kind in KINDS
    assert (paper.name, paper.content) == (name, content)


@pytest.mark.parametrize(
    "name", ["letter.exe", "empty.pdf", "program.png", "macros.docx", "bomb.xlsx", "twice.odt"]
)
def test_look_at_refuses_the_rest_in_words(name):
    with pytest.raises(actions.PaperError, match=f"“{name}”.*{animal(name).says}"):
        papers.look_at(upload(name, animal(name).content))


def test_a_file_that_takes_too_long_to_look_at_is_refused(monkeypatch):
    tight = apart.Limits(answer=0)
    monkeypatch.setattr(apart, "Limits", lambda: tight)
    with pytest.raises(actions.PaperError, match="takes far too long to look at"):
        papers.look_at(upload("minutes.docx", animal("minutes.docx").content))


@pytest.mark.nightly
def test_no_file_takes_the_server_more_than_50_mb():
    most = wrong = 0
    for found in zoo.animals():
        file, refused = upload(found.name, found.content), False
        tracemalloc.start()
        try:
            papers.look_at(file)
        except actions.PaperError:
            refused = True
        wrong += refused is not bool(found.says)
        most = max(most, tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    figures.note(
        "upload zoo", files=len(zoo.animals()), wrong=wrong, most_memory=f"{most / MEGABYTE:.1f} MB"
    )
    assert not wrong
    assert most < 50 * MEGABYTE


def test_look_at_refuses_what_is_too_large_without_reading_it():
    big = upload("a.pdf", b"%PDF-1.7")
    big.size = 26 * MEGABYTE
    with pytest.raises(actions.PaperError, match="smaller than 25 MB"):
        papers.look_at(big)


@pytest.fixture
def exchanged(town):
    """A case with one paper of `elm` in the exchange."""
    case = begin(town)
    town.seat(case, "panel", Holder.PANEL, DAY)
    town.story(case, TO_EXCHANGE)
    town.take(case, "send-papers", "elm", DAY, files={"papers": [pdf("minutes.pdf")]})
    return case


def address(case) -> str:
    paper = Document.objects.get(case=case)
    return reverse("disputes:document", args=[case.area.slug, case.number, paper.pk])


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("elm", 200), ("hall", 200), ("chair", 200), ("officer", 200), ("panel", 200),
        ("mediator", 404), ("oak", 404), ("stranger", 404), ("", 302),
    ],
)  # fmt: skip
def test_a_paper_is_handed_to_those_who_may_read_it(town, exchanged, who, status):
    response = client_of(town, who).get(address(exchanged))
    assert response.status_code == status
    if status == 200:
        assert response.content == b"%PDF-1.7\n1 0 obj\n"
        assert response["Content-Disposition"] == 'attachment; filename="minutes.pdf"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]


def test_a_paper_of_another_case_is_not_found_under_this_one(town, exchanged):
    other = begin(town)
    paper = Document.objects.get(case=exchanged)
    path = reverse("disputes:document", args=[other.area.slug, other.number, paper.pk])
    assert client_of(town, "elm").get(path).status_code == 404


def test_content_that_was_changed_is_not_handed_out(exchanged):
    paper = Document.objects.get(case=exchanged)
    default_storage.delete(paper.path)
    default_storage.save(paper.path, upload("x", b"%PDF-1.7 forged"))
    with pytest.raises(actions.DamagedPaperError):
        actions.content_of(paper)


def test_a_refused_file_leaves_nothing_behind(town, exchanged):
    files = {"papers": [pdf("good.pdf"), upload("bad.pdf", b"MZ")]}
    before = set(default_storage.listdir(f"disputes/{exchanged.pk}")[1])
    with pytest.raises(actions.PaperError):
        town.take(exchanged, "send-papers", "hall", DAY, files=files)

    assert set(default_storage.listdir(f"disputes/{exchanged.pk}")[1]) == before
    assert not CaseEvent.objects.filter(case=exchanged, party__organisation__slug="hall").exists()


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (("a.pdf", b"MZ\x90"), "is not a PDF file inside"),
        (("a.exe", b"MZ\x90"), "must be a PDF"),
        (("a.pdf", b""), "is empty"),
    ],
)
def test_the_form_refuses_a_file_and_keeps_what_was_typed(
    town, exchanged, time_machine, file, says
):
    time_machine.move_to(DAY, tick=False)
    path = reverse("disputes:step", args=[exchanged.area.slug, exchanged.number, "send-papers"])
    posted = {
        "version": 4, "on_day": DAY.day, "on_month": DAY.month, "on_year": DAY.year,
        "answer_outcome_hoped": "An apology, please.", "answer_papers": upload(*file),
    }  # fmt: skip
    html = client_of(town, "hall").post(path, posted).content.decode()
    assert says in html
    assert "An apology, please." in html
    assert Document.objects.filter(case=exchanged).count() == 1
