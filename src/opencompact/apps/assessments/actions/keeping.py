"""Writing an assessment while it is a draft. Source: PRO-7."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.assessments.actions.faults import ChangedError
from opencompact.apps.assessments.models import Assessment, Depth, EffectOnGroup
from opencompact.apps.assessments.policy import can_keep, can_keep_for
from opencompact.apps.organisations.models import Organisation
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import NotNow
from opencompact.core.record import record

FIELDS = (
    "title", "decision", "decided_on", "decision_link", "about", "evidence", "sector_effect",
    "sector_words", "users_effect", "users_words", "mitigation", "asked", "consultation_link",
    "need", "need_words", "assessed_on", "review_on",
)  # fmt: skip


@record
class OnGroup:
    """What is said of one group."""

    group: str
    effect: str
    words: str


@transaction.atomic
def begin(
    body: Organisation, depth: str, title: str, decision: str, *, actor: Actor, at: datetime
) -> Assessment:
    """Begin a draft for a body. PermissionDenied for those who do not keep its records."""
    if not can_keep_for(actor, body):
        raise PermissionDenied
    made = _begun(body, depth, at, title=title, decision=decision)
    _record("begin", made, actor, at)
    return made


@transaction.atomic
def go_on(screening: Assessment, *, actor: Actor, at: datetime) -> Assessment:
    """Begin the full assessment that a screening leads to, with what the screening has said."""
    held = locked(screening, actor)
    if held.depth != Depth.SCREENING:
        raise NotNow(_("This is a full assessment already."), [_("read the assessment")])
    full = Assessment.objects.filter(full_of=held).first()
    if full:
        return full
    said = {name: getattr(held, name) for name in FIELDS if not name.startswith("need")}
    said |= {"assessed_on": None, "review_on": None}
    made = _begun(held.body, Depth.FULL, at, full_of=held, **said)
    _say(made, (OnGroup(one.group, one.effect, one.words) for one in held.effects.all()))
    _record("begin", made, actor, at)
    return made


@transaction.atomic
def write(
    assessment: Assessment,
    values: Mapping[str, Any],
    effects: Iterable[OnGroup],
    *,
    version: int,
    actor: Actor,
    at: datetime,
) -> Assessment:
    """Write over a draft that was read as `version`. ChangedError when somebody was faster."""
    held = draft(locked(assessment, actor))
    if held.version != version:
        raise ChangedError(held)
    for name in FIELDS:
        if name in values:
            setattr(held, name, values[name])
    held.version += 1
    held.save()
    _say(held, effects)
    _record("write", held, actor, at)
    return held


@transaction.atomic
def remove(assessment: Assessment, *, actor: Actor, at: datetime) -> None:
    """Take a draft away. What was published stays."""
    held = draft(locked(assessment, actor))
    _record("remove", held, actor, at)
    held.delete()


def locked(assessment: Assessment, actor: Actor) -> Assessment:
    """The assessment as it is now, held, for somebody who keeps it."""
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("area", "body")
    held: Assessment = rows.get(pk=assessment.pk)
    if not can_keep(actor, held):
        raise PermissionDenied
    return held


def draft(held: Assessment) -> Assessment:
    """The same, where it is not published; NotNow where it is."""
    if not held.is_draft:
        raise NotNow(
            _("Everybody can read this assessment, so what it says stays."),
            [_("take it back, and publish it again")],
        )
    return held


def _begun(body: Organisation, depth: str, at: datetime, **values: Any) -> Assessment:
    """A new draft with the next number of the year."""
    area = Area.objects.select_for_update().get(pk=body.area_id)
    made: Assessment = Assessment.objects.create(
        area=area, body=body, depth=depth, number=_number(at), entered_at=at, **values
    )
    return made


def _number(at: datetime) -> str:
    year = timezone.localdate(at).year
    taken = Assessment.objects.filter(number__startswith=f"{year}-")
    last = taken.order_by("-number").values_list("number", flat=True).first()
    return f"{year}-{int(last[5:]) + 1 if last else 1:04}"


def _say(assessment: Assessment, effects: Iterable[OnGroup]) -> None:
    """Write what is said of groups; of what nobody answered there is no row."""
    said = [
        EffectOnGroup(
            area_id=assessment.area_id,
            assessment=assessment,
            group=one.group,
            effect=one.effect,
            words=one.words,
        )
        for one in effects
    ]
    EffectOnGroup.objects.filter(assessment=assessment).delete()
    EffectOnGroup.objects.bulk_create(said)


def _record(verb: str, one: Assessment, actor: Actor, at: datetime) -> None:
    data = {"number": one.number, "depth": one.depth, "version": one.version}
    audit.record(f"assessments.{verb}", actor=actor, area=one.area, obj=one, data=data, at=at)
