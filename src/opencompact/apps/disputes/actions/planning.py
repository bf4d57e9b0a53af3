"""Turns the bundle of a case into what is typeset: cover, index, parts, all words in place."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions.papers import DamagedPaperError
from opencompact.apps.disputes.models import Bundle, Document
from opencompact.apps.disputes.queries import Bundled, BundleRow, Story
from opencompact.base.ui.dates import day
from opencompact.formats import bundles

CHUNK = 1024 * 1024
Progress = Callable[[int], None]


def made(
    now: Story, asked: Bundle, found: Bundled, folder: Path, progress: Progress
) -> bundles.Made:
    """Make the one file in `folder`; the bundle's language is active."""
    parts = [_part(row, folder) for row in found.rows]
    return bundles.build(_plan(now, asked, found), parts, folder, progress=progress)


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _plan(now: Story, asked: Bundle, found: Bundled) -> bundles.Plan:
    case = now.case
    at = asked.begun_at or asked.at
    return bundles.Plan(
        title=_("Bundle of papers in case {number}").format(number=case.number),
        cover=tuple(_cover(now, asked)),
        notes=(
            _("This bundle is confidential. It is for the people of the case and for nobody else."),
            _(
                "A paper is agreed when every side accepts that it is what it says it is. That does"
                " not mean that everything in it is right."
            ),
            _(
                "The number at the foot of each page is the one that the contents give. Click a"
                " line of the contents to go there."
            ),
        ),
        words=_words(case.number, asked.language),
        at=int(at.timestamp()),
        entries=tuple(_entry(row) for row in found.rows),
    )


def _cover(now: Story, asked: Bundle) -> Iterator[tuple[str, str]]:
    case = now.case
    yield _("Case"), case.number
    yield _("About"), case.subject
    for party in case.parties.all():
        yield str(party.get_side_display()), str(party)
    yield _("Agreement"), str(case.edition)
    yield _("Version of the bundle"), str(asked.number)
    yield _("Put together on"), day(now.on)


def _entry(row: BundleRow) -> bundles.Entry:
    one = row.listed
    return bundles.Entry(
        number=one.number,
        heading=one.heading,
        title=one.name,
        on=day(one.piece.on),
        standing=row.in_words,
        file="",
        pages=0,
    )


def _part(row: BundleRow, folder: Path) -> bundles.Part:
    entry = row.content.entry
    about = _("{who}, {day}").format(who=entry.who, day=day(row.listed.piece.on))
    said = tuple((one.label, one.text) for one in row.content.said)
    part = bundles.Part(row.listed.number, row.listed.name, about, said)
    if row.document is None:
        return part
    return bundles.Part(
        number=part.number,
        title=part.title,
        about=about,
        file=_copied(row.document, folder, part.number),
        name=_file_name(row),
        kind=row.document.kind,
    )


def _file_name(row: BundleRow) -> str:
    """What the file is called: a neutral name hides what its giver called it."""
    document = row.document
    assert document is not None
    if row.listed.name == document.name:
        return document.name
    return f"{row.listed.name}.{document.kind}"


def _copied(document: Document, folder: Path, number: int) -> str:
    """The content in the folder of the work, checked on its way."""
    name, found = f"paper{number}", hashlib.sha256()
    with default_storage.open(document.path) as source, (folder / name).open("wb") as file:
        for chunk in source.chunks(CHUNK):
            found.update(chunk)
            file.write(chunk)
    if found.hexdigest() != document.sha256:
        raise DamagedPaperError(f"{document.pk} no longer has the content that was handed in.")
    return name


def _words(number: str, language: str) -> bundles.Words:
    return bundles.Words(
        lang=language.partition("-")[0],
        contents=_("Contents"),
        number=_("No."),
        title=_("Paper"),
        on=_("Dated"),
        standing=_("How the sides see it"),
        pages=_("Pages"),
        page=_("Page"),
        page_of=_("{number} · page {page} of {pages}").format(
            number=number, page="{page}", pages="{pages}"
        ),
        text_only=_("This is the text of “{name}”. The original is attached to this PDF."),
        no_pages=_("“{name}” cannot be shown as pages here. The original is attached to this PDF."),
        locked=_(
            "“{name}” has a password, so that its pages cannot be shown. It is attached to this"
            " PDF as it was given."
        ),
        damaged=_(
            "“{name}” is damaged, so that its pages cannot be shown. It is attached to this PDF as"
            " it was given."
        ),
        too_much=_(
            "“{name}” takes more time or memory than there is for it. It is attached to this PDF"
            " as it was given."
        ),
        cut=_("The text is longer than this; the original holds all of it."),
        picture=_("Picture: {name}"),
        scan=_("Page {page} of “{title}”, a picture without text"),
    )
