"""Files that people hand in: what is taken, what is refused, and what becomes of each."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from opencompact.apps.disputes import actions
from opencompact.apps.disputes.actions import papers
from opencompact.apps.disputes.models import CaseEvent, Document
from opencompact.core.procedure import Holder
from tests.apps.disputes.test_story import TO_EXCHANGE, begin
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import pdf

DAY = date(2026, 3, 11)
WORD = ("[Content_Types].xml", "word/document.xml")


def package(*names: str, content: bytes = b"<x/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            package.writestr(name, content)
    return out.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\n"),
        ("A.PDF", b"%PDF-1.4\n"),
        ("a.png", b"\x89PNG\r\n\x1a\nxxxx"),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.jpeg", b"\xff\xd8\xff\xe0"),
        ("a.txt", "Grüße, 10°".encode()),
        ("a.txt", "Grüße".encode("cp1252")),
        ("a.csv", b"a,b\r\n1,2\r\n"),
        ("a.docx", package(*WORD)),
        ("a.xlsx", package("[Content_Types].xml", "xl/workbook.xml")),
        ("a.odt", package("mimetype", "content.xml")),
    ],
)
def test_look_at_takes_what_is_allowed(name, content):
    paper = papers.look_at(upload(name, content))
    assert paper.kind in papers.KINDS
    assert paper.content == content


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.exe", b"MZ\x90\x00", "must be a PDF"),
        ("a", b"%PDF-1.7", "must be a PDF"),
        ("a.pdf.exe", b"%PDF-1.7", "must be a PDF"),
        ("a.svg", b"<svg/>", "must be a PDF"),
        ("a.html", b"<html>", "must be a PDF"),
        ("a.zip", package("x"), "must be a PDF"),
        ("a.pdf", b"MZ\x90\x00\x03", "is not a PDF file inside"),
        ("a.pdf", b"<html><script>", "is not a PDF file inside"),
        ("a.png", b"%PDF-1.7", "is not a PNG file inside"),
        ("a.jpg", b"GIF89a", "is not a JPG file inside"),
        ("a.txt", b"MZ\x90\x00\x03", "is not a TXT file inside"),
        ("a.csv", b"\x7fELF\x02\x01\x00", "is not a CSV file inside"),
        ("a.docx", b"PK\x03\x04 broken", "is not a DOCX file inside"),
        ("a.docx", b"MZ" + package(*WORD), "is not a DOCX file inside"),
        ("a.docx", package("xl/workbook.xml"), "is not a DOCX file inside"),
        ("a.docx", package(*WORD, "word/vbaProject.bin"), "is not a DOCX file inside"),
        ("a.docx", package(*WORD, content=b"0" * 5_000_000), "is not a DOCX file inside"),
        ("a.odt", package(*(f"{n}.xml" for n in range(2100)), "mimetype", "content.xml"), "ODT"),
        ("a.pdf", b"", "is empty"),
    ],
)
def test_look_at_refuses_the_rest_in_words(name, content, says):
    with pytest.raises(actions.PaperError, match=says):
        papers.look_at(upload(name, content))


def test_look_at_refuses_what_is_too_large_without_reading_it():
    big = upload("a.pdf", b"%PDF-1.7")
    big.size = 26 * papers.MEGABYTE
    with pytest.raises(actions.PaperError, match="smaller than 25 MB"):
        papers.look_at(big)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a.pdf", "a.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\a.pdf", "a.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("  .pdf", "pdf"),
        ("", "file"),
        (f"{'x' * 300}.pdf", f"{'x' * 114}.pdf"),
    ],
)
def test_safe_name(given, kept):
    assert papers.safe_name(given) == kept


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
