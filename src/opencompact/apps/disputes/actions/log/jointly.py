"""Acting together: each organisation says that it takes part, then one of them begins."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions.faults import UnfitError
from opencompact.apps.disputes.actions.log import mail
from opencompact.apps.disputes.actions.log.entries import write
from opencompact.apps.disputes.actions.log.kinds import NEWS
from opencompact.apps.disputes.actions.raising import Raising, raise_case
from opencompact.apps.disputes.models import Case, EntryKind, JointMember, JointOffer
from opencompact.apps.disputes.policy import can_take_part
from opencompact.apps.disputes.queries.log import (
    one_report,
    organisations_in,
    settings_of,
    standing_members,
)
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import NotNow


@transaction.atomic
def take_part(offer: JointOffer, *, actor: Actor, at: datetime) -> JointOffer:
    """Say, as a representative, that one's organisation takes part in acting together."""
    held = _held(offer)
    mine = [one for one in standing_members(held) if can_take_part(actor, one)]
    if not mine:
        raise PermissionDenied
    _not_begun(held)
    on = timezone.localdate(at)
    free = JointMember.objects.filter(pk__in=[one.pk for one in mine], confirmed_on=None)
    if free.update(confirmed_by=actor.user_id, confirmed_on=on):
        for one in mine:
            data = {"number": one.report.number}
            audit.record(
                "disputes.take_part", actor=actor, area=held.area, obj=one, data=data, at=at
            )
    return held


def begin_jointly(
    offer: JointOffer, raising: Raising, *, actor: Actor, on: date, at: datetime
) -> Case:
    """Raise together what the members of an offer have in common. Source: beyond 5.10.

    `raising` says all that a disagreement needs; its organisation is one that takes part, and the
    others that do so stand beside it. Errors as of `raise_case`, and NotNow while too few take
    part.
    """
    with transaction.atomic():
        held = _held(offer)
        if held.case_id is not None and held.case_id == raising.key:
            return Case.objects.get(pk=raising.key)
        members = [one for one in standing_members(held) if one.confirmed_on]
        if not any(can_take_part(actor, one) for one in members):
            raise PermissionDenied
        _not_begun(held)
        _fit(held, members, raising)
        beside = [one for one in organisations_in(members) if one.pk != raising.organisation.pk]
        case = _brought(replace(raising, beside=beside), held, actor=actor, on=on, at=at)
        JointOffer.objects.filter(pk=held.pk).update(case=case)
        _tell(members, actor, at)
        return case


def enough(offer: JointOffer, members: Sequence[JointMember]) -> bool:
    """Say whether as many organisations take part as the agreement asks for."""
    part = organisations_in(one for one in members if one.confirmed_on)
    return len(part) >= settings_of(offer.area).joint_at


def _brought(raising: Raising, offer: JointOffer, *, actor: Actor, on: date, at: datetime) -> Case:
    """How several act together here: they raise one disagreement. Another way would stand here."""
    return raise_case(offer.area, raising, actor=actor, on=on, at=at)


def _held(offer: JointOffer) -> JointOffer:
    """The offer as it is now; the area's row is held."""
    Area.objects.select_for_update().get(pk=offer.area_id)
    held: JointOffer = JointOffer.objects.select_related("area", "body", "case").get(pk=offer.pk)
    return held


def _not_begun(offer: JointOffer) -> None:
    if offer.case_id is not None:
        raise NotNow(_("This was raised already."), [_("read the case")])


def _fit(offer: JointOffer, members: Sequence[JointMember], raising: Raising) -> None:
    """Refuse to raise it against another body, for an outsider, or with too few."""
    if [one.pk for one in raising.others] != [offer.body_id]:
        raise UnfitError({"others": _("Act together only with the one that all reports name")})
    if raising.organisation.pk not in {one.report.behalf_id for one in members}:
        raise UnfitError({"organisation": _("Choose an organisation that takes part")})
    if not enough(offer, members):
        raise NotNow(
            _("Too few organisations take part yet."), [_("wait until another one says so")]
        )


def _tell(members: Sequence[JointMember], actor: Actor, at: datetime) -> None:
    for one in members:
        after = write(one_report(one.report_id), EntryKind.BEGUN, actor=actor, at=at)
        mail.to_reporter(after, NEWS, at)
