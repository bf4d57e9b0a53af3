"""The kinds of mail about challenges: their words, and whether they still hold when they leave."""

from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from opencompact.apps.disputes.policy import can_see_challenge
from opencompact.apps.disputes.queries.challenges import challenge_at, standing
from opencompact.apps.organisations.queries import actor_for
from opencompact.base.accounts.models import User
from opencompact.base.areas.queries import calendar_for
from opencompact.base.notify.kinds import Gap, Kind, Standing, Words
from opencompact.base.notify.models import Message

LETTER: Final = "disputes.challenge"
GUEST: Final = "disputes.challenge_guest"
COPY: Final = "disputes.challenge_copy"
NEWS: Final = "disputes.challenge_news"
SILENCE: Final = "disputes.challenge_silence"

REFERENCE: Final = Gap("reference", _("What the letter is called"), "C-7F3A2B", kept=True)


def letter_stands(message: Message, at: datetime) -> Standing:
    """Nothing is told to somebody who may no longer know of it. `about` is the challenge."""
    challenge = challenge_at(message.about)
    user = User.objects.filter(email=message.to_address, is_active=True).first()
    if challenge is None or user is None:
        return Standing.GONE
    actor = actor_for(user, challenge.area, timezone.localdate(at))
    return Standing.ASKED if can_see_challenge(actor, challenge) else Standing.GONE


def guest_stands(message: Message, at: datetime) -> Standing:  # noqa: ARG001 - as checks are called
    """Somebody without an account is told of a letter that is there."""
    return Standing.ASKED if challenge_at(message.about) else Standing.GONE


def silence_stands(message: Message, at: datetime) -> Standing:
    """Nobody is told that no answer has come when one came meanwhile."""
    challenge = challenge_at(message.about)
    if challenge is None:
        return Standing.GONE
    now = standing(challenge, calendar_for(challenge.area), timezone.localdate(at))
    return letter_stands(message, at) if now.waits else Standing.GONE


KINDS: Final = (
    Kind(
        key=LETTER,
        name=_("A letter about the agreement"),
        says=_("To the people of an organisation to which another has sent a letter from here."),
        topic="cases",
        confidential=True,
        check=letter_stands,
        words=Words(
            subject=_("{{ place }}: there is a letter for your organisation"),
            says=_(
                "An organisation has written to yours about the {{ place }}, under the reference"
                " {{ reference }}. The letter says what happened, which promises it is about and"
                " what is asked for."
            ),
            do=_("Please read the letter and answer it. There you also see by when that is usual."),
        ),
        own_gaps=(REFERENCE,),
    ),
    Kind(
        key=GUEST,
        name=_("A letter for somebody without an account"),
        says=_("To somebody whom the writers of a letter named, with a link that opens it."),
        confidential=True,
        check=guest_stands,
        words=Words(
            subject=_("There is a letter for you about the {{ place }}"),
            says=_(
                "An organisation has written to you about the {{ place }}, under the reference"
                " {{ reference }}. The letter is confidential, so it is not in this mail."
            ),
            do=_(
                "Open the letter with this link, up to and including {{ last }}. Whoever has the"
                " link can read it. There you can save it as a Word file or a PDF."
            ),
        ),
        own_gaps=(
            REFERENCE,
            Gap("last", _("The last day of the link"), _("30 March 2026"), kept=True),
        ),
    ),
    Kind(
        key=COPY,
        name=_("A copy of a letter about the agreement"),
        says=_("To officers, when whoever writes a letter sends them a copy."),
        topic="cases",
        confidential=True,
        check=letter_stands,
        words=Words(
            subject=_("{{ place }}: a copy of a letter for you"),
            says=_(
                "An organisation has written to another about the {{ place }}, under the reference"
                " {{ reference }}, and has sent you a copy. Nothing is asked of you."
            ),
        ),
        own_gaps=(REFERENCE,),
    ),
    Kind(
        key=NEWS,
        name=_("News about a letter"),
        says=_("To both sides, when a reply, a reminder, an outcome or the end was noted."),
        topic="cases",
        confidential=True,
        check=letter_stands,
        words=Words(
            subject=_("{{ reference }}: something new"),
            says=_("Something new was noted about the letter {{ reference }}."),
        ),
        own_gaps=(REFERENCE,),
    ),
    Kind(
        key=SILENCE,
        name=_("No answer to a letter"),
        says=_("To those who wrote a letter, once, when the usual time for an answer has passed."),
        topic="reminders",
        confidential=True,
        check=silence_stands,
        words=Words(
            subject=_("{{ reference }}: no answer yet"),
            says=_(
                "The usual time for an answer to your letter {{ reference }} was over on {{ day }}."
            ),
            do=_(
                "Note the answer if there was one. Otherwise you can remind them, or take the"
                " matter further."
            ),
        ),
        own_gaps=(REFERENCE, Gap("day", _("The usual day"), _("Monday 9 March 2026"))),
    ),
)
