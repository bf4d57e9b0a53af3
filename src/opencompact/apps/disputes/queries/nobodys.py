"""Work that is nobody's: worked out from who can sign in and holds which part, never stored."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from opencompact.apps.disputes.models import Case, Seat
from opencompact.apps.disputes.models.cases import SEAT_LABELS
from opencompact.apps.disputes.policy import Hold, holds
from opencompact.apps.disputes.queries.cases import Person, open_to, people_of, unspoken
from opencompact.apps.disputes.queries.choices import small
from opencompact.apps.disputes.queries.handing import SEAT_OF, UNFINISHED
from opencompact.apps.disputes.queries.log import officers_of
from opencompact.apps.disputes.queries.story import Story, story
from opencompact.apps.disputes.queries.turns import Turn, turns_for
from opencompact.apps.organisations.models import Organisation, Role
from opencompact.apps.organisations.models.people import KIND_LABELS
from opencompact.apps.organisations.queries import gaps, imports, role_of
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.core.procedure import Holder
from opencompact.core.record import record

KIND_OF: Final = {holder.value: kind for kind, holder in SEAT_OF.items()}


@record
class Way:
    """What somebody can do about it, and where."""

    says: str
    href: str


@record
class Orphan:
    """One thing that nobody does, why, and the pages where that can be mended."""

    title: str
    why: str
    ways: tuple[Way, ...]


@record
class Pile:
    """Orphans of one kind."""

    key: str
    name: str
    orphans: tuple[Orphan, ...]


def nobodys(area: Area, actor: Actor, on: date) -> tuple[Pile, ...]:
    """Everything that waits for nobody, as far as `actor` may know of it; empty piles left out."""
    found = open_to(actor)
    piles = (
        Pile("cases", _("Cases that wait for nobody"), tuple(_cases(area, found, actor, on))),
        Pile("seats", _("Seats of people who have left"), tuple(_seats(area, found, on))),
        Pile("roles", _("Roles that nobody holds"), tuple(_roles(area, on))),
        Pile("log", _("Reports that nobody could read"), tuple(_blind(area, on))),
        Pile("imports", _("Imports that stand still"), tuple(_imports(area, on))),
    )
    return tuple(pile for pile in piles if pile.orphans)


def _cases(area: Area, found: Sequence[Case], actor: Actor, on: date) -> Iterator[Orphan]:
    everybody = people_of(found, on)
    calendar = calendar_for(area)
    for case in found:
        now = story(case, calendar, on)
        missing = list(dict.fromkeys(_missing(now, holds(actor, case), everybody[case.pk])))
        if missing:
            yield Orphan(
                title=f"{case.number}: {case.subject}",
                why=" ".join(missing),
                ways=(Way(_("See its people"), _people_of(area, case)),),
            )


def _people_of(area: Area, case: Case) -> str:
    return reverse("disputes:people", args=[area.slug, case.number])


def _missing(now: Story, held: Iterable[Hold], everybody: Sequence[Person]) -> Iterator[str]:
    """Why a case waits for nobody, in sentences."""
    for party in unspoken(now.case, everybody):
        yield _("Nobody speaks for {name}.").format(name=party)
    if now.sealed and not any(_is(one, Holder.MEDIATOR) for one in everybody):
        yield _("It is in mediation and has no mediator.")
    for turn in turns_for(now, held):
        if turn.role and not turn.parties and not _awaits(turn, everybody):
            says = _("It waits for the {role}, and nobody has that part.")
            yield says.format(role=small(turn.name))


def _is(person: Person, holder: Holder) -> bool:
    return any(hold.holder == holder for hold in person.held)


def _awaits(turn: Turn, everybody: Iterable[Person]) -> bool:
    return any(hold.role == turn.role for person in everybody for hold in person.held)


def _seats(area: Area, found: Iterable[Case], on: date) -> Iterator[Orphan]:
    taken = [(case, seat) for case in found for seat in case.seats.all() if not seat.ended_on]
    users = {seat.user_id for _, seat in taken}
    roles = list(role_of(area).filter(user__in=users)) if users else []
    for case, seat in taken:
        if why := _why_left(seat, roles, on):
            yield Orphan(
                title=_("{name}, {seat} in {number}").format(
                    name=seat.user,
                    seat=str(SEAT_LABELS[Holder(seat.holder)]).lower(),
                    number=case.number,
                ),
                why=why,
                ways=(Way(_("Give the seat to somebody else"), _people_of(area, case)),),
            )


def _why_left(seat: Seat, roles: Iterable[Role], on: date) -> str:
    """Why whoever has a seat may not be there; a seat can also go to somebody without a role."""
    if not seat.user.is_active:
        return _("Nobody can sign in with this account any more.")
    kind = KIND_OF[seat.holder]
    own = [role for role in roles if role.user_id == seat.user_id and role.kind == kind]
    ended = [role.ends for role in own if role.ends and role.ends <= on]
    if not ended or len(ended) < len(own):
        return ""
    return _("The role for which the seat was given has ended.")


def _roles(area: Area, on: date) -> Iterator[Orphan]:
    """What the area and its organisations lack, each once with everything it lacks."""
    missing: dict[Organisation | None, list[RoleKind]] = {}
    for group in gaps(area, on):
        if group.kind:
            for gap in group.gaps:
                missing.setdefault(gap.organisation, []).append(group.kind)
    for place, kinds in missing.items():
        yield Orphan(
            title=_("{place} has no {roles}").format(
                place=place or area, roles=_(" and no ").join(map(_said, kinds))
            ),
            why="",
            ways=tuple(_appointing(area, place, kind) for kind in kinds),
        )


def _said(kind: RoleKind) -> str:
    return str(KIND_LABELS[kind]).lower()


def _appointing(area: Area, place: Organisation | None, kind: RoleKind) -> Way:
    query = {"kind": kind.value} | ({"organisation": place.slug} if place else {})
    says = _("Appoint an {role}") if kind == RoleKind.OFFICER else _("Appoint a {role}")
    appoint = reverse("organisations:appoint", args=[area.slug])
    return Way(says.format(role=_said(kind)), f"{appoint}?{urlencode(query)}")


def _blind(area: Area, on: date) -> Iterator[Orphan]:
    """Organisations to which everybody has a tie who could read a report about them.

    It follows from roles alone, so nobody learns from it whether there is a report.
    """
    for one in Organisation.objects.filter(area=area, pk__in=officers_of(area, on).blind()):
        yield Orphan(
            title=_("A report about {name} could be read by nobody").format(name=one),
            why=_("Every officer, chair and member of the group has a role there."),
            ways=tuple(
                _appointing(area, None, kind) for kind in (RoleKind.OFFICER, RoleKind.CHAIR)
            ),
        )


def _imports(area: Area, on: date) -> Iterator[Orphan]:
    """Imports whose starter is no officer any more, or cannot sign in."""
    officers = role_of(area).filter(kind=RoleKind.OFFICER, user__is_active=True, starts__lte=on)
    there = set(officers.exclude(ends__lte=on).values_list("user_id", flat=True))
    for run in imports(area).filter(state__in=UNFINISHED, started_by__isnull=False):
        if run.started_by_id not in there:
            yield Orphan(
                title=_("Import of {name}").format(name=run.file_name),
                why=_("{state}. {name} handed it in and has left.").format(
                    state=run.get_state_display(), name=run.started_by
                ),
                ways=(Way(_("See the import"), run.get_absolute_url()),),
            )
