"""Answering a consultation: online with or without a break, and from paper. Source: PRO-1."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.consultations.models import Consultation, Response
from opencompact.apps.consultations.queries import CONTINUE, open_window
from opencompact.apps.consultations.queries import consultations as every
from opencompact.base import audit, notify
from opencompact.base.accounts.models import normal
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow
from opencompact.base.notify import links
from opencompact.base.ui.dates import day
from opencompact.core.record import record

from . import kinds
from .faults import UnfitError

# Without letters and figures that are taken for one another; nobody can tell how many there are.
LETTERS: Final = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
HALF: Final = 4
LASTS: Final = timedelta(days=400)


@record
class Given:
    """What somebody answers: by the key of each question, and who they are as far as they say."""

    answers: Mapping[str, Any]
    behalf: str = ""
    name: str = ""
    email: str = ""
    wants_feedback: bool = False


@transaction.atomic
def send(
    consultation: Consultation,
    given: Given,
    *,
    begun: Response | None = None,
    actor: Actor,
    at: datetime,
) -> Response:
    """Take an answer; `begun` is what was kept of it before. NotNow once it has closed."""
    _hold(consultation, at)
    on = timezone.localdate(at)
    response = _kept(consultation, given, begun)
    response.sent_on = response.came_on = on
    response.save()
    links.revoke(response, at=at, purpose=CONTINUE)
    _noted("send", response, actor, at)
    return response


@transaction.atomic
def put_by(
    consultation: Consultation,
    given: Given,
    *,
    begun: Response | None = None,
    actor: Actor,
    at: datetime,
) -> links.Offer:
    """Keep an answer for later; the link with which to go on is mailed where there is an address.

    Without one whoever answers has to note it: nothing else will ever tell it.
    """
    _hold(consultation, at)
    response = _kept(consultation, given, begun)
    response.save()
    links.revoke(response, at=at, purpose=CONTINUE)
    with notify.speaking_to(consultation.area, response.email):
        says = _("go on with your answer to “{title}”").format(title=consultation.title)
    offered = links.offer(
        area=consultation.area,
        purpose=CONTINUE,
        to=links.Reader("", response.email),
        obj=response,
        says=says,
        at=at,
        lasts=LASTS,
    )
    _noted("put_by", response, actor, at)
    if response.email:
        _mail(consultation, response, offered, at)
    return offered


@transaction.atomic
def key_in(
    consultation: Consultation, given: Given, came_on: date, *, actor: Actor, at: datetime
) -> Response:
    """Record an answer that came on paper. One that came late is refused, as online."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    on = timezone.localdate(at)
    if came_on > on:
        raise UnfitError({"came_on": _("The day must be today or in the past")})
    if open_window(consultation, came_on) is None:
        says = _("It was not open on this day, so the answer cannot be counted")
        raise UnfitError({"came_on": says})
    response = _kept(consultation, given, None)
    response.sent_on, response.came_on, response.keyed_by_id = on, came_on, actor.user_id
    response.save()
    _noted("key_in", response, actor, at)
    return response


def reference() -> str:
    """What stands for a response: not to be guessed, and no count of them."""
    while True:
        found = "-".join(
            "".join(secrets.choice(LETTERS) for _place in range(HALF)) for _half in range(2)
        )
        if not Response.objects.filter(reference=found).exists():
            return found


def _hold(consultation: Consultation, at: datetime) -> None:
    """Refuse what comes when it is not open; nothing about it changes in the meantime."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    stored = every(consultation.area).get(pk=consultation.pk)
    if not stored.online or open_window(stored, timezone.localdate(at)) is None:
        raise too_late(stored)


def too_late(consultation: Consultation) -> NotNow:
    """What somebody is told who comes too late, or too early, and what they can do instead."""
    windows = list(consultation.windows.all())
    says = _("“{title}” cannot be answered here now.").format(title=consultation.title)
    if windows and consultation.withdrawn_on is None:
        says = _("“{title}” can be answered from {first} to {last}.").format(
            title=consultation.title, first=day(windows[-1].opens), last=day(windows[-1].closes)
        )
    possible = [_("read what it is about, and later what came of it")]
    if consultation.contact:
        possible.append(
            _("ask whether a late answer can be read: {contact}").format(
                contact=consultation.contact
            )
        )
    return NotNow(says, possible)


def _kept(consultation: Consultation, given: Given, begun: Response | None) -> Response:
    """The row with what was given, new or the one that was kept before."""
    if begun is None:
        response = Response(
            area=consultation.area, consultation=consultation, reference=reference()
        )
    else:
        response = Response.objects.select_for_update().get(pk=begun.pk)
        if response.sent_on is not None:
            raise NotNow(_("This answer was sent already."))
        response.version += 1
    response.answers = dict(given.answers)
    response.behalf, response.name = given.behalf.strip(), given.name.strip()
    response.email = normal(given.email)
    response.wants_feedback = given.wants_feedback and bool(response.email)
    return response


def _mail(
    consultation: Consultation, response: Response, offered: links.Offer, at: datetime
) -> None:
    area = consultation.area
    notify.queue(
        area=area,
        key=f"{kinds.CONTINUE}:{response.pk}:{offered.link.pk}",
        to=[("", response.email)],
        kind=kinds.CONTINUE,
        facts={"title": consultation.title, "last": kinds.last_day(consultation)},
        about=str(response.pk),
        link=offered.path,
        why=kinds.why_answering,
        at=at,
    )


def _noted(verb: str, response: Response, actor: Actor, at: datetime) -> None:
    """Who answered, and what, is in no history."""
    by = actor if response.keyed_by_id else kinds.SOMEBODY
    data = {"number": response.consultation.number}
    audit.record(
        f"consultations.{verb}", actor=by, area=response.area, obj=response.consultation,
        data=data, at=at,
    )  # fmt: skip
