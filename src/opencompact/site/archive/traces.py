"""Where a person is named: in rows, in papers, in mail kept as files; and how to name nobody."""

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models

from opencompact.apps.consultations.models import Document as Published
from opencompact.apps.disputes.models import (
    Bundle,
    BundlePlace,
    BundleState,
    Case,
    CaseEvent,
    Document,
    RoomPaper,
)
from opencompact.apps.disputes.models.letters import LETTER

from . import papers, tables
from .naming_people import FORMER, NO_ADDRESS, everywhere, pattern, telling_names, text_fields

Paper = Document | RoomPaper | Published
Changes = dict[tuple[tables.Model, Any], dict[str, Any]]

# Names of a person in rows that are about that person, beside the field that says who it is.
BESIDE: Final = {
    **{
        f"disputes.{name}": ("actor_id", {"actor_name": FORMER})
        for name in (
            "Bundle",
            "BundleMark",
            "CaseEvent",
            "ChallengeEvent",
            "Document",
            "PaperWord",
            "RoomNote",
            "RoomPaper",
            "StepLetter",
        )
    },
    "organisations.Signature": ("user_id", {"signed_by": FORMER, "position": "Erased"}),
}
# What is the agreement's or an organisation's own, and what is proved by its hash and names nobody.
LEFT: Final = frozenset(
    {
        "accounts.User",
        "agreement.Commitment",
        "agreement.Edition",
        "audit.AuditHead",
        "audit.Event",
        "audit.ImportedChain",
        "audit.ImportedEvent",
        "areas.Area",
        "organisations.Organisation",
    }
)
# What of a case stands in its bundles.
IN_BUNDLES: Final = frozenset({BundlePlace, CaseEvent, Document})
REMOVED: Final = b"This paper was removed because it named somebody who asked to be erased.\n"
MOST_UNPACKED: Final = 50 * 1024 * 1024


def changes(person: Any, addresses: set[str], signatures: str) -> Changes:
    """The rows that name somebody, with what each of them says instead."""
    names, mail = pattern(telling_names(person)), pattern(addresses)

    def without(text: str) -> str:
        text = mail.sub(NO_ADDRESS, text) if mail else text
        return names.sub(FORMER, text) if names else text

    found: Changes = {}
    for model in tables.every_model():
        if tables.label(model) not in LEFT:
            columns = text_fields(model)
            for row in model._base_manager.all().iterator(chunk_size=2000):  # noqa: SLF001
                values = {f.attname: getattr(row, f.attname) for f in columns}
                said = {k: everywhere(v, without) for k, v in values.items()}
                said |= _beside(model, row, person)
                kept = _public(row, person) if signatures == "keep" else set()
                changed = {
                    k: _fitting(model, k, v)
                    for k, v in said.items()
                    if v != values[k] and k not in kept
                }
                if changed:
                    found[model, row.pk] = changed
    return found


def _beside(model: tables.Model, row: Any, person: Any) -> dict[str, str]:
    who, names = BESIDE.get(tables.label(model), ("", {}))
    return names if who and getattr(row, who) == person.pk else {}


def _public(row: Any, person: Any) -> set[str]:
    """A signature in force is a public record: its name and position stay when officers say so."""
    if tables.label(type(row)) != "organisations.Signature" or row.withdrawn_on is not None:
        return set()
    mine = row.user_id == person.pk or row.signed_by.casefold() == person.name.casefold()
    return {"signed_by", "position"} if mine else set()


def _fitting(model: tables.Model, name: str, value: Any) -> Any:
    """No longer than the column takes."""
    longest = getattr(model._meta.get_field(name), "max_length", None)  # noqa: SLF001
    return value[:longest] if longest and isinstance(value, str) else value


def papers_naming(person: Any, addresses: set[str]) -> list[Paper]:
    """The papers that somebody handed in, and those in which they can be found by name.

    A document of a consultation is that of the body that asks, whoever put it there.
    """
    words = pattern([*telling_names(person), *addresses])
    with_steps = Document._base_manager.select_related("event")  # noqa: SLF001 - of every area
    in_rooms = RoomPaper._base_manager.all()  # noqa: SLF001 - of every area
    asked_about = Published._base_manager.all()  # noqa: SLF001 - of every area
    every: list[Paper] = [*with_steps, *in_rooms, *asked_about]
    return [one for one in every if giver(one) == person.pk or is_named_in(one, words)]


def giver(paper: Paper) -> Any:
    """The id of who handed a paper in for themselves: with a step, or later by itself.

    A letter about a step is written by somebody else than whoever took the step.
    """
    if isinstance(paper, Published):
        return None
    if isinstance(paper, Document) and paper.given_at is None:
        return None if paper.need == LETTER else paper.event.actor_id
    return paper.actor_id


def is_named_in(document: Paper, words: re.Pattern[str] | None) -> bool:
    """Whether one of the words stands in the name of a paper or in what can be read of it."""
    if words is None or not default_storage.exists(document.path):
        return False
    content = b"".join(papers.chunks(document.path))
    return any(words.search(text) for text in (document.name, *readings(content)))


def readings(content: bytes) -> Iterator[str]:
    """What can be read in a file: its bytes as text, what is packed in it, the streams of a PDF.

    Words in a picture, and in a PDF that keeps letters by number, are not found.
    """
    yield content.decode("utf-8", "replace")
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for member in package.infolist():
                if member.file_size <= MOST_UNPACKED:
                    text = package.read(member).decode("utf-8", "replace")
                    yield text
                    yield re.sub(r"<[^>]*>", "", text)
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            yield zlib.decompressobj().decompress(packed, MOST_UNPACKED).decode("latin-1")
        except zlib.error:
            continue


def without_papers(naming: list[Paper]) -> Changes:
    """Rows of papers whose content is replaced by a note that it was removed."""
    said = {"name": "removed.txt", "kind": "txt", **note_of()}
    return {(type(one), one.pk): said for one in naming}


def bundles_with(changed: Iterable[tuple[tables.Model, Any]]) -> list[Bundle]:
    """The bundles of every case whose words or papers change: they hold what stood there before.

    Nothing is lost with them: another can be made of the case as it is then.
    """
    found: set[Any] = set()
    for model, pk in changed:
        if model is Case:
            found.add(pk)
        elif model in IN_BUNDLES:
            row: Any = model._base_manager.get(pk=pk)  # noqa: SLF001
            found.add(row.case_id)
    made = Bundle._base_manager.filter(case__in=found, state=BundleState.READY)  # noqa: SLF001
    return list(made)


def without_bundles(made: list[Bundle]) -> Changes:
    """Rows of bundles whose content is replaced by the same note."""
    said = {"state": BundleState.REMOVED.value, "pages": 0, "first_pages": {}, **note_of()}
    return {(Bundle, one.pk): said for one in made}


def note_of(content: bytes = REMOVED) -> dict[str, Any]:
    """What a row says of a file in whose place a note lies."""
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def replace_paper(path: str, note: bytes = REMOVED) -> None:
    """Put the note in the place of a paper."""
    default_storage.delete(path)
    default_storage.save(path, ContentFile(note))


def forget_mail(outbox: Path, addresses: set[str]) -> None:
    """Remove mail that was written to files, where it is to or about somebody."""
    words = pattern(addresses)
    for path in sorted(outbox.glob("*")) if outbox.is_dir() else ():
        if words and words.search(path.read_text(encoding="utf-8", errors="replace")):
            path.unlink()


def is_mentioned(row: models.Model, words: re.Pattern[str]) -> list[str]:
    """The columns of a row in which somebody is named."""
    return [
        field.attname
        for field in text_fields(type(row))
        if any(words.search(text) for text in _texts(getattr(row, field.attname)))
    ]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from (str(key), *_texts(one))
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
