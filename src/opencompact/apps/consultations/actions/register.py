"""Putting a consultation on the register, changing, publishing and withdrawing it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.consultations.models import Consultation, Window
from opencompact.apps.consultations.queries import CLOSED, WITHDRAWN, consultations, state_of
from opencompact.apps.organisations.models import Organisation
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import NotNow

from .departing import Why, depart
from .faults import EditConflict, UnfitError

FIELDS: Final = (
    "title", "decision", "can_change", "cannot_change", "significant_effect", "major_change",
    "legally_impossible", "set_by_law", "law", "audience", "communities", "themes", "ways",
    "contact", "web", "expected", "online",
)  # fmt: skip
DATES: Final = ("opens", "closes")


def locked(consultation: Consultation) -> Consultation:
    """The consultation as it is now; nothing else happens to it until the transaction ends."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    return consultations(consultation.area).get(pk=consultation.pk)


@transaction.atomic
def add(
    area: Area,
    body: Organisation,
    values: Mapping[str, Any],
    *,
    why: Why | None = None,
    actor: Actor,
    at: datetime,
) -> Consultation:
    """Add a draft with the cleaned values of FIELDS and DATES; UnfitError for what cannot stay.

    `why` explains a window that is shorter than was promised.
    """
    Area.objects.select_for_update().get(pk=area.pk)
    on = timezone.localdate(at)
    if faults := dict(_faults(values)):
        raise UnfitError(faults)
    made = Consultation.objects.create(
        area=area,
        number=next_number(area, on.year),
        body=body,
        updated_at=at,
        added_by_id=actor.user_id,
        **{name: values[name] for name in FIELDS if name in values},
    )
    _set_window(made, values)
    data = {"number": made.number, "body": body.slug}
    audit.record("consultations.add", actor=actor, area=area, obj=made, data=data, at=at)
    return _explained(consultations(area).get(pk=made.pk), why, actor, at)


def _explained(made: Consultation, why: Why | None, actor: Actor, at: datetime) -> Consultation:
    if why is not None:
        depart(made, why, actor=actor, at=at)
    return made


@transaction.atomic
def edit(
    consultation: Consultation,
    values: Mapping[str, Any],
    *,
    version: int,
    why: Why | None = None,
    actor: Actor,
    at: datetime,
) -> Consultation:
    """Change one that was read as `version`; EditConflict and UnfitError. The same writes nothing.

    Dates are only changed while nobody could answer yet; later a window is extended.
    """
    stored = locked(consultation)
    if stored.version != version:
        raise EditConflict(stored)
    if stored.withdrawn_on is not None:
        raise NotNow(_("This consultation was withdrawn, so it stays as it is."))
    if faults := dict(_faults(values)):
        raise UnfitError(faults)
    dated = dates_can_change(stored, timezone.localdate(at)) and "opens" in values
    changed = [name for name in FIELDS if name in values and getattr(stored, name) != values[name]]
    if dated and days_of(stored) != tuple(values[name] for name in DATES):
        changed.append("dates")
    if not changed:
        return _explained(stored, why, actor, at)
    for name in set(changed) & set(FIELDS):
        setattr(stored, name, values[name])
    stored.version, stored.updated_at = stored.version + 1, at
    stored.save()
    if "dates" in changed:
        _set_window(stored, values)
    data = {"number": stored.number, "fields": changed, "version": stored.version}
    area = stored.area
    audit.record("consultations.edit", actor=actor, area=area, obj=stored, data=data, at=at)
    return _explained(consultations(area).get(pk=stored.pk), why, actor, at)


@transaction.atomic
def publish(consultation: Consultation, *, actor: Actor, at: datetime) -> Consultation:
    """Let everybody see a draft. UnfitError where too little is said; NotNow when it was done."""
    stored = locked(consultation)
    if not stored.is_draft:
        raise NotNow(_("This consultation is published already."))
    if faults := dict(_missing(stored)):
        raise UnfitError(faults)
    stored.published_on, stored.published_at = timezone.localdate(at), at
    return _moved(stored, "publish", actor, at)


@transaction.atomic
def withdraw(
    consultation: Consultation, reason: str, *, actor: Actor, at: datetime
) -> Consultation:
    """Withdraw one that everybody can see, with the reason that everybody reads."""
    stored, on = locked(consultation), timezone.localdate(at)
    if stored.is_draft:
        raise NotNow(_("Nobody can see this draft, so there is nothing to withdraw."))
    if state_of(stored, on) in {CLOSED, WITHDRAWN}:
        raise NotNow(_("This consultation is over, so it stays as it is."))
    if not reason.strip():
        raise UnfitError({"reason": _("Enter why it is withdrawn")})
    stored.withdrawn_on, stored.withdrawn_reason = on, reason.strip()
    return _moved(stored, "withdraw", actor, at)


def _moved(stored: Consultation, verb: str, actor: Actor, at: datetime) -> Consultation:
    stored.version, stored.updated_at = stored.version + 1, at
    stored.save()
    data = {"number": stored.number}
    area = stored.area
    audit.record(f"consultations.{verb}", actor=actor, area=area, obj=stored, data=data, at=at)
    return consultations(area).get(pk=stored.pk)


def next_number(area: Area, year: int) -> str:
    """The next number of a year. The area's row is held, so that no two share one."""
    taken = Consultation.objects.filter(area=area, number__startswith=f"{year}-")
    numbers = taken.values_list("number", flat=True)
    last = max((int(number.partition("-")[2]) for number in numbers), default=0)
    return f"{year}-{last + 1:03}"


def dates_can_change(consultation: Consultation, on: date) -> bool:
    """Whether the dates may still be set anew: of a draft, and while nothing has opened."""
    windows = list(consultation.windows.all())
    if len(windows) > 1 or any(one.extensions.all() for one in windows):
        return False
    return consultation.is_draft or all(one.opens > on for one in windows)


def days_of(consultation: Consultation) -> tuple[date | None, date | None]:
    """When the first window opens and closes; nothing where there is none."""
    first = next(iter(consultation.windows.all()), None)
    return (first.opens, first.closes) if first else (None, None)


def _set_window(consultation: Consultation, values: Mapping[str, Any]) -> None:
    opens, closes = (values.get(name) for name in DATES)
    Window.objects.filter(consultation=consultation).delete()
    if opens and closes:
        Window.objects.create(
            area=consultation.area, consultation=consultation, opens=opens, closes=closes
        )


def _faults(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    opens, closes = (values.get(name) for name in DATES)
    if opens and not closes:
        yield "closes", _("Enter the last day, or leave both days empty")
    if closes and not opens:
        yield "opens", _("Enter the first day, or leave both days empty")
    if opens and closes and closes < opens:
        yield "closes", _("The last day must be the same as or after the first day")


def _missing(stored: Consultation) -> Iterator[tuple[str, str]]:
    """What everybody has to be told before it can be published."""
    if not stored.decision.strip():
        yield "decision", _("Say what is to be decided")
    if not stored.contact.strip():
        yield "contact", _("Say whom people can ask")
    if stored.online and not stored.questions.exists():
        yield "online", _("Write at least one question, or take no answers here")
    if not stored.windows.all() and not stored.expected.strip():
        yield "expected", _("Enter the two days, or say when it is expected")
