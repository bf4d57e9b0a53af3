"""The plain answers that a side can give from its mail, and who gives them with a link."""

from datetime import date

from opencompact.apps.disputes.models import Party
from opencompact.apps.disputes.policy import Hold
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.apps.disputes.queries.story import Story, story
from opencompact.apps.organisations.queries import actor_for
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.queries import calendar_for
from opencompact.base.notify.models import ActionLink
from opencompact.core.procedure import Holder, Step
from opencompact.core.record import record

ANSWER = "disputes.answer"


@record
class Asked:
    """A side that is asked for an answer: the case as it stands, the side, and what it can say."""

    now: Story
    party: Party
    steps: tuple[Step, ...]


def answers(now: Story, hold: Hold) -> tuple[Step, ...]:
    """The steps marked `by_mail` that somebody can take for a side which has not answered yet."""
    given = {key for key, party in now.at.done if party == hold.party}
    plain = {step.key for step in now.procedure.steps if step.by_mail}
    if not hold.party or given & plain:
        return ()
    return tuple(step for step in now.steps_for(hold.role, hold.party) if step.by_mail)


def asked_by(link: ActionLink, on: date) -> Asked | None:
    """The side that a link is about, as things stand; None when the case is gone."""
    party = Party.objects.filter(pk=link.object_id).first()
    if party is None:
        return None
    case = case_by_key(party.case_id)
    now = story(case, calendar_for(case.area), on)
    return Asked(now, party, answers(now, side(now, party)))


def side(now: Story, party: Party) -> Hold:
    """What everybody who speaks for a party holds in the case."""
    role = next(one for one in now.procedure.roles if one.held_by == Holder.PARTY)
    return Hold(role.key, role.held_by, party.key)


def speaker_by(link: ActionLink, party: Party, on: date) -> Actor:
    """Whoever was sent a link, with no other role than to speak for this side on this day."""
    whole = actor_for(link.user, party.area, on)
    mine = tuple(
        role
        for role in whole.roles
        if role.kind == RoleKind.REPRESENTATIVE and role.organisation_id == party.organisation_id
    )
    return Actor(whole.user_id, whole.name, whole.email, whole.area_id, mine)
