"""The log of concerns: its own wall. Nobody of the body that a report is about keeps it."""

from collections.abc import Iterable

from opencompact.apps.disputes.models import (
    JointMember,
    Report,
)
from opencompact.apps.disputes.models.log import Treatment
from opencompact.base.areas.actor import Actor, RoleKind

# The log of concerns: its own wall. Nobody of the body that a report is about keeps it.
KEEPERS = (RoleKind.OFFICER, RoleKind.CHAIR)
# Who keeps a report: those of the first of these kinds of which somebody has no tie to it.
IN_TURN = (*KEEPERS, RoleKind.GROUP_MEMBER)
ANSWERS_FOR = (RoleKind.LEAD, RoleKind.CHAMPION)
# Of these a body may be told, if whoever keeps the report decides so; of others never.
TELLABLE = frozenset({Treatment.ANONYMOUS, Treatment.OPEN})


def can_keep_log(actor: Actor) -> bool:
    """The officers keep the log; the chair keeps what no officer is free to keep."""
    return any(actor.is_(kind) for kind in KEEPERS)


def is_tied(actor: Actor, report: Report) -> bool:
    """Say whether somebody has any role in the body, or made the report."""
    made = actor.signed_in and report.reporter_id == actor.user_id
    return made or report.body_id in actor.organisations()


def can_keep_report(actor: Actor, report: Report, *, kept_by: RoleKind | None) -> bool:
    """Whoever is without a tie: an officer, or else the chair, or else a member of the group.

    `kept_by` is the first of these kinds of which somebody is; None where nobody is.
    """
    return kept_by is not None and actor.is_(kept_by) and not is_tied(actor, report)


def can_follow_report(actor: Actor, report: Report) -> bool:
    """Whoever made it: with their account, or with the address that they gave."""
    if actor.signed_in:
        return report.reporter_id == actor.user_id
    return bool(actor.email) and report.email == actor.email


def can_be_told(report: Report) -> bool:
    """Of a confidential report, and of one meant for several, its body never learns."""
    return report.treatment in TELLABLE


def can_answer_report(actor: Actor, report: Report, *, told: bool) -> bool:
    """The lead and the champions of a body answer what it was told of."""
    mine = {one for kind in ANSWERS_FOR for one in actor.organisations(kind)}
    return told and can_be_told(report) and report.body_id in mine


def can_see_offer(actor: Actor, members: Iterable[JointMember], *, keeps: bool) -> bool:
    """Those who agreed to join, and whoever keeps all of their reports."""
    mine = any(can_follow_report(actor, one.report) for one in members)
    return actor.signed_in and (mine or keeps)


def can_take_part(actor: Actor, member: JointMember) -> bool:
    """Whoever agreed to join says that the organisation takes part, if they speak for it."""
    own = member.report.behalf_id in actor.organisations(RoleKind.REPRESENTATIVE)
    return own and actor.signed_in and can_follow_report(actor, member.report)
