"""Every text-like field of every model, and who may read what stands in it.

A field that is in no row fails the suite, and so does a confidential one without a canary.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from opencompact.apps.disputes.models import Document, RoomPaper
from opencompact.base.areas.scoping import unscoped
from tests.site.proof.leaks import people, reading
from tests.site.proof.leaks.canaries import found
from tests.site.proof.leaks.people import Cast, Names
from tests.site.proof.leaks.rows import (
    agreement,
    assessments,
    base,
    consultations,
    disputes,
    evaluation,
    funding,
    organisations,
)
from tests.site.proof.leaks.rule import IN_ROOM, PAPER, Rule

TEXTUAL = (
    models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField,
)  # fmt: skip


CONTENT = "disputes.Document (content)"
ROOM_CONTENT = "disputes.RoomPaper (content)"
PARTS = (
    base, agreement, organisations, consultations, funding, assessments, disputes, evaluation,
)  # fmt: skip
FIELDS: dict[str, Rule] = {name: rule for part in PARTS for name, rule in part.FIELDS.items()}
# Nothing of these may stand in a mail or in the audit, whoever gets it.
NEVER_SENT = ("disputes.", "organisations.ImportRun.", "organisations.Signature.")


def textual() -> set[str]:
    """Every field of every model that can hold a text which somebody wrote."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, TEXTUAL) and not field.choices
    }


@dataclass(frozen=True)
class Text:
    """What stands in a field of a row, and who may read it."""

    field: str
    row: str
    words: frozenset[str]
    readers: Names


def rule(text: Text) -> Rule:
    """What is said of the field that a text stands in."""
    return {CONTENT: PAPER, ROOM_CONTENT: IN_ROOM}.get(text.field) or FIELDS[text.field]


def confidential(cast: Cast) -> Iterator[Text]:
    """Every text in a confidential field of the world."""
    with unscoped():
        for name, one in FIELDS.items():
            if one.readers:
                yield from _texts(cast, name, one)
        for document in Document.objects.all():
            readers = people.paper(cast, document)
            yield Text(CONTENT, str(document.pk), _content(document), readers)
        for paper in RoomPaper.objects.all():
            readers = people.room_paper(cast, paper)
            yield Text(ROOM_CONTENT, str(paper.pk), _content(paper), readers)


def _content(paper: Document | RoomPaper) -> frozenset[str]:
    with default_storage.open(paper.path) as kept:
        return frozenset(found(" ".join(text for _, text in reading.inside("", kept.read()))))


def _texts(cast: Cast, name: str, said: Rule) -> Iterator[Text]:
    label, _, field = name.rpartition(".")
    assert said.readers
    for row in apps.get_model(label)._default_manager.all():
        leaves = list(_leaves(getattr(row, field)))
        told = leaves if said.each else [" ".join(leaves)]
        for text in filter(None, told):
            yield Text(name, str(row.pk), frozenset(found(text)), said.readers(cast, row))


def _leaves(value: Any) -> Iterator[str]:
    """The texts in a value, however deep."""
    if isinstance(value, dict):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one)
    elif isinstance(value, str) and value:
        yield value
