"""What is done with an assessment once it is written: published, taken back, decided, reviewed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.assessments.actions.faults import ChangedError, UnfitError
from opencompact.apps.assessments.actions.keeping import draft, locked
from opencompact.apps.assessments.models import Assessment
from opencompact.apps.assessments.queries import missing
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow


@transaction.atomic
def publish(assessment: Assessment, *, version: int, actor: Actor, at: datetime) -> Assessment:
    """Let everybody read it from today on. UnfitError while something is missing."""
    held = _current(draft(locked(assessment, actor)), version)
    on = timezone.localdate(at)
    if lacks := missing(held):
        raise UnfitError({"missing": " ".join(lacks)})
    if held.assessed_on and held.assessed_on > on:
        raise UnfitError({"missing": _("The day on which it was made is still to come.")})
    held.published_on, held.published_at = on, at
    return _saved("publish", held, actor, at)


@transaction.atomic
def take_back(assessment: Assessment, *, version: int, actor: Actor, at: datetime) -> Assessment:
    """Make a draft of it again, to correct it. Its day of publication is then the new one."""
    held = _published(locked(assessment, actor), version)
    if held.reviewed_on:
        raise NotNow(_("It has been reviewed, so it stays as it is."), [_("read the assessment")])
    held.published_on = held.published_at = None
    return _saved("take_back", held, actor, at)


@transaction.atomic
def note_decision(
    assessment: Assessment,
    decided_on: date,
    link: str,
    *,
    version: int,
    actor: Actor,
    at: datetime,
) -> Assessment:
    """Note when the decision was taken, and where its paper is."""
    held = _published(locked(assessment, actor), version)
    if decided_on > timezone.localdate(at):
        raise UnfitError({"decided_on": _("The decision must have been taken")})
    held.decided_on, held.decision_link = decided_on, link
    return _saved("note_decision", held, actor, at)


@transaction.atomic
def note_review(
    assessment: Assessment,
    values: Mapping[str, Any],
    *,
    version: int,
    actor: Actor,
    at: datetime,
) -> Assessment:
    """Note what was found when somebody looked again: `reviewed_on` and `found`."""
    held = _published(locked(assessment, actor), version)
    reviewed_on = values["reviewed_on"]
    if reviewed_on > timezone.localdate(at):
        raise UnfitError({"reviewed_on": _("The review must have been made")})
    if held.assessed_on and reviewed_on < held.assessed_on:
        raise UnfitError({"reviewed_on": _("The review must be after the assessment")})
    held.reviewed_on, held.found = reviewed_on, values["found"]
    return _saved("note_review", held, actor, at)


def _published(held: Assessment, version: int) -> Assessment:
    if held.is_draft:
        raise NotNow(_("This assessment is a draft."), [_("publish it first")])
    return _current(held, version)


def _current(held: Assessment, version: int) -> Assessment:
    if held.version != version:
        raise ChangedError(held)
    return held


def _saved(verb: str, held: Assessment, actor: Actor, at: datetime) -> Assessment:
    held.version += 1
    held.save()
    data = {"number": held.number, "version": held.version}
    audit.record(f"assessments.{verb}", actor=actor, area=held.area, obj=held, data=data, at=at)
    return held
