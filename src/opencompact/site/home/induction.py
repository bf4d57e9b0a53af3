"""Beginning in a role: what it asks, the pages for it, and what waits in it, for each role held."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from opencompact.apps.organisations import queries
from opencompact.apps.organisations.models import Role
from opencompact.apps.organisations.models.people import KIND_LABELS
from opencompact.apps.organisations.queries import Description
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.core.procedure import Holder
from opencompact.core.record import record

from . import cases
from .cases import Seen, Task

NEW: Final = timedelta(days=30)
# A part in a case belongs to the role for which somebody has it.
PARTS: Final = {
    RoleKind.OFFICER: Holder.OFFICER,
    RoleKind.CHAIR: Holder.CHAIR,
    RoleKind.REPRESENTATIVE: Holder.PARTY,
    RoleKind.GROUP_MEMBER: Holder.PANEL,
    RoleKind.MEDIATOR: Holder.MEDIATOR,
}
# The pages that each kind of role has a use for: what to do there, and the name of the address.
PAGES: Final = {
    RoleKind.OFFICER: (
        (gettext_noop("See who holds which role"), "organisations:people"),
        (gettext_noop("See where somebody is missing"), "organisations:gaps"),
        (gettext_noop("Keep the register"), "organisations:register"),
        (gettext_noop("Follow the {disagreements}"), "disputes:list"),
    ),
    RoleKind.CHAIR: (
        (gettext_noop("Follow the {disagreements}"), "disputes:list"),
        (gettext_noop("Read how they are settled, and by when"), "disputes:procedure"),
        (gettext_noop("Read the findings so far"), "disputes:findings"),
    ),
    RoleKind.REPRESENTATIVE: (
        (gettext_noop("Read what signing means"), "organisations:sign-up"),
        (gettext_noop("Raise a {disagreement}"), "disputes:raise"),
        (gettext_noop("Follow the {disagreements} of your organisation"), "disputes:list"),
    ),
    RoleKind.LEAD: (
        (gettext_noop("See who has signed"), "organisations:signatories"),
        (gettext_noop("Read the findings, to learn from them"), "disputes:findings"),
    ),
    RoleKind.CHAMPION: (
        (
            gettext_noop("Have the dates of your organisation in your calendar"),
            "disputes:calendars",
        ),
        (gettext_noop("Look up a word of the {agreement}"), "agreement:glossary"),
        (gettext_noop("Read the findings, to learn from them"), "disputes:findings"),
    ),
    RoleKind.GROUP_MEMBER: (
        (gettext_noop("See the cases in which you have a seat"), "disputes:list"),
        (gettext_noop("Read how {disagreements} are settled"), "disputes:procedure"),
    ),
    RoleKind.MEDIATOR: (
        (gettext_noop("See the cases that you mediate"), "disputes:list"),
        (gettext_noop("Read how {disagreements} are settled"), "disputes:procedure"),
    ),
    RoleKind.RETURNING_OFFICER: (
        (gettext_noop("See who has signed"), "organisations:signatories"),
    ),
}


@record
class Way:
    """A page that somebody has a use for."""

    says: str
    href: str


@record
class Chapter:
    """One role of a person: what it asks, where to go, and what waits for them in it."""

    role: Role
    label: str
    new: bool
    description: Description
    ways: tuple[Way, ...]
    tasks: tuple[Task, ...]


def induction(area: Area, actor: Actor, on: date) -> tuple[Chapter, ...]:
    """A chapter for each role that somebody holds on a day or will hold, the newest first."""
    if actor.user_id is None:
        return ()
    ever = queries.roles_of_person(area, actor.user_id)
    roles = [role for role in ever if role.ends is None or role.ends > on]
    seen = cases.seen_by(actor, calendar_for(area), on) if actor.roles else []
    found = sorted(roles, key=lambda role: role.starts, reverse=True)
    return tuple(_chapter(area, role, seen, on) for role in found)


def _chapter(area: Area, role: Role, seen: Iterable[Seen], on: date) -> Chapter:
    kind = RoleKind(role.kind)
    return Chapter(
        role=role,
        label=area.term("officer") if kind == RoleKind.OFFICER else _(str(KIND_LABELS[kind])),
        new=is_new(role.starts, on),
        description=queries.description(kind, area),
        ways=tuple(_ways(area, kind)),
        tasks=tuple(cases.tasks(_in_role(role, seen))),
    )


def is_new(starts: date, on: date) -> bool:
    """Somebody is new in a role for a month."""
    return starts > on - NEW


def _ways(area: Area, kind: RoleKind) -> Iterator[Way]:
    words = {word: area.term(word) for word in ("agreement", "disagreement", "disagreements")}
    says = _("Read the {agreement}").format_map(words)
    yield Way(says, reverse("agreement:front", args=[area.slug]))
    for says, name in PAGES[kind]:
        yield Way(_(says).format_map(words), reverse(name, args=[area.slug]))


def _in_role(role: Role, seen: Iterable[Seen]) -> Iterator[Seen]:
    """The cases in which somebody has a part for this role, with that part alone.

    What each part may see was decided for the person with all of their roles; nothing is added.
    """
    holder = PARTS.get(RoleKind(role.kind))
    for one in seen:
        own = {
            party.key
            for party in one.case.parties.all()
            if party.organisation_id == role.organisation_id
        }
        held = tuple(
            hold
            for hold in one.held
            if hold.holder == holder and (holder != Holder.PARTY or hold.party in own)
        )
        if held:
            yield Seen(one.story, held)
