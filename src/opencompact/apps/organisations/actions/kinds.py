"""The kinds of mail about roles and signatures: their words, and whether they are still of use."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop as _

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
LAPSED: Final = "organisations.departure_lapsed"

ORGANISATION = Gap("organisation", _("The organisation it is about"), "Elm Street Carers")
DAY = Gap("day", _("The day it counts from"), _("2 March 2026"))


def is_held(message: Message, at: datetime) -> Standing:
    """A role that has ended meanwhile is not announced any more. `about` is the role."""
    role = Role.objects.filter(pk=message.about).first()
    over = role is None or (role.ends is not None and role.ends <= timezone.localdate(at))
    return Standing.GONE if over else Standing.ASKED


def is_unanswered(message: Message, at: datetime) -> Standing:
    """Nobody is asked for a role that was given, nor is anybody who left. `about`: who|for whom."""
    person, _bar, slug = message.about.partition("|")
    on = timezone.localdate(at)
    area = message.area
    assert area is not None, "Checks are asked about mail of an area."
    officers = {normal(address) for _, address in queries.officers(area, on)}
    speaks = queries.role_of(area).filter(
        kind=RoleKind.REPRESENTATIVE, user=UUID(person), organisation__slug=slug, ends=None
    )
    answered = bool(slug) and speaks.exists()
    return Standing.GONE if answered or message.to_address not in officers else Standing.ASKED


def is_lapsed(message: Message, at: datetime) -> Standing:
    """Nobody is asked again once the matter is settled. `about` is the departure."""
    area = message.area
    assert area is not None, "Checks are asked about mail of an area."
    waiting = queries.lapsed(area, timezone.localdate(at)).filter(pk=UUID(message.about))
    return Standing.ASKED if waiting.exists() else Standing.GONE


KINDS: Final = (
    Kind(
        key=APPOINTED,
        name=_("You have a role"),
        says=_("To somebody who was given a role."),
        words=Words(
            subject=_("You have a role in the {{ place }}"),
            says=_("From {{ day }} you are {{ role }} in the {{ place }}."),
            do=_(
                "The page below says what the role asks of you and what waits for you. Sign in with"
                " this email address; you can have a code sent to it instead of using a password."
            ),
        ),
        own_gaps=(
            Gap("day", _("The first day of the role"), _("2 March 2026"), kept=True),
            Gap(
                "role",
                _("The role, with its organisation where it has one"),
                _("representative for Elm Street Carers"),
                kept=True,
            ),
        ),
        check=is_held,
    ),
    Kind(
        key=ASKED,
        name=_("Somebody asks to sign"),
        says=_("To the officers, when somebody asks to speak for an organisation."),
        words=Words(
            subject=_("{{ person }} asks to sign for {{ organisation }}"),
            says=_(
                "{{ person }} ({{ address }}), {{ position }}, asked on {{ day }} to speak for"
                " {{ organisation }} and to sign the {{ agreement }} for it."
            ),
            do=_("Check with the organisation that this is right before you appoint the person."),
        ),
        own_gaps=(
            Gap("person", _("Who asks, as they wrote their name"), "Ada Patel", kept=True),
            Gap("address", _("Their email address"), "ada@example.org", kept=True),
            Gap("position", _("Their position, as they wrote it"), _("Treasurer")),
            Gap(
                "organisation",
                _("The organisation, as they wrote it"),
                "Elm Street Carers",
                kept=True,
            ),
            Gap("day", _("The day they asked"), _("2 March 2026")),
        ),
        check=is_unanswered,
    ),
    Kind(
        key=SIGNED,
        name=_("An organisation has signed"),
        says=_("To the officers and to those who speak for the organisation."),
        topic="register",
        words=Words(
            subject=_("{{ organisation }} has signed the {{ place }}"),
            says=_(
                "{{ person }}, {{ position }}, signed the {{ agreement }} for {{ organisation }}"
                " on {{ day }}.\n\nThe signature is public. An organisation can withdraw at any"
                " time by writing to the chair."
            ),
        ),
        own_gaps=(
            ORGANISATION,
            Gap("person", _("Who signed"), "Ada Patel"),
            Gap("position", _("Their position"), _("Treasurer")),
            DAY,
        ),
    ),
    Kind(
        key=WITHDRAWN,
        name=_("An organisation has withdrawn"),
        says=_("To the chair, the officers and those who speak for the organisation."),
        topic="register",
        words=Words(
            subject=_("{{ organisation }} has withdrawn from the {{ place }}"),
            says=_(
                "{{ organisation }} withdrew by written notice. From {{ day }} it is no longer a"
                " signatory.\n\nThe signature and the withdrawal stay in its history; the words of"
                " the notice can be read there by the chair, officers and the organisation."
            ),
        ),
        own_gaps=(ORGANISATION, DAY),
    ),
    Kind(
        key=LAPSED,
        name=_("A departure has run out"),
        says=_("To the champions of the organisation and to the officers."),
        topic="reminders",
        words=Words(
            subject=_("Departure {{ number }} of {{ organisation }} has run out"),
            says=_(
                "{{ organisation }} said why it does not keep a commitment of the {{ agreement }}"
                " in this matter: {{ matter }}. What it filed counted until {{ day }}."
            ),
            do=_(
                "Keep the commitment from now on, or file a new departure with a reason that holds"
                " today. If the matter is over, say on the page below that it is settled."
            ),
        ),
        own_gaps=(
            ORGANISATION,
            Gap("number", _("The number of the departure"), "2026-003", kept=True),
            Gap("matter", _("What it is about"), _("Review of day centres")),
            Gap("day", _("The last day on which it counted"), _("2 March 2026")),
        ),
        check=is_lapsed,
    ),
)
