"""Reads of the outbox: for the officers of an area, and for the person who gets the mail."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, gettext_noop

from opencompact.base.areas.models import Area
from opencompact.core.record import record

from .kinds import DIGEST, is_confidential, kinds
from .models import WAITING, Message
from .topics import DIGESTED

STATES = {
    "failed": Q(failed_at__isnull=False),
    "waiting": WAITING,
    "sent": Q(sent_at__isnull=False),
}
NAMES = {
    "failed": gettext_noop("Failed"),
    "waiting": gettext_noop("Waiting"),
    "sent": gettext_noop("Sent"),
}


@record
class Shown:
    """A message as officers see it: a confidential one without its subject."""

    message: Message
    name: str
    confidential: bool

    @property
    def for_digest(self) -> bool:
        return self.message.rhythm in DIGESTED


def counts(area: Area) -> dict[str, int]:
    """How many messages of an area are in each state."""
    mine = Message.objects.filter(area=area)
    return {state: mine.filter(found).count() for state, found in STATES.items()}


def failed(area: Area) -> int:
    """How many messages could not be sent."""
    return Message.objects.filter(STATES["failed"], area=area).count()


def outbox(area: Area, state: str) -> QuerySet[Message]:
    """The messages of an area that officers may see one by one, the latest first.

    What is confidential is in here only once it could not be sent: who gets mail about a case, and
    when, says too much about the case.
    """
    found = Message.objects.filter(STATES[state], area=area).order_by("-created_at", "id")
    troubled = Q(failed_at__isnull=False) | ~Q(last_error="")
    return found.filter(troubled | ~Q(kind__in=_confidential()))


def uncounted(area: Area, state: str) -> int:
    """How many more there are that are confidential."""
    every = Message.objects.filter(STATES[state], area=area).count()
    return every - outbox(area, state).count()


def shown(message: Message) -> Shown:
    kind = kinds().get(message.kind)
    hidden = is_confidential(message)
    named = kind.name if kind else gettext("Several things in one mail")
    return Shown(message, named if hidden else message.subject, hidden)


def latest_to(area: Area, address: str) -> QuerySet[Message]:
    """What was written to one person in an area, the latest first; withdrawn mail is left out."""
    mine = Message.objects.filter(area=area, to_address=address, cancelled_at=None)
    return mine.select_related("digest").order_by("-created_at", "id")


def _confidential() -> list[str]:
    return [DIGEST, *(kind.key for kind in kinds().values() if kind.confidential)]
