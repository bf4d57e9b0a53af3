"""When several report the same: each is asked apart, and only who agreed learns of the others."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions.faults import UnfitError
from opencompact.apps.disputes.actions.log import kinds, mail
from opencompact.apps.disputes.actions.log.entries import write
from opencompact.apps.disputes.actions.log.following import own
from opencompact.apps.disputes.models import EntryKind, JointMember, JointOffer, Report
from opencompact.apps.disputes.queries.log import (
    JOIN,
    askable,
    consenting,
    offer_of,
    one_report,
    settings_of,
    standing,
    together,
)
from opencompact.base.areas.actor import SYSTEM, Actor
from opencompact.base.areas.permission import NotNow
from opencompact.base.notify import links


def compare(report: Report, at: datetime) -> None:
    """Compare the reports about a body, inside the transaction that changed one of them.

    Those who tell of the same are asked, each once. Where enough have agreed, they are told of one
    another. Nothing of it can be seen by anybody else.
    """
    on, limits = timezone.localdate(at), settings_of(report.area)
    found = askable(report.area, report.body_id, on)
    for group in together(found, limits.within_days):
        for one in group:
            if not standing(one).asked:
                write(one, EntryKind.ASKED, actor=SYSTEM, at=at)
                mail.ask_to_join(one, at)
    for group in together(consenting(found), limits.within_days):
        _bring_together(group, limits.joint_at, at)


@transaction.atomic
def answer_joining(
    report: Report, *, joins: bool, shows: str = "", actor: Actor, at: datetime
) -> Report:
    """Say yes or no to joining others; `shows` is what these may read. Either can be taken back.

    NotNow before one is asked, and once the others have been told.
    """
    held = own(report, actor)
    now = standing(held)
    if not now.asked:
        raise NotNow(_("There is nothing to answer."), [_("read your report")])
    if now.joined:
        raise NotNow(
            _("The others have been told of you already."),
            [_("decide whether your organisation takes part"), _("withdraw your report")],
        )
    if joins and not shows.strip():
        raise UnfitError({"shows": _("Enter what the others may read")})
    kind = EntryKind.YES if joins else EntryKind.NO
    after = write(held, kind, actor=actor, at=at, text=shows if joins else "")
    links.revoke(after, purpose=JOIN, at=at)
    compare(after, at)
    return one_report(after.pk)


def _bring_together(group: Sequence[Report], joint_at: int, at: datetime) -> None:
    """Make the offer to those who agreed, or take the new ones into one that was made before."""
    offers = [offer for one in group if (offer := offer_of(one)) is not None]
    waiting = [one for one in offers if one.case_id is None]
    new = [one for one in group if not standing(one).joined]
    free = [one for one in group if one in new or offer_of(one) in waiting]
    if not new or (not waiting and len({one.behalf_id for one in free}) < joint_at):
        return
    on = timezone.localdate(at)
    first = group[0]
    offer = waiting[0] if waiting else None
    if offer is None:
        offer = JointOffer.objects.create(area=first.area, body=first.body, made_on=on)
    for one in new:
        JointMember.objects.create(
            area=one.area, offer=offer, report=one, says=standing(one).shows, joined_on=on
        )
        write(one, EntryKind.JOINED, actor=SYSTEM, at=at)
    for member in offer.members.select_related("report"):
        mail.to_reporter(one_report(member.report_id), kinds.JOINT, at)
