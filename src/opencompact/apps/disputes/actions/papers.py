"""Files that come with a step of a case: how many, and in which room each is kept."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from opencompact.apps.disputes.models import CaseEvent, Document
from opencompact.base.ui.uploads import (
    DamagedPaperError,
    Paper,
    content_of,
    kept_or_removed,
    look_at,
    store,
)
from opencompact.core.procedure import Stage

__all__ = [
    "MOST",
    "DamagedPaperError",
    "Paper",
    "content_of",
    "keep",
    "kept_or_removed",
    "look_at",
    "store",
]

MOST: Final = 20


def keep(
    event: CaseEvent, stage: Stage, files: Mapping[str, Sequence[Any]], paths: list[str]
) -> list[Document]:
    """Store every file that came with an event, in the room of its stage."""
    return [
        _keep(event, stage, need, look_at(file), paths)
        for need, given in files.items()
        for file in given
    ]


def _keep(event: CaseEvent, stage: Stage, need: str, paper: Paper, paths: list[str]) -> Document:
    document = Document(
        area_id=event.area_id, case_id=event.case_id, event=event, need=need, room=stage.room
    )
    return store(document, paper, paths)
