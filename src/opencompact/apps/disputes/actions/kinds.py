"""The kinds of mail about a case: their words, and whether they are still true when they leave."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Final, ParamSpec

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_noop as _

from opencompact.apps.disputes.queries import is_seated, may_know, meets, reader
from opencompact.base.notify.kinds import Gap, Kind, Standing, Words
from opencompact.base.notify.models import Message

STEP: Final = "disputes.step"
REMINDER: Final = "disputes.remind"
SEAT: Final = "disputes.seat"
MOVED: Final = "disputes.redate"
PUBLISHED: Final = "disputes.publish"
LETTER: Final = "disputes.step_letter"
PAPER: Final = "disputes.paper"

Given = ParamSpec("Given")


def later(says: Callable[Given, str]) -> Callable[Given, str]:
    """Words that are put together when they are read, so in the language of whoever gets them."""
    return lazy(says, str)


NUMBER = Gap("number", _("The number of the case"), "2026-004", kept=True)
# `about` of a message has several parts.
BAR: Final = "|"


def step_stands(message: Message, at: datetime) -> Standing:
    """Nothing is told to somebody who may not know it now, or asked that is done.

    `about` is the case, the event and the steps that were awaited.
    """
    case, event, steps = message.about.split(BAR)
    found = reader(case, message.to_address, timezone.localdate(at))
    told = [one for one in found.now.told if str(one.event.pk) == event] if found else []
    if found is None or not told or not may_know(found.now, told[0], found.person.held):
        return Standing.GONE
    awaited = {step.key for turn in found.turns for step in turn.steps}
    return Standing.ASKED if awaited & set(steps.split("+")) else Standing.TOLD


def reminder_stands(message: Message, at: datetime) -> Standing:
    """Nobody is reminded of what they did, or of a day that is over or was moved.

    `about` is the case, the clock and the day.
    """
    case, clock, day = message.about.split(BAR)
    due, on = date.fromisoformat(day), timezone.localdate(at)
    found = reader(case, message.to_address, on)
    turns = found.turns if found else ()
    same = (turn for turn in turns if turn.deadline and turn.deadline.clock.key == clock)
    return Standing.ASKED if any(turn.due == due >= on for turn in same) else Standing.GONE


def move_stands(message: Message, at: datetime) -> Standing:
    """A date that moved is told while the case is open, to those who are still of it."""
    found = reader(message.about, message.to_address, timezone.localdate(at))
    return Standing.GONE if found is None or found.now.at.closed else Standing.TOLD


class PaperNews(StrEnum):
    """What a message about a paper is about."""

    VERSION = "version"
    ROOM = "room"
    ASKED = "asked"
    BUNDLE = "bundle"


def paper_stands(message: Message, at: datetime) -> Standing:
    """Nobody is told of a paper that is not for them now, or asked what was answered.

    `about` is the case, what there is news of, and its id.
    """
    case, news, pk = message.about.split(BAR)
    found = reader(case, message.to_address, timezone.localdate(at))
    if found is None or not meets(found, PaperNews(news).value, pk):
        return Standing.GONE
    return Standing.ASKED if news == PaperNews.ASKED else Standing.TOLD


def seat_stands(message: Message, at: datetime) -> Standing:  # noqa: ARG001 - as checks are called
    """Nobody is told of a seat that was ended meanwhile. `about` is the seat."""
    return Standing.ASKED if is_seated(message.about) else Standing.GONE


KINDS: Final = (
    Kind(
        key=STEP,
        name=_("A step in a case"),
        says=_("To everybody in a case who may know of a step that was taken."),
        topic="cases",
        confidential=True,
        check=step_stands,
        words=Words(
            subject="{{ number }}: {{ happened }}",
            says="{{ what }}\n\n{{ standing }}\n\n{{ others_turn }}\n\n{{ help }}",
            do="{{ your_turn }}",
        ),
        own_gaps=(
            NUMBER,
            Gap("happened", _("What happened, in a few words"), _("suggest mediation")),
            Gap(
                "what",
                _("What happened, when and by whom, in a sentence"),
                _(
                    "Case 2026-004: “Suggest mediation” was recorded, dated Monday 9 March 2026."
                    " By: Chair."
                ),
                kept=True,
            ),
            Gap(
                "standing",
                _("Where the case is now"),
                _("It is now at: Stage two, mediation."),
            ),
            Gap(
                "your_turn",
                _("What the reader is asked to do, and by when; empty when it is not their turn"),
                _(
                    "It is your turn: agree to mediation or decline mediation. The last day is"
                    " Monday 16 March 2026."
                ),
                kept=True,
            ),
            Gap("others_turn", _("Whose turn it is else, and by when; may be empty"), ""),
            Gap("help", _("For officers: what stands in the way of the case; mostly empty"), ""),
        ),
    ),
    Kind(
        key=REMINDER,
        name=_("A date in a case comes near"),
        says=_(
            "To those in a case from whom something is awaited, two working days before the date."
        ),
        topic="reminders",
        confidential=True,
        check=reminder_stands,
        words=Words(
            subject="{{ number }}: {{ by_when }}",
            says="",
            do=_("You are awaited in case {{ number }}.\n\n{{ by_when }}."),
        ),
        own_gaps=(
            NUMBER,
            Gap(
                "by_when",
                _("By when"),
                _("The last day is Monday 16 March 2026"),
                kept=True,
            ),
        ),
    ),
    Kind(
        key=MOVED,
        name=_("The dates of a case were counted anew"),
        says=_("To everybody in a case whose dates a bank holiday moved that came or went."),
        topic="cases",
        confidential=True,
        check=move_stands,
        words=Words(
            subject=_("{{ number }}: dates have moved"),
            says=_(
                "The calendar has changed. {{ why }} So these dates of case {{ number }} were"
                " counted anew.\n\n{{ dates }}"
            ),
            do="{{ asked }}",
        ),
        own_gaps=(
            NUMBER,
            Gap(
                "why",
                _("Which days came or went"),
                _("Now a holiday: 10 March 2027 (Day of mourning)."),
                kept=True,
            ),
            Gap(
                "dates",
                _("Each date that moved, from when to when"),
                _("The exchange of papers: 18 March 2027 in place of 17 March 2027."),
                kept=True,
            ),
            Gap(
                "asked",
                _("What the reader is asked where a date would come sooner; may be empty"),
                _("Nothing is shortened without your yes: the old date stands until you agree."),
                kept=True,
            ),
        ),
    ),
    Kind(
        key=PAPER,
        name=_("A paper in a case"),
        says=_(
            "To everybody who may read it: a new version of a paper, a bundle, something new in the"
            " mediation room. To a side whose consent is asked for."
        ),
        topic="cases",
        confidential=True,
        check=paper_stands,
        words=Words(
            subject="{{ number }}: {{ happened }}",
            says="{{ what }}",
            do="{{ your_turn }}",
        ),
        own_gaps=(
            NUMBER,
            Gap("happened", _("What there is, in a few words"), _("a new version of a paper")),
            Gap(
                "what",
                _("What there is, in a sentence"),
                _("Case 2026-004: something new in the mediation room."),
                kept=True,
            ),
            Gap(
                "your_turn",
                _("What the reader is asked; empty when nothing is"),
                _(
                    "You are asked whether a paper may be shown to the others in the mediation"
                    " room. You are free to say no."
                ),
                kept=True,
            ),
        ),
    ),
    Kind(
        key=SEAT,
        name=_("A seat in a case"),
        says=_("To somebody who was given a seat in a case."),
        topic="roles",
        confidential=True,
        check=seat_stands,
        words=Words(
            subject=_("{{ number }}: you have a seat as {{ seat }}"),
            says=_(
                "You have been given a seat in case {{ number }}, as {{ seat }}, from {{ day }} on."
                " Everything in it is confidential."
            ),
            do=_(
                "If you have any tie with the organisations in the case, say so before you read on,"
                " and the seat goes to somebody else."
            ),
        ),
        own_gaps=(
            NUMBER,
            Gap("seat", _("Which seat"), _("mediator"), kept=True),
            Gap("day", _("The first day of the seat"), _("9 March 2026")),
        ),
    ),
    Kind(
        key=LETTER,
        name=_("A letter in a case"),
        says=_("To the people of a side, when a letter about a step was sent to them from here."),
        topic="cases",
        confidential=True,
        check=step_stands,
        words=Words(
            subject=_("{{ number }}: a letter for your organisation"),
            says=_("There is a letter for your organisation in case {{ number }}."),
        ),
        own_gaps=(NUMBER,),
    ),
    Kind(
        key=PUBLISHED,
        name=_("A finding was published"),
        says=_("To everybody with a role in the area who has no part in the case."),
        topic="news",
        words=Words(
            subject=_("A finding was published: {{ number }}"),
            says=_(
                "The finding of case {{ number }} was published on {{ day }}: {{ finding }}. The"
                " statement is there for everybody to learn from."
            ),
        ),
        own_gaps=(
            NUMBER,
            Gap(
                "finding",
                _("What was found, in the words of the agreement"),
                _("The case is settled"),
            ),
            Gap("day", _("The day it was published"), _("9 March 2026")),
        ),
    ),
)
