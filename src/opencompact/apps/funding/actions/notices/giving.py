"""Giving notice, and what comes after: facts that are noted, answers, and taking it back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.funding.actions.notices import mail
from opencompact.apps.funding.actions.notices.faults import UnfitError
from opencompact.apps.funding.actions.notices.writing import (
    current,
    draft,
    locked,
    record,
    saved,
)
from opencompact.apps.funding.models import Notice, NoticeAnswer
from opencompact.apps.funding.policy.notices import can_answer_notice
from opencompact.apps.funding.queries.notices import (
    judged_notice,
    letter_as_it_stands,
    missing,
    side_of,
)
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow

# What may be known only later; all the rest stays as it was given.
LATER: Final = ("discussed_on", "users_told_on", "users_how", "remedy_offered", "remedy_by")


@transaction.atomic
def give(
    notice: Notice,
    signature: tuple[str, str],
    *,
    given_on: date,
    version: int,
    actor: Actor,
    at: datetime,
) -> Notice:
    """Give notice: the letter is kept as it goes, and the people of the recipient are told once."""
    held = draft(locked(notice, actor), version)
    on = timezone.localdate(at)
    if faults := _faults(held, given_on, on):
        raise UnfitError(faults)
    held.signed_by, held.signed_as = signature
    judged = judged_notice(held, given_on)
    held.letter = letter_as_it_stands(held, judged, given_on, signature).dump()
    held.given_on, held.given_at = given_on, at
    given = saved("give", held, actor, at)
    mail.tell_recipient(given, on, at)
    return given


@transaction.atomic
def note(
    notice: Notice, values: Mapping[str, Any], *, version: int, actor: Actor, at: datetime
) -> Notice:
    """Note what was done since: a talk, that users were told, time to put things right."""
    held = current(_given(locked(notice, actor)), version)
    for name in LATER:
        if name in values:
            setattr(held, name, values[name])
    return saved("note", held, actor, at)


@transaction.atomic
def answer(notice: Notice, text: str, *, actor: Actor, at: datetime) -> NoticeAnswer:
    """Say something to a notice, for the side that somebody answers or speaks for."""
    rows = Notice.objects.select_for_update(of=("self",))
    sides = ("area", "agreement__funder", "agreement__payee__organisation")
    held: Notice = rows.select_related(*sides).get(pk=notice.pk)
    side = side_of(actor, held)
    if not can_answer_notice(actor, held) or side is None:
        raise PermissionDenied
    made: NoticeAnswer = NoticeAnswer.objects.create(
        area=held.area,
        notice=_given(held),
        by=side,
        text=text.strip(),
        at=at,
        actor_id=actor.user_id,
    )
    record("answer", held, actor, at)
    mail.tell_other_side(held, made, timezone.localdate(at), at)
    return made


@transaction.atomic
def withdraw(notice: Notice, text: str, *, version: int, actor: Actor, at: datetime) -> Notice:
    """Take a notice back. It stays to be read, and counts nowhere any more."""
    held = current(_given(locked(notice, actor)), version)
    on = timezone.localdate(at)
    held.withdrawn_on, held.withdrawn_words = on, text.strip()
    taken = saved("withdraw", held, actor, at)
    mail.tell_of_withdrawal(taken, on, at)
    return taken


def _given(held: Notice) -> Notice:
    if held.is_draft:
        raise NotNow(_("This notice is a draft."), [_("give it first")])
    if held.withdrawn_on:
        raise NotNow(_("This notice was withdrawn."), [_("read the notice")])
    return held


def _faults(held: Notice, given_on: date, on: date) -> dict[str, str]:
    if lacks := missing(held):
        return {"missing": " ".join(said for _step, said in lacks)}
    if given_on > on:
        return {"given_on": _("The day cannot be in the future: notice is given when it is sent")}
    if held.ends and held.ends <= given_on:
        return {"given_on": _("It takes effect after the day on which notice is given")}
    return {}
