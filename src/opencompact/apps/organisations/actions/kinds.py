"""The kinds of mail about roles and signatures: their words, and whether they are still of use."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from opencompact.apps.organisations import queries
from opencompact.apps.organisations.models import Role
from opencompact.base.areas.actor import RoleKind
from opencompact.base.notify.actions import normal
from opencompact.base.notify.kinds import Gap, Kind, Standing, Words
from opencompact.base.notify.models import Message

APPOINTED: Final = "organisations.appoint"
ASKED: Final = "organisations.ask"
SIGNED: Final = "organisations.sign"
WITHDRAWN: Final = "organisations.withdraw"

ORGANISATION = Gap("organisation", "The organisation it is about", "Elm Street Carers")
DAY = Gap("day", "The day it counts from", "2 March 2026")


def is_held(message: Message, at: datetime) -> Standing:
    """A role that has ended meanwhile is not announced any more. `about` is the role."""
    role = Role.objects.filter(pk=message.about).first()
    over = role is None or (role.ends is not None and role.ends <= timezone.localdate(at))
    return Standing.GONE if over else Standing.ASKED


def is_unanswered(message: Message, at: datetime) -> Standing:
    """Nobody is asked for a role that was given, nor is anybody who left. `about`: who|for whom."""
    person, _, slug = message.about.partition("|")
    on = timezone.localdate(at)
    area = message.area
    assert area is not None, "Checks are asked about mail of an area."
    officers = {normal(address) for _, address in queries.officers(area, on)}
    speaks = queries.role_of(area).filter(
        kind=RoleKind.REPRESENTATIVE, user=UUID(person), organisation__slug=slug, ends=None
    )
    answered = bool(slug) and speaks.exists()
    return Standing.GONE if answered or message.to_address not in officers else Standing.ASKED


KINDS: Final = (
    Kind(
        key=APPOINTED,
        name="You have a role",
        says="To somebody who was given a role.",
        words=Words(
            subject="You have a role in the {{ place }}",
            says="From {{ day }} you are {{ role }} in the {{ place }}.",
            do="The page below says what the role asks of you and what waits for you. Sign in with"
            " this email address; you can have a code sent to it instead of using a password.",
        ),
        own_gaps=(
            Gap("day", "The first day of the role", "2 March 2026", kept=True),
            Gap(
                "role",
                "The role, with its organisation where it has one",
                "representative for Elm Street Carers",
                kept=True,
            ),
        ),
        check=is_held,
    ),
    Kind(
        key=ASKED,
        name="Somebody asks to sign",
        says="To the officers, when somebody asks to speak for an organisation.",
        words=Words(
            subject="{{ person }} asks to sign for {{ organisation }}",
            says="{{ person }} ({{ address }}), {{ position }}, asked on {{ day }} to speak for"
            " {{ organisation }} and to sign the {{ agreement }} for it.",
            do="Check with the organisation that this is right before you appoint the person.",
        ),
        own_gaps=(
            Gap("person", "Who asks, as they wrote their name", "Ada Patel", kept=True),
            Gap("address", "Their email address", "ada@example.org", kept=True),
            Gap("position", "Their position, as they wrote it", "Treasurer"),
            Gap(
                "organisation",
                "The organisation, as they wrote it",
                "Elm Street Carers",
                kept=True,
            ),
            Gap("day", "The day they asked", "2 March 2026"),
        ),
        check=is_unanswered,
    ),
    Kind(
        key=SIGNED,
        name="An organisation has signed",
        says="To the officers and to those who speak for the organisation.",
        topic="register",
        words=Words(
            subject="{{ organisation }} has signed the {{ place }}",
            says="{{ person }}, {{ position }}, signed the {{ agreement }} for {{ organisation }}"
            " on {{ day }}.\n\nThe signature is public. An organisation can withdraw at any time by"
            " writing to the chair.",
        ),
        own_gaps=(
            ORGANISATION,
            Gap("person", "Who signed", "Ada Patel"),
            Gap("position", "Their position", "Treasurer"),
            DAY,
        ),
    ),
    Kind(
        key=WITHDRAWN,
        name="An organisation has withdrawn",
        says="To the chair, the officers and those who speak for the organisation.",
        topic="register",
        words=Words(
            subject="{{ organisation }} has withdrawn from the {{ place }}",
            says="{{ organisation }} withdrew by written notice. From {{ day }} it is no longer a"
            " signatory.\n\nThe signature and the withdrawal stay in its history; the words of the"
            " notice can be read there by the chair, officers and the organisation.",
        ),
        own_gaps=(ORGANISATION, DAY),
    ),
)
