"""The kinds of mail about notices and ends, each with a check of whether it is still of use."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from opencompact.apps.funding.models import Notice
from opencompact.apps.funding.queries.due import soon_of
from opencompact.apps.funding.queries.notices import funders_people, notices, recipients
from opencompact.apps.organisations.models import Organisation
from opencompact.base.notify.kinds import Gap, Kind, Standing, Words
from opencompact.base.notify.models import Message

GIVEN: Final = "funding.notice-given"
WITHDRAWN: Final = "funding.notice-withdrawn"
ANSWERED: Final = "funding.notice-answered"
DUE: Final = "funding.end-due"


def _notice(message: Message) -> Notice | None:
    """The notice that a message is about."""
    assert message.area is not None, "Each of these is about an area."
    return notices(message.area).filter(pk=UUID(message.about)).first()


def _reads(message: Message, notice: Notice, at: datetime) -> bool:
    """Whether its reader still belongs to one of the two sides."""
    on = timezone.localdate(at)
    funder = notice.agreement.funder
    people = [*recipients(notice, on), *funders_people(notice.area, funder, on)]
    return message.to_address in {address for _name, address in people}


def given_stands(message: Message, at: datetime) -> Standing:
    """A notice is told to those who still read it, unless it was withdrawn meanwhile."""
    notice = _notice(message)
    if notice is None or notice.withdrawn_on or not _reads(message, notice, at):
        return Standing.GONE
    return Standing.TOLD


def told_stands(message: Message, at: datetime) -> Standing:
    """Whoever does not read the notice any more is told nothing of it."""
    notice = _notice(message)
    return Standing.TOLD if notice and _reads(message, notice, at) else Standing.GONE


def due_stands(message: Message, at: datetime) -> Standing:
    """Nobody is reminded once it is decided, when the day is over, or when it is not theirs."""
    on = timezone.localdate(at)
    body: Organisation | None = Organisation.objects.filter(pk=UUID(message.about)).first()
    if body is None:
        return Standing.GONE
    mine = {address for _name, address in funders_people(body.area, body, on)}
    first = next(iter(soon_of(body, on)), None)
    still = first is not None and first.latest == message.due and message.to_address in mine
    return Standing.ASKED if still else Standing.GONE


OWN_GAPS: Final = (
    Gap("title", _("The agreement that it is about"), _("Youth clubs 2026"), kept=True),
    Gap("funder", _("Whose funding it is"), "Riverton Council", kept=True),
    Gap("day", _("The day on which it takes effect"), _("31 March 2027")),
)
KINDS: Final = (
    Kind(
        key=GIVEN,
        name=_("Notice was given"),
        says=_("To those who answer or speak for the recipient, when notice is given."),
        words=Words(
            subject=_("{{ funder }} has given notice: {{ title }}"),
            says=_(
                "{{ funder }} has given notice about the agreement “{{ title }}”. It takes effect"
                " on {{ day }}. The letter and the reasons are on its page."
            ),
            do=_("Read the notice. You can respond on its page."),
        ),
        own_gaps=OWN_GAPS,
        confidential=True,
        check=given_stands,
    ),
    Kind(
        key=WITHDRAWN,
        name=_("A notice was withdrawn"),
        says=_("To those who answer or speak for the recipient."),
        words=Words(
            subject=_("{{ funder }} has withdrawn its notice: {{ title }}"),
            says=_(
                "{{ funder }} has withdrawn the notice about the agreement “{{ title }}” that was"
                " to take effect on {{ day }}. The reason is on its page."
            ),
        ),
        own_gaps=OWN_GAPS,
        confidential=True,
        check=told_stands,
    ),
    Kind(
        key=ANSWERED,
        name=_("Somebody responded to a notice"),
        says=_("To the people of the other side, each time one side responds."),
        words=Words(
            subject=_("A response to the notice: {{ title }}"),
            says=_(
                "There is a new response to the notice of {{ funder }} about the agreement"
                " “{{ title }}”, which takes effect on {{ day }}."
            ),
            do=_("Read it, and answer on the same page if you want to."),
        ),
        own_gaps=OWN_GAPS,
        confidential=True,
        check=told_stands,
    ),
    Kind(
        key=DUE,
        name=_("The last day to give notice is near"),
        says=_("To those who keep the records of a funder, before the last day of notice."),
        words=Words(
            subject=_("Decide by {{ day }}: {{ title }}"),
            says=_(
                "“{{ title }}” of {{ funder }} ends on {{ ends }}, and nothing is recorded of what"
                " comes then. To keep the promise about notice, it has to be given by {{ day }}."
                " Agreements of {{ funder }} whose last day of notice comes soon: {{ number }}."
            ),
            do=_("Decide what becomes of it, and record the decision or give notice."),
        ),
        own_gaps=(
            Gap("title", _("The agreement that comes first"), _("Youth clubs 2026")),
            Gap("funder", _("Whose funding it is"), "Riverton Council"),
            Gap("ends", _("The day on which it ends"), _("31 March 2027")),
            Gap("day", _("The last day to give notice"), _("30 September 2026")),
            Gap("number", _("How many have a last day that is near"), "3"),
        ),
        topic="reminders",
        check=due_stands,
    ),
)
