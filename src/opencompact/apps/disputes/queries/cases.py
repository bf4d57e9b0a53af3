"""The cases somebody may know of, and the people of a case."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from opencompact.apps.disputes.models import (
    Access,
    Admission,
    Adviser,
    Case,
    CaseEvent,
    Citation,
    Document,
    LetterPassed,
    MovedDate,
    Party,
    Seat,
    StepLetter,
)
from opencompact.apps.disputes.policy import (
    ADMITTED,
    ADVISER,
    Hold,
    can_be_seated,
    can_see_case,
    holds,
    procedure_of,
)
from opencompact.apps.disputes.queries.story import Story
from opencompact.apps.organisations.models import Role
from opencompact.apps.organisations.queries import roles_at
from opencompact.base.areas.actor import Actor, ActorRole, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import AreaModel, check, inside
from opencompact.base.prepared import Prepared, hold
from opencompact.core.procedure import Holder
from opencompact.core.record import record

EVERY_CASE = (RoleKind.OFFICER, RoleKind.CHAIR)


@record
class Person:
    """Somebody of a case, with the roles they hold in it and the names of these."""

    user_id: UUID
    name: str
    email: str
    held: tuple[Hold, ...]
    parts: str

    @property
    def speaks(self) -> bool:
        """Say whether this is the voice of a party."""
        return any(hold.party for hold in self.held)


# What is loaded with a case: the model, the way from it to the case, and what comes in one go. By
# the first four the policy decides who is of a case, with the others it is a story.
Part = tuple[type[AreaModel], str, tuple[str, ...]]
DECISIVE: dict[str, Part] = {
    "parties": (Party, "case", ("organisation",)),
    "seats": (Seat, "case", ("user",)),
    "events": (CaseEvent, "case", ("named",)),
    "advisers": (Adviser, "case", ("user",)),
}
STORY: dict[str, Part] = {
    "documents": (Document, "case", ()),
    "citations": (Citation, "case", ("commitment",)),
    "moves": (MovedDate, "case", ()),
    "advisers__admissions": (Admission, "adviser__case", ()),
}
# The letters of its steps, with what became of each.
LETTERS: dict[str, Part] = {
    "letters": (StepLetter, "case", ("party__organisation",)),
    "letters__passed": (LetterPassed, "letter__case", ("party__organisation",)),
}


def cases() -> QuerySet[Case]:
    """Cases with everything that a story needs, in a fixed number of queries."""
    parts = {**DECISIVE, **STORY}.items()
    return _bare(Case.objects.all()).prefetch_related(
        *(Prefetch(name, _rows(model.objects.all(), along)) for name, (model, _, along) in parts)
    )


def _rows(found: QuerySet[Any], along: tuple[str, ...]) -> QuerySet[Any]:
    return found.select_related(*along) if along else found


def _bare(found: QuerySet[Case]) -> QuerySet[Case]:
    return found.select_related("area", "edition").defer("edition__source")


def _of_one(part: Part) -> Prepared[Any]:
    model, way, along = part
    return Prepared(lambda *, case: _rows(QuerySet(model).filter(**{way: case}), along), case=UUID)


BY_NUMBER = Prepared[Case](
    lambda *, area, number: _bare(QuerySet(Case).filter(area=area, number=number)),
    area=UUID, number=str,
)  # fmt: skip
BY_KEY = Prepared[Case](lambda *, case: _bare(QuerySet(Case).filter(pk=case)), case=UUID)
OF_ONE = {name: _of_one(part) for name, part in {**DECISIVE, **STORY, **LETTERS}.items()}


def _load(case: Case, parts: Iterable[str]) -> None:
    """What `cases` loads for many, for one: a query each that was put together before."""
    for name in parts:
        above, _, last = name.rpartition("__")
        parents = getattr(case, above).all() if above else [case]
        hold(parents, last, OF_ONE[name](case=case.pk))


def case_by_key(key: UUID) -> Case:
    """The case with this key and everything that its story needs; DoesNotExist without one."""
    found = BY_KEY(case=key)
    if not found:
        raise Case.DoesNotExist(f"There is no case {key}.")
    check(found[0].area_id)
    _load(found[0], (*DECISIVE, *STORY))
    return found[0]


def visible_cases(actor: Actor) -> list[Case]:
    """The cases that somebody is of, the newest first. The policy has the last word on each."""
    if not actor.signed_in:
        return []
    return [case for case in cases().filter(_near(actor)).distinct() if can_see_case(actor, case)]


def cases_since(actor: Actor, day: date) -> list[Case]:
    """Those of the visible cases that are open, or ended on or after a day."""
    if not actor.signed_in:
        return []
    lately = Q(closed_on=None) | Q(closed_on__gte=day)
    found = cases().filter(_near(actor)).filter(lately).distinct()
    return [case for case in found if can_see_case(actor, case)]


def visible_case(actor: Actor, number: str) -> Case | None:
    """The case with this number, or None for somebody who is not of it.

    Who is refused costs no more than the question whether they are.
    """
    for case in BY_NUMBER(area=inside().pk, number=number):
        _load(case, DECISIVE)
        if can_see_case(actor, case):
            _load(case, (*STORY, *LETTERS))
            return case
    return None


def open_to(actor: Actor) -> list[Case]:
    """The cases that somebody is of and that have not ended, the newest first."""
    found = cases().filter(_near(actor), closed_on=None).distinct()
    return [case for case in found if can_see_case(actor, case)]


def open_cases(area: Area) -> list[Case]:
    """Every case of the area that has not ended; for the clock, not for people."""
    return list(cases().filter(area=area, closed_on=None))


def people(case: Case, on: date) -> tuple[Person, ...]:
    """Everybody who has a role in the case on a day, by name; recusal is applied."""
    return people_of([case], on)[case.pk]


def people_of(found: Sequence[Case], on: date) -> dict[UUID, tuple[Person, ...]]:
    """The same for several cases of one area, by their keys. One query."""
    roles = list(_roles_near(found, on)) if found else []
    return {case.pk: _people(case, roles) for case in found}


def _people(case: Case, roles: Iterable[Role]) -> tuple[Person, ...]:
    found = (_person(case, user, held) for user, held in _candidates(case, roles))
    return tuple(sorted((one for one in found if one.held), key=lambda one: one.name.casefold()))


def _near(actor: Actor) -> Q:
    """A wide net round the cases of an actor, so that the policy need not look at all of them."""
    if any(actor.is_(kind) for kind in EVERY_CASE):
        return Q()
    mine = actor.organisations(RoleKind.REPRESENTATIVE)
    seated, advises = Q(seats__user=actor.user_id), Q(advisers__user=actor.user_id)
    return Q(parties__organisation__in=mine) | seated | advises


def _parties(case: Case) -> set[UUID]:
    return {party.organisation_id for party in case.parties.all()}


def _seated(case: Case) -> dict[UUID, Any]:
    """Whoever is of the case by a row of its own: seated in it, or advising a side."""
    seats = {seat.user_id: seat.user for seat in case.seats.all() if seat.ended_on is None}
    return seats | {one.user_id: one.user for one in case.advisers.all() if one.reads}


def _roles_near(found: Sequence[Case], on: date) -> QuerySet[Role]:
    """Every role that decides who is of one of these cases."""
    parties = {pk for case in found for pk in _parties(case)}
    seated = {pk for case in found for pk in _seated(case)}
    wanted = Q(kind__in=EVERY_CASE) | Q(organisation__in=parties) | Q(user__in=seated)
    return roles_at(found[0].area, on).filter(wanted, user__is_active=True)


def _candidates(case: Case, near: Iterable[Role]) -> list[tuple[Any, list[ActorRole]]]:
    """Who could be of the case, each with the roles that decide it."""
    parties, seated = _parties(case), _seated(case)
    users = dict(seated)
    roles: dict[UUID, list[ActorRole]] = defaultdict(list)
    for role in near:
        its = role.organisation_id in parties or role.user_id in seated
        if its or role.kind in EVERY_CASE:
            users[role.user_id] = role.user
            roles[role.user_id].append(ActorRole(RoleKind(role.kind), role.organisation_id))
    return [(user, roles[pk]) for pk, user in users.items() if user.is_active]


def _actor(case: Case, user: Any, roles: Iterable[ActorRole]) -> Actor:
    return Actor(user.pk, str(user), user.email, case.area_id, tuple(roles))


def _person(case: Case, user: Any, roles: Iterable[ActorRole]) -> Person:
    held = holds(_actor(case, user, roles), case)
    names = {role.key: role.name for role in procedure_of(case).roles}
    names |= dict.fromkeys((ADVISER, ADMITTED), _("Adviser"))
    parts = ", ".join(dict.fromkeys(names[hold.role] for hold in held))
    return Person(user.pk, str(user), user.email, held, parts)


@record
class Candidate:
    """Somebody who could be given a seat, and whether recusal allows it."""

    user_id: UUID
    name: str
    email: str
    kind: RoleKind
    holder: Holder
    free: bool


# Whom an area has for which seat.
POOLS = {Holder.PANEL: RoleKind.GROUP_MEMBER, Holder.MEDIATOR: RoleKind.MEDIATOR}


def candidates(case: Case, on: date) -> tuple[Candidate, ...]:
    """The area's group members and mediators who have no seat in the case yet. Two queries."""
    seated = {(seat.user_id, seat.holder) for seat in case.seats.all() if seat.ended_on is None}
    pool = list(roles_at(case.area, on).filter(kind__in=POOLS.values(), user__is_active=True))
    roles: dict[UUID, list[ActorRole]] = defaultdict(list)
    for role in roles_at(case.area, on).filter(user__in={one.user_id for one in pool}):
        roles[role.user_id].append(ActorRole(RoleKind(role.kind), role.organisation_id))
    return tuple(
        Candidate(
            user_id=role.user_id,
            name=str(role.user),
            email=role.user.email,
            kind=RoleKind(role.kind),
            holder=holder,
            free=can_be_seated(_actor(case, role.user, roles[role.user_id]), case, holder),
        )
        for holder, kind in POOLS.items()
        for role in pool
        if role.kind == kind and (role.user_id, holder.value) not in seated
    )


def unspoken(case: Case, everybody: Iterable[Person]) -> tuple[Party, ...]:
    """The sides that none of the case's people can act for yet."""
    spoken = {hold.party for person in everybody for hold in person.held}
    return tuple(party for party in case.parties.all() if party.key not in spoken)


@record
class Group:
    """The people of one role of the procedure, or of one side."""

    name: str
    says: str
    people: tuple[Person, ...]
    side: str = ""


def by_role(story: Story, everybody: Iterable[Person]) -> tuple[Group, ...]:
    """The people by side and by role, empty roles included, in the pack's order."""
    found = tuple(everybody)
    sides = [
        Group(
            name=str(party),
            says=party.get_side_display(),
            people=tuple(one for one in found if any(h.party == party.key for h in one.held)),
            side=party.key,
        )
        for party in story.case.parties.all()
    ]
    others = [
        Group(
            name=role.name,
            says=role.says,
            people=tuple(one for one in found if any(h.role == role.key for h in one.held)),
        )
        for role in story.procedure.roles
        if role.held_by != Holder.PARTY
    ]
    return (*sides, *others)


def accesses(case: Case) -> QuerySet[Access]:
    """Who opened the case on which day, the latest first."""
    found: QuerySet[Access] = Access.objects.filter(case=case).select_related("user")
    return found.order_by("-on", "user__name")
