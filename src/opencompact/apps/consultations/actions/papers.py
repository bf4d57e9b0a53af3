"""Documents that people read before they answer: added and taken away by those who keep it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.consultations.models import Consultation, Document
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.ui.uploads import kept_or_removed, look_at, store

from .faults import UnfitError

MOST: Final = 30


def add_documents(
    consultation: Consultation, files: Sequence[Any], title: str, *, actor: Actor, at: datetime
) -> list[Document]:
    """Keep files that were handed in. One has the title that was given, several their names."""
    with kept_or_removed() as paths, transaction.atomic():
        Consultation.objects.select_for_update().get(pk=consultation.pk)
        if consultation.documents.count() + len(files) > MOST:
            says = _("A consultation has at most {most} documents")
            raise UnfitError({"papers": says.format(most=MOST)})
        return [
            _keep(consultation, file, title if len(files) == 1 else "", paths, actor, at)
            for file in files
        ]


def _keep(
    consultation: Consultation, file: Any, title: str, paths: list[str], actor: Actor, at: datetime
) -> Document:
    paper = look_at(file)
    row = Document(
        area=consultation.area,
        consultation=consultation,
        title=title.strip() or paper.name,
        added_on=timezone.localdate(at),
        added_by_id=actor.user_id,
    )
    made = store(row, paper, paths)
    _noted("add_document", made, actor, at)
    return made


@transaction.atomic
def remove_document(document: Document, *, actor: Actor, at: datetime) -> None:
    """Take a document away; its content goes once nothing speaks of it any more."""
    path = document.path
    _noted("remove_document", document, actor, at)
    document.delete()
    transaction.on_commit(lambda: default_storage.delete(path))


def _noted(verb: str, document: Document, actor: Actor, at: datetime) -> None:
    data = {"number": document.consultation.number, "sha256": document.sha256}
    area = document.area
    audit.record(f"consultations.{verb}", actor=actor, area=area, obj=document, data=data, at=at)
