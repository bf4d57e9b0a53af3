"""After the end of a case: what was promised and whether it is done, referrals, what is learnt."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions import following
from opencompact.apps.disputes.actions.kinds import later
from opencompact.apps.disputes.models import Case, Finding, Party, Referral, Undertaking
from opencompact.apps.disputes.policy import (
    can_note_undertaking,
    can_refer,
    can_see_undertaking,
    can_write_learning,
    sees_undertaking,
)
from opencompact.apps.disputes.queries import Person, Story, ended_sealed, is_kept_by, people
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.base import audit, notify
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow
from opencompact.base.ui.dates import day
from opencompact.core.record import record


@record
class Promise:
    """What was agreed: what is to be done, by which side or by whom else, and by when."""

    what: str
    due: date
    party: Party | None = None
    who: str = ""


@transaction.atomic
def note_undertaking(now: Story, promise: Promise, *, actor: Actor, at: datetime) -> Undertaking:
    """Note something that was agreed at the end of a case.

    What mediation settled is sealed: the sides note it, and they alone follow it. PermissionDenied
    for others, NotNow while the case is open.
    """
    case, sealed = now.case, ended_sealed(now)
    if not can_note_undertaking(actor, case, sealed=sealed):
        raise PermissionDenied
    _ended(case)
    made: Undertaking = Undertaking.objects.create(
        area=case.area,
        case=case,
        what=promise.what.strip(),
        party=promise.party,
        who="" if promise.party else promise.who.strip(),
        due=promise.due,
        sealed=sealed,
        noted_by_id=actor.user_id,
        noted_on=now.on,
    )
    _record("disputes.note_undertaking", case, _about(case, made), actor, at)
    return made


@transaction.atomic
def mark_undertaking(
    one: Undertaking, *, done: bool, actor: Actor, on: date, at: datetime
) -> Undertaking:
    """Say that something agreed is done, or not after all. PermissionDenied for others."""
    stored: Undertaking = Undertaking.objects.select_for_update().get(pk=one.pk)
    case = case_by_key(stored.case_id)
    may = can_note_undertaking(actor, case, sealed=stored.sealed)
    if not (may and can_see_undertaking(actor, case, stored)):
        raise PermissionDenied
    if (stored.done_on is not None) == done:
        return stored
    stored.done_on = max(on, stored.noted_on) if done else None
    stored.done_by_id = actor.user_id if done else None
    stored.save(update_fields=["done_on", "done_by"])
    verb = "disputes.do_undertaking" if done else "disputes.reopen_undertaking"
    _record(verb, case, _about(case, stored), actor, at)
    return stored


@transaction.atomic
def refer_case(
    case: Case, to: str, on: date, remind_on: date, *, actor: Actor, at: datetime
) -> Referral:
    """Note to whom a case was passed on, or mend that. PermissionDenied for others."""
    if not can_refer(actor, case):
        raise PermissionDenied
    _ended(case)
    made, _new = Referral.objects.update_or_create(
        case=case,
        defaults={
            "area": case.area,
            "to": to.strip(),
            "on": on,
            "remind_on": remind_on,
            "noted_by_id": actor.user_id,
        },
    )
    _record("disputes.refer_case", case, {"on": on.isoformat()}, actor, at)
    return made


@transaction.atomic
def note_outcome(
    referral: Referral, outcome: str, on: date, *, actor: Actor, at: datetime
) -> Referral:
    """Note what came of a referral. PermissionDenied for others."""
    stored: Referral = Referral.objects.select_for_update().get(pk=referral.pk)
    case = case_by_key(stored.case_id)
    if not can_refer(actor, case):
        raise PermissionDenied
    stored.outcome, stored.outcome_on = outcome.strip(), max(on, stored.on)
    stored.save(update_fields=["outcome", "outcome_on"])
    _record("disputes.note_outcome", case, {"on": on.isoformat()}, actor, at)
    return stored


@transaction.atomic
def write_learning(finding: Finding, text: str, *, actor: Actor, on: date, at: datetime) -> Finding:
    """Say what others can learn from a case. Everybody reads it once the finding is published."""
    stored: Finding = Finding.objects.select_for_update().get(pk=finding.pk)
    case = case_by_key(stored.case_id)
    if not can_write_learning(actor, case):
        raise PermissionDenied
    stored.learning = text.strip()
    stored.learnt_on = on if stored.learning else None
    stored.save(update_fields=["learning", "learnt_on"])
    _record("disputes.write_learning", case, {"number": case.number}, actor, at)
    return stored


def remind_of_undertaking(one: Undertaking, when: str, on: date, at: datetime) -> int:
    """Remind those who do something or follow it; how many. `when` keeps it to once."""
    case = case_by_key(one.case_id)
    told = [person for person in people(case, on) if _follows(person, one)]
    notify.queue(
        area=case.area,
        key=f"disputes.undertaking:{one.pk}:{when}:{one.due.isoformat()}",
        to=[(person.name, person.email) for person in told],
        kind=following.PROMISED,
        facts={"number": case.number, "day": later(day)(one.due)},
        about=str(one.pk),
        due=one.due,
        link=f"{case.get_absolute_url()}after/",
        at=at,
    )
    return len(told)


def remind_of_referral(one: Referral, on: date, at: datetime) -> int:
    """Ask those who keep a case what came of its referral, once; how many."""
    case = case_by_key(one.case_id)
    told = [person for person in people(case, on) if is_kept_by(person)]
    notify.queue(
        area=case.area,
        key=f"disputes.referral:{one.pk}:{one.remind_on.isoformat()}",
        to=[(person.name, person.email) for person in told],
        kind=following.REFERRED,
        facts={"number": case.number, "day": later(day)(one.on)},
        about=str(one.pk),
        link=f"{case.get_absolute_url()}after/",
        at=at,
    )
    return len(told)


def _about(case: Case, one: Undertaking) -> dict[str, Any]:
    """What the history has of a promise.

    One out of mediation belongs to the step that ended the case there, and whoever may not know of
    that step is not told of the promise either.
    """
    data: dict[str, Any] = {"undertaking": str(one.pk)}
    if one.sealed:
        data["sequence"] = max(event.sequence for event in case.events.all())
    return data


def _follows(person: Person, one: Undertaking) -> bool:
    """The side that has to do it; else every side, and whoever keeps the case where they may."""
    if not sees_undertaking(person.held, one):
        return False
    sides = {hold.party for hold in person.held if hold.party}
    return is_kept_by(person) or bool(sides if not one.party_id else str(one.party_id) in sides)


def _ended(case: Case) -> None:
    if not case.closed_on:
        raise NotNow(
            _("The case has not ended, so nothing follows from it yet."), [_("read the case")]
        )


def _record(verb: str, case: Case, data: dict[str, Any], actor: Actor, at: datetime) -> None:
    given = {"number": case.number, **data}
    audit.record(verb, actor=actor, area=case.area, obj=case, data=given, at=at)
