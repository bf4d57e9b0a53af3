"""Reports about the same thing: which can be asked to join, who agreed, who is in an offer."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from opencompact.apps.disputes.models import JointMember, JointOffer, Report, Route
from opencompact.apps.disputes.policy import can_keep_report, can_see_offer
from opencompact.apps.disputes.queries.log.following import whoever_has
from opencompact.apps.disputes.queries.log.keeping import officers_of, reports
from opencompact.apps.disputes.queries.log.standing import standing
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries import roles_at
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.core.matching import Told, groups


def askable(area: Area, body_id: UUID, on: date) -> list[Report]:
    """The reports about a body that are compared with one another.

    Each was looked at and found to be about the agreement, speaks for an organisation that is
    known, and can be answered to. Nobody with a role in the body itself is among them: a report
    made up to find out about others finds nobody.
    """
    found = reports().filter(
        area=area, body=body_id, route=Route.AGREEMENT, closed_on=None, withdrawn_on=None
    )
    theirs = roles_at(area, on).filter(organisation=body_id)
    people = set(theirs.values_list("user_id", flat=True))
    addresses = set(theirs.values_list("user__email", flat=True))
    return [
        one
        for one in found.exclude(behalf=None)
        if (has := whoever_has(one)) and one.reporter_id not in people and has[1] not in addresses
    ]


def together(found: Iterable[Report], within_days: int) -> list[list[Report]]:
    """Those of the reports that tell of the same thing, group by group."""
    by_key = {str(one.pk): one for one in found}
    told = [_told(one) for one in by_key.values()]
    return [[by_key[one.key] for one in group] for group in groups(told, within_days)]


def _told(report: Report) -> Told:
    return Told(
        key=str(report.pk),
        body=str(report.body_id),
        commitments=frozenset(one.commitment.key for one in report.citations.all()),
        event=report.event,
        on=report.happened_on,
        voice=str(report.behalf_id),
    )


def consenting(found: Iterable[Report]) -> list[Report]:
    """Those of the reports whose reporters agreed to join others, and whose offer is not begun."""
    return [one for one in found if (at := standing(one)).joins == "yes" and not at.begun]


def offer_of(report: Report) -> JointOffer | None:
    """The joint offer that a report is in."""
    found = JointMember.objects.filter(report=report).select_related("offer__body", "offer__case")
    member = found.first()
    return member.offer if member else None


def standing_members(offer: JointOffer) -> list[JointMember]:
    """The members of an offer that have not withdrawn their report, by their organisation."""
    found = JointMember.objects.filter(offer=offer, report__withdrawn_on=None)
    return list(
        found.select_related("report__behalf", "report__body", "report__reporter")
        .prefetch_related("report__citations__commitment")
        .order_by("report__behalf__match_key", "joined_on", "id")
    )


def organisations_in(members: Iterable[JointMember]) -> list[Organisation]:
    """The organisations that members speak for, each once."""
    found = [one.report.behalf for one in members]
    return list({one.pk: one for one in found if one is not None}.values())


def seen_offer(actor: Actor, pk: UUID, on: date) -> tuple[JointOffer, Sequence[JointMember]] | None:
    """An offer with its members, for one of them or whoever keeps all their reports."""
    offer = JointOffer.objects.filter(pk=pk).select_related("area", "body", "case").first()
    if offer is None:
        return None
    members = standing_members(offer)
    officers = officers_of(offer.area, on)
    keeps = bool(members) and all(
        can_keep_report(actor, one.report, kept_by=officers.kept_by(one.report)) for one in members
    )
    return (offer, members) if can_see_offer(actor, members, keeps=keeps) else None
