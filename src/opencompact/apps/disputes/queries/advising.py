"""The advisers of a case, as far as each of its people may know of them."""

from datetime import date
from uuid import UUID

from opencompact.apps.disputes.models import Adviser, Case, Party
from opencompact.apps.disputes.policy import Hold, is_admitted
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.apps.organisations.queries import actor_for
from opencompact.base.areas.actor import Actor
from opencompact.base.notify.models import ActionLink
from opencompact.core.record import record

ADVISE = "disputes.advise"


@record
class Advice:
    """One adviser as somebody of a side sees them.

    `mine` says that they advise the reader's own side; `asks` are the reader's sides whose yes to
    the mediation room is still to be given, `given` those whose yes can be taken back.
    """

    adviser: Adviser
    mine: bool
    inside: bool
    asks: tuple[Party, ...]
    given: tuple[Party, ...]


def advice(case: Case, held: tuple[Hold, ...]) -> tuple[Advice, ...]:
    """The advisers that somebody may know of: a side those who read, and its own invitations."""
    own = {hold.party for hold in held if hold.party}
    return tuple(
        _seen(case, one, own)
        for one in case.advisers.all()
        if one.ended_on is None and (one.reads or str(one.party_id) in own)
    )


def adviser_in(case: Case, pk: UUID) -> Adviser | None:
    """An adviser of this case who has not ended."""
    return next((one for one in case.advisers.all() if one.pk == pk and not one.ended_on), None)


def adviser_by(link: ActionLink) -> Adviser | None:
    """The adviser whom a link invites, with the whole case."""
    found = Adviser.objects.select_related("user", "area", "party__organisation")
    one: Adviser | None = found.filter(pk=link.object_id).first()
    if one is not None:
        one.case = case_by_key(one.case_id)
    return one


def invited_by(adviser: Adviser, on: date) -> Actor:
    """Whoever was invited, with the roles they hold on a day: these may stand in the way."""
    return actor_for(adviser.user, adviser.area, on)


def _seen(case: Case, one: Adviser, own: set[str]) -> Advice:
    said = {given.party_id for given in one.admissions.all()}
    mine = [party for party in case.parties.all() if party.key in own]
    return Advice(
        adviser=one,
        mine=str(one.party_id) in own,
        inside=is_admitted(one, case),
        asks=tuple(party for party in mine if party.pk not in said),
        given=tuple(party for party in mine if party.pk in said),
    )
