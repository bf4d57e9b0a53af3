"""Keeping a consultation open for longer, and opening it a second time."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.consultations.models import Consultation, Extension, Window
from opencompact.apps.consultations.queries import (
    CLOSED,
    consultations,
    open_window,
    state_of,
)
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow
from opencompact.base.ui.dates import day

from .faults import UnfitError
from .register import locked


@transaction.atomic
def extend(
    consultation: Consultation, to: date, why: str, *, actor: Actor, at: datetime
) -> Consultation:
    """Let the open window close later; the earlier end stays to be seen."""
    stored, on = locked(consultation), timezone.localdate(at)
    window = open_window(stored, on)
    if window is None:
        raise NotNow(
            _("Only a consultation that is open can be extended."), [_("open it a second time")]
        )
    faults = {}
    if to <= window.closes:
        says = _("The new last day must be after {day}, on which it closes now")
        faults["to"] = says.format(day=day(window.closes))
    if not why.strip():
        faults["why"] = _("Enter why it stays open for longer")
    if faults:
        raise UnfitError(faults)
    Extension.objects.create(
        area=stored.area, window=window, was=window.closes, to=to, why=why.strip(), on=on
    )
    window.closes = to
    window.save()
    return _noted(stored, "extend", {"to": to.isoformat()}, actor, at)


@transaction.atomic
def open_again(
    consultation: Consultation, opens: date, closes: date, *, actor: Actor, at: datetime
) -> Consultation:
    """Give a consultation that has closed a further window: a length of its own."""
    stored, on = locked(consultation), timezone.localdate(at)
    if state_of(stored, on) != CLOSED:
        raise NotNow(_("A further window is for a consultation that has closed."))
    last = max(one.closes for one in stored.windows.all())
    if opens <= last:
        says = _("The first day must be after {day}, on which it closed")
        raise UnfitError({"opens": says.format(day=day(last))})
    if closes < opens:
        raise UnfitError({"closes": _("The last day must be the same as or after the first day")})
    Window.objects.create(area=stored.area, consultation=stored, opens=opens, closes=closes)
    days = {"opens": opens.isoformat(), "closes": closes.isoformat()}
    return _noted(stored, "open_again", days, actor, at)


def _noted(
    stored: Consultation, verb: str, days: dict[str, str], actor: Actor, at: datetime
) -> Consultation:
    Consultation.objects.filter(pk=stored.pk).update(version=stored.version + 1, updated_at=at)
    data = {"number": stored.number, **days}
    area = stored.area
    audit.record(f"consultations.{verb}", actor=actor, area=area, obj=stored, data=data, at=at)
    return consultations(area).get(pk=stored.pk)
