"""The kinds of mail about assessments, each with a check that says whether it is still of use."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from opencompact.apps.assessments.queries import due_reviews, readers
from opencompact.base.notify.kinds import Gap, Kind, Standing, Words
from opencompact.base.notify.models import Message

REVIEW: Final = "assessments.review"


def review_stands(message: Message, at: datetime) -> Standing:
    """Nobody is reminded of a review that was made, moved, or is somebody else's by now."""
    on = timezone.localdate(at)
    one = due_reviews(on).filter(pk=UUID(message.about)).first()
    if one is None or one.review_on != message.due:
        return Standing.GONE
    mine = {address for _name, address in readers(one.area, one.body, on)}
    return Standing.ASKED if message.to_address in mine else Standing.GONE


KINDS: Final = (
    Kind(
        key=REVIEW,
        name=_("The review of an impact assessment is due"),
        says=_("To those who keep the assessments of a body, on the day set for the review."),
        words=Words(
            subject=_("Review due: {{ title }}"),
            says=_(
                "The impact assessment {{ number }}, “{{ title }}”, was to be looked at again by"
                " {{ day }}. Nobody has noted yet what was found."
            ),
            do=_("Look at what has happened since the decision, and note it."),
        ),
        own_gaps=(
            Gap("title", _("The title of the assessment"), _("Youth grants from April")),
            Gap("number", _("The number of the assessment"), "2026-0004"),
            Gap("day", _("The day set for the review"), _("1 March 2027")),
        ),
        topic="reminders",
        check=review_stands,
    ),
)
