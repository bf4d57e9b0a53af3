"""Kinds of mail beside those of the steps: days and time asked for, advice, and what follows."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from opencompact.apps.disputes.actions.kinds import BAR, NUMBER
from opencompact.apps.disputes.models import Referral, Undertaking
from opencompact.apps.disputes.policy import sees_undertaking
from opencompact.apps.disputes.queries import (
    asked_for_days,
    is_kept_by,
    may_give_time,
    reader,
    step_to_fix,
)
from opencompact.base.notify.kinds import Gap, Kind, Standing, Words
from opencompact.base.notify.models import Message

DAYS: Final = "disputes.ask_for_days"
TIME: Final = "disputes.ask_for_time"
PROMISED: Final = "disputes.remind_of_undertaking"
REFERRED: Final = "disputes.remind_of_referral"


def days_stand(message: Message, at: datetime) -> Standing:
    """Nobody is asked for days once a day is fixed, or when they do not come. `about`: the case."""
    found = reader(message.about, message.to_address, timezone.localdate(at))
    step = step_to_fix(found.now) if found and not found.now.at.closed else None
    if found is None or step is None or not asked_for_days(found.now, step, [found.person]):
        return Standing.GONE
    return Standing.ASKED


def time_stands(message: Message, at: datetime) -> Standing:
    """Nobody is asked for time that they cannot give any more. `about`: the case and the clock."""
    case, _bar, clock = message.about.partition(BAR)
    found = reader(case, message.to_address, timezone.localdate(at))
    if found is None or found.now.at.closed:
        return Standing.GONE
    can = may_give_time(found.now, found.now.procedure.clock(clock), [found.person])
    return Standing.ASKED if can else Standing.GONE


def undertaking_stands(message: Message, at: datetime) -> Standing:
    """Nobody is reminded of what is done or what they may not know. `about`: the undertaking."""
    one = Undertaking.objects.filter(pk=UUID(message.about), done_on=None).first()
    if one is None:
        return Standing.GONE
    found = reader(str(one.case_id), message.to_address, timezone.localdate(at))
    told = found is not None and sees_undertaking(found.person.held, one)
    return Standing.ASKED if told else Standing.GONE


def referral_stands(message: Message, at: datetime) -> Standing:
    """Nobody is asked for an outcome that is noted. `about`: the referral."""
    one = Referral.objects.filter(pk=UUID(message.about), outcome="").first()
    if one is None:
        return Standing.GONE
    found = reader(str(one.case_id), message.to_address, timezone.localdate(at))
    return Standing.ASKED if found and is_kept_by(found.person) else Standing.GONE


KINDS: Final = (
    Kind(
        key=DAYS,
        name=_("Days are asked for, to fix a meeting"),
        says=_("To everybody who has to come to a meeting in a case whose day is to be fixed."),
        topic="cases",
        confidential=True,
        check=days_stand,
        words=Words(
            subject=_("{{ number }}: on which days can you not come?"),
            says=_("In case {{ number }} the day of a meeting is going to be fixed."),
            do=_(
                "Please say on which days you cannot come, so that none of them is chosen. Nobody"
                " asks why."
            ),
        ),
        own_gaps=(NUMBER,),
    ),
    Kind(
        key=TIME,
        name=_("More time is asked for"),
        says=_("To those who may extend a time limit, when somebody who fixes a day asks them to."),
        topic="cases",
        confidential=True,
        check=time_stands,
        words=Words(
            subject=_("{{ number }}: more time is asked for"),
            says=_(
                "In case {{ number }} no day could be found that keeps every time limit. The time"
                " for {{ limit }} is in the way."
            ),
            do=_("You may extend it. Nobody has to; the page of the case says how."),
        ),
        own_gaps=(
            NUMBER,
            Gap("limit", _("Which time limit"), _("the subgroup's meeting"), kept=True),
        ),
    ),
    Kind(
        key=PROMISED,
        name=_("Something agreed at the end of a case falls due"),
        says=_(
            "To those who are to do it and to those who follow it, a few days before and after."
        ),
        topic="reminders",
        confidential=True,
        check=undertaking_stands,
        words=Words(
            subject=_("{{ number }}: something that was agreed is due by {{ day }}"),
            says="",
            do=_(
                "At the end of case {{ number }} something was agreed that is to be done by"
                " {{ day }}. The page of the case says what, and there you can note that it is"
                " done."
            ),
        ),
        own_gaps=(NUMBER, Gap("day", _("By when"), _("9 March 2026"), kept=True)),
    ),
    Kind(
        key=REFERRED,
        name=_("The outcome of a referral is asked for"),
        says=_("To the chair and the support team, when a case was passed on to another body."),
        topic="reminders",
        confidential=True,
        check=referral_stands,
        words=Words(
            subject=_("{{ number }}: what came of the referral?"),
            says="",
            do=_(
                "Case {{ number }} was passed on to another body on {{ day }}. Ask there what came"
                " of it, and note it on the page of the case."
            ),
        ),
        own_gaps=(NUMBER, Gap("day", _("When it was passed on"), _("9 March 2026"), kept=True)),
    ),
)
