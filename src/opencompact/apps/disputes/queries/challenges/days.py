"""By when letters to an organisation are usually answered, for the calendar of its champion."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from opencompact.apps.disputes.models.calendars import CHAMPION
from opencompact.apps.disputes.policy import can_answer_challenge
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.ui.addresses import entry_key, whole
from opencompact.core.calendar import WorkingCalendar
from opencompact.formats.calendars import Day

from .reading import visible_challenges
from .standing import Standing, standing


def letter_days(actor: Actor, part: str, calendar: WorkingCalendar, on: date) -> list[Day]:
    """The days of the letters that still wait for an answer, under their references alone."""
    if part != CHAMPION:
        return []
    mine = actor.only(RoleKind.CHAMPION)
    found = [one for one in visible_challenges(mine) if can_answer_challenge(mine, one)]
    return [day for one in found for day in _days(standing(one, calendar, on))]


def _days(one: Standing) -> Iterator[Day]:
    if not one.waits or one.reply is None:
        return
    yield Day(
        key=entry_key(one.challenge.pk, "reply"),
        on=one.reply.due,
        title=_("{number}: a reply is usual by now").format(number=one.challenge.reference),
        changed=one.events[-1].at,
        text=_("That is a usual time, not a firm one."),
        href=whole(one.challenge.get_absolute_url()),
        revision=len(one.events),
    )
