"""Comply or explain: filing a departure, withdrawing it, and asking again when it has run out."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.agreement.models import Commitment
from opencompact.apps.organisations import queries
from opencompact.apps.organisations.actions import kinds
from opencompact.apps.organisations.models import Departure, Organisation
from opencompact.base import audit, notify
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import NotNow
from opencompact.base.ui.dates import day
from opencompact.core.record import record


class UnfitDeparture(ValueError):  # noqa: N818 - an outcome, not a fault
    """Something given cannot stay as it is: `faults` has a message for each field of `Filing`."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = dict(faults)


@record
class Filing:
    """What is filed: for which body, from which commitment, in which matter, and why."""

    body: Organisation
    commitment: Commitment
    record: str
    key: str
    title: str
    event_on: date
    expires: date
    reason: str
    mitigation: str
    approver: str


@transaction.atomic
def file_departure(area: Area, filing: Filing, *, actor: Actor, at: datetime) -> Departure:
    """Put a departure on the public register; UnfitDeparture says what is missing. Source: PRO-11.

    One that comes when the matter has begun is taken as well, and is shown as late.
    """
    if faults := dict(_faults(filing)):
        raise UnfitDeparture(faults)
    Area.objects.select_for_update().get(pk=area.pk)
    made = Departure.objects.create(
        area=area,
        number=_number(timezone.localdate(at)),
        body=filing.body,
        commitment=filing.commitment,
        record=filing.record,
        key=filing.key.strip(),
        title=filing.title.strip(),
        reason=filing.reason.strip(),
        mitigation=filing.mitigation.strip(),
        approver=filing.approver.strip(),
        event_on=filing.event_on,
        expires=filing.expires,
        filed_at=at,
        filed_by_id=actor.user_id,
    )
    data = {
        "number": made.number,
        "body": filing.body.slug,
        "commitment": filing.commitment.key,
        "late": made.is_late,
    }
    _record("file_departure", made, data, actor=actor, at=at)
    return made


def _faults(filing: Filing) -> Iterator[tuple[str, str]]:
    asked = {
        "key": _("Enter the number of the matter"),
        "title": _("Enter what it is about"),
        "reason": _("Enter the reason"),
        "mitigation": _("Enter what softens the effect"),
        "approver": _("Enter who approved it"),
    }
    for name, says in asked.items():
        if not getattr(filing, name).strip():
            yield name, says
    if filing.expires < filing.event_on:
        yield "expires", _("It must last until the day on which the matter begins, or longer")


def _number(on: date) -> str:
    """The next number of the year; the area is locked, so that no two share one."""
    taken = Departure.objects.filter(number__startswith=f"{on.year}-")
    last = max(
        (int(one.partition("-")[2]) for one in taken.values_list("number", flat=True)), default=0
    )
    return f"{on.year}-{last + 1:03}"


@transaction.atomic
def withdraw_departure(departure: Departure, *, actor: Actor, at: datetime) -> Departure:
    """End a departure: the commitment is kept after all. What it explained so far it explains."""
    stored = _locked(departure)
    on = timezone.localdate(at)
    if stored.withdrawn_on or stored.expires < on:
        raise NotNow(_("This departure counts no more, so there is nothing to withdraw."))
    stored.withdrawn_on = on
    stored.save(update_fields=["withdrawn_on"])
    _record("withdraw_departure", stored, {"number": stored.number}, actor=actor, at=at)
    return stored


@transaction.atomic
def settle_departure(departure: Departure, *, actor: Actor, at: datetime) -> Departure:
    """Say that a matter needs no departure any more: the one for it has run out."""
    stored = _locked(departure)
    on = timezone.localdate(at)
    if stored.expires >= on or stored.withdrawn_on:
        raise NotNow(_("This departure has not run out. Withdraw it if it is not needed."))
    if stored.settled_on is None:
        stored.settled_on = on
        stored.save(update_fields=["settled_on"])
        _record("settle_departure", stored, {"number": stored.number}, actor=actor, at=at)
    return stored


def ask_again(departure: Departure, *, on: date, at: datetime) -> int:
    """Write to the body's champions and to the officers that a departure has run out; once."""
    return notify.queue(
        area=departure.area,
        key=f"organisations.departure_lapsed:{departure.pk}",
        to=_readers(departure, on),
        kind=kinds.LAPSED,
        facts=lambda: {
            "organisation": departure.body.name,
            "number": departure.number,
            "matter": departure.title,
            "day": day(departure.expires),
        },
        about=str(departure.pk),
        link=departure.get_absolute_url(),
        at=at,
    )


def _readers(departure: Departure, on: date) -> list[tuple[str, str]]:
    champions = queries.holders(departure.area, RoleKind.CHAMPION, on)
    own = queries.addresses(champions.filter(organisation=departure.body_id))
    return list(dict.fromkeys([*own, *queries.officers(departure.area, on)]))


def _locked(departure: Departure) -> Departure:
    found = Departure.objects.select_for_update(of=("self",)).select_related("area", "body")
    return found.get(pk=departure.pk)


def _record(
    verb: str, departure: Departure, data: Mapping[str, object], *, actor: Actor, at: datetime
) -> None:
    audit.record(
        f"organisations.{verb}",
        actor=actor,
        area=departure.area,
        obj=departure,
        data=dict(data),
        at=at,
    )
