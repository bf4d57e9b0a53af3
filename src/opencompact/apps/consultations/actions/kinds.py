"""The kinds of mail about consultations: their words, and whether they are still of use."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, ParamSpec
from uuid import UUID

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from opencompact.apps.consultations.models import Consultation, Feedback, Response
from opencompact.apps.consultations.queries import consultations, keepers, open_window
from opencompact.base.areas.actor import ANONYMOUS, Actor
from opencompact.base.notify.kinds import Gap, Kind, Standing, Words
from opencompact.base.notify.models import Message
from opencompact.base.ui.dates import day

Given = ParamSpec("Given")

CONTINUE: Final = "consultations.put_by"
TOLD: Final = "consultations.told"
DUE: Final = "consultations.feedback_due"
# Whoever answers is nobody in the history, with an account or without.
SOMEBODY: Final[Actor] = ANONYMOUS


def later(says: Callable[Given, str]) -> Callable[Given, str]:
    """Words that are put together when they are read, so in the language of whoever gets them."""
    return lazy(says, str)


@later
def last_day(consultation: Consultation) -> str:
    """The last day on which it can be answered."""
    return day(max(one.closes for one in consultation.windows.all()))


def why_answering() -> str:
    return gettext(
        "You get this message because this address was given with an answer to a consultation. If"
        " that was not you, you need do nothing."
    )


def begun_stands(message: Message, at: datetime) -> Standing:
    """While the answer waits to be sent, and can be sent. `about` is the response."""
    found = Response.objects.filter(pk=message.about, sent_on=None).first()
    if found is None or found.email != message.to_address:
        return Standing.GONE
    consultation = consultations(found.area).get(pk=found.consultation_id)
    can = open_window(consultation, timezone.localdate(at)) is not None
    return Standing.ASKED if can else Standing.GONE


def told_stands(message: Message, at: datetime) -> Standing:  # noqa: ARG001 - how checks are called
    """While the response is there with this address. `about` is the response."""
    found = Response.objects.filter(pk=message.about, email=message.to_address)
    return Standing.TOLD if found.exists() else Standing.GONE


def due_stands(message: Message, at: datetime) -> Standing:
    """Until feedback is published, to whoever keeps it then. `about` is the consultation."""
    found = consultations(message.area).filter(pk=UUID(message.about)).first()  # type: ignore[arg-type]
    if found is None or found.withdrawn_on is not None:
        return Standing.GONE
    done = Feedback.objects.filter(consultation=found).exclude(published_on=None).exists()
    reads = {address for _name, address in keepers(found, timezone.localdate(at))}
    return Standing.GONE if done or message.to_address not in reads else Standing.ASKED


TITLE: Final = Gap(
    "title", _("The title of the consultation"), _("The future of the day centres"), kept=True
)

KINDS: Final = (
    Kind(
        key=CONTINUE,
        name=_("Go on with your answer"),
        says=_("To whoever puts an answer to a consultation by, and gave an address."),
        confidential=True,
        check=begun_stands,
        words=Words(
            subject=_("Go on with your answer: {{ title }}"),
            says=_(
                "Your answer to “{{ title }}” is kept, but not sent. You can go on with it up to"
                " and including {{ last }}. Whoever has the link can read and change your answer,"
                " so please do not pass it on. An earlier link works no longer."
            ),
            do=_("Go on with your answer, and send it."),
        ),
        own_gaps=(
            TITLE,
            Gap("last", _("The last day to answer"), _("30 March 2027"), kept=True),
        ),
    ),
    Kind(
        key=TOLD,
        name=_("What came of a consultation"),
        says=_("To those who answered, left an address and asked to hear what came of it. Once."),
        confidential=True,
        check=told_stands,
        words=Words(
            subject=_("What came of it: {{ title }}"),
            says=_(
                "You answered “{{ title }}” and asked to hear what came of it. What was heard, what"
                " changes, and what does not and why, can be read now. You get no further message"
                " about it."
            ),
        ),
        own_gaps=(TITLE,),
    ),
    Kind(
        key=DUE,
        name=_("Feedback is due"),
        says=_("To those who keep a consultation: before feedback is due, and once after."),
        topic="reminders",
        check=due_stands,
        words=Words(
            subject=_("Feedback on {{ number }} is due by {{ day }}"),
            says=_(
                "Consultation {{ number }}, “{{ title }}”, has closed. The {{ agreement }} promises"
                " feedback by {{ day }}."
            ),
            do=_("Say what you heard, what changes, and what does not and why."),
        ),
        own_gaps=(
            Gap("number", _("The number of the consultation"), "2026-003", kept=True),
            TITLE,
            Gap("day", _("The day by which feedback is due"), _("30 June 2027"), kept=True),
        ),
    ),
)
