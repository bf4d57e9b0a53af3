"""A new version of a paper: the earlier ones stay, and everybody who could read them is told."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions import papers, telling, writing
from opencompact.apps.disputes.models import Case, Document
from opencompact.apps.disputes.policy import can_renew
from opencompact.apps.disputes.queries import Story, Told, story, takes_papers, told_of
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow
from opencompact.base.areas.queries import calendar_for


def renew_paper(
    document: Document, file: Any, reason: str, *, actor: Actor, on: date, at: datetime
) -> Document:
    """Give a new version of a paper. It is read by whoever reads the first, and so is each before.

    PermissionDenied for another side, NotNow where the room is closed or there is a newer version,
    PaperError for a file that cannot be taken.
    """
    with papers.kept_or_removed() as paths, transaction.atomic():
        case = writing.locked(document.case, None)
        now = story(case, calendar_for(case.area), on)
        told = _may(now, document, actor)
        made = Document(
            area_id=case.area_id,
            case=case,
            event=told.event,
            need=document.need,
            room=document.room,
            replaces=document,
            reason=reason.strip(),
            given_at=at,
            actor_id=actor.user_id,
            actor_name=actor.name,
        )
        papers.store(made, papers.look_at(file), paths)
        _record(case, made, document, actor, at)
        telling.version(now, made, at)
    return made


def _may(now: Story, document: Document, actor: Actor) -> Told:
    told = told_of(now, document)
    if told is None or not can_renew(actor, now.case, document):
        raise PermissionDenied
    if not takes_papers(now, told):
        raise closed()
    if any(one.replaces_id == document.pk for one in now.case.documents.all()):
        raise NotNow(
            _("There is a newer version of this paper already."),
            [_("go back to the case and change the newest version")],
        )
    return told


def closed() -> NotNow:
    """Why a paper cannot be changed now."""
    return NotNow(
        _("Papers can be changed only while they are exchanged or commented on."),
        [_("read the case")],
    )


def _record(case: Case, made: Document, before: Document, actor: Actor, at: datetime) -> None:
    data = {
        "number": case.number,
        "sequence": made.event.sequence,
        "document": made.said(),
        "replaces": str(before.pk),
    }
    audit.record("disputes.renew_paper", actor=actor, area=case.area, obj=case, data=data, at=at)
