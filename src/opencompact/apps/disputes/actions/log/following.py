"""What a reporter can still do with a report: add to it, or withdraw it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions.log import mail
from opencompact.apps.disputes.actions.log.entries import locked, write
from opencompact.apps.disputes.models import EntryKind, Report
from opencompact.apps.disputes.policy import can_follow_report
from opencompact.apps.disputes.queries.log import FOLLOW, JOIN, standing
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow
from opencompact.base.notify import links


@transaction.atomic
def add(report: Report, text: str, *, actor: Actor, at: datetime) -> Report:
    """Add something to one's own report; those who keep it are told."""
    held = own(report, actor)
    after = write(held, EntryKind.ADDED, actor=actor, at=at, text=text)
    mail.to_keepers(after, at)
    return after


@transaction.atomic
def withdraw(report: Report, *, actor: Actor, at: datetime) -> Report:
    """Take one's own report back: it counts nowhere, and name and address are removed."""
    held = own(report, actor, closed=True)
    if standing(held).begun:
        raise NotNow(
            _("Report {number} was raised together with others.").format(number=held.number),
            [_("withdraw the case itself, where it stands")],
        )
    after = write(held, EntryKind.WITHDRAWN, actor=actor, at=at)
    for purpose in (FOLLOW, JOIN):
        links.revoke(after, purpose=purpose, at=at)
    mail.to_keepers(after, at)
    return after


def own(report: Report, actor: Actor, *, closed: bool = False) -> Report:
    """The report as it is now, held; PermissionDenied for somebody else's, NotNow when over."""
    held = locked(report)
    if not can_follow_report(actor, held):
        raise PermissionDenied
    if not (held.is_open or (closed and held.withdrawn_on is None)):
        said = _("Report {number} was withdrawn.") if held.withdrawn_on else _("It is closed.")
        raise NotNow(said.format(number=held.number), [_("report the concern anew")])
    return held
