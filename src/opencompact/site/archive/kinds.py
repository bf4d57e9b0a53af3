"""The kinds of mail about what somebody proposed to remove. None says between whom a matter was."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from opencompact.apps.disputes.models import Clearing
from opencompact.base.areas.actor import Actor
from opencompact.base.notify.kinds import Gap, Kind, Standing, Words
from opencompact.base.notify.models import Message

from . import past

DECIDE: Final = "archive.removal"
WRITERS: Final = "archive.challenge_removal"

NUMBER: Final = Gap(
    "number", _("The number of the case or report, or the reference"), "2026-004", kept=True
)


def _waiting(message: Message) -> Clearing | None:
    """The proposal that a message is about, while nothing was decided."""
    found: Clearing | None = Clearing.objects.filter(
        pk=UUID(message.about), removed_on=None
    ).first()
    return found


def _still(message: Message, readers: Iterable[Actor]) -> Standing:
    there = message.to_address in {one.email for one in readers}
    return Standing.ASKED if there else Standing.GONE


def decide_stands(message: Message, at: datetime) -> Standing:
    """Nobody is asked what was decided, or what is not theirs to decide any more."""
    row, on = _waiting(message), timezone.localdate(at)
    return _still(message, past.deciders(row, on)) if row else Standing.GONE


def writers_stand(message: Message, at: datetime) -> Standing:
    """The writers of a challenge are told while it is there and theirs."""
    row, on = _waiting(message), timezone.localdate(at)
    return _still(message, past.writers(row, on)) if row else Standing.GONE


KINDS: Final = (
    Kind(
        key=DECIDE,
        name=_("A removal waits for a second person"),
        says=_("To officers and chairs without a tie to what somebody proposed to remove."),
        topic="cases",
        confidential=True,
        check=decide_stands,
        words=Words(
            subject=_("{{ number }}: a removal waits for a second person"),
            says=_(
                "Somebody proposed to remove for good what was kept of {{ number }}, because the"
                " time for which it is kept is over. It takes two people."
            ),
            do=_("Confirm it, or decide to keep it. The page says what goes and what stays."),
        ),
        own_gaps=(NUMBER,),
    ),
    Kind(
        key=WRITERS,
        name=_("Your challenge may be removed"),
        says=_("To those who wrote a challenge, when somebody proposed to remove it."),
        topic="cases",
        confidential=True,
        check=writers_stand,
        words=Words(
            subject=_("{{ number }}: your challenge may be removed"),
            says=_(
                "The time for which your challenge {{ number }} is kept is over, and somebody"
                " proposed to remove what was written in it. They know its reference, and neither"
                " who wrote it nor what it says."
            ),
            do=_(
                "Save the letter if you still need it. If it should be kept here, tell the"
                " {{ officer }} its reference."
            ),
        ),
        own_gaps=(
            NUMBER,
            Gap("officer", _("What the area calls its officer"), _("Compact officer")),
        ),
    ),
)
