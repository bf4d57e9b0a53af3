"""Reports as their reporter, or the body that was told of one, finds them again."""

from opencompact.apps.disputes.models import Report
from opencompact.apps.disputes.policy import ANSWERS_FOR, can_answer_report, can_follow_report
from opencompact.apps.disputes.queries.log.keeping import reports
from opencompact.apps.disputes.queries.log.standing import standing
from opencompact.base.areas.actor import Actor
from opencompact.base.notify.models import ActionLink

FOLLOW = "disputes.follow_report"
JOIN = "disputes.join_report"


def own_reports(actor: Actor) -> list[Report]:
    """What somebody signed in has reported here, the latest first."""
    if not actor.signed_in:
        return []
    return list(reports().filter(reporter=actor.user_id).order_by("-sent_on", "number"))


def own_report(actor: Actor, number: str) -> Report | None:
    """One's own report with this number."""
    report: Report | None = reports().filter(number=number).first()
    return report if report is not None and can_follow_report(actor, report) else None


def told_report(actor: Actor, number: str) -> Report | None:
    """The report with this number, for a body that was told of it."""
    report: Report | None = reports().filter(number=number, withdrawn_on=None).first()
    if report is None or not can_answer_report(actor, report, told=standing(report).told):
        return None
    return report


def told_reports(actor: Actor) -> list[tuple[Report, bool]]:
    """What the bodies that somebody answers for were told of, with whether it was answered."""
    mine = {one for kind in ANSWERS_FOR for one in actor.organisations(kind)}
    if not mine:
        return []
    found = reports().filter(body__in=mine, withdrawn_on=None).order_by("-sent_on", "number")
    stands = [(one, standing(one)) for one in found]
    return [(one, at.answered) for one, at in stands if can_answer_report(actor, one, told=at.told)]


def followed(link: ActionLink) -> Report | None:
    """The report that a link is about; None when it is gone, or was withdrawn."""
    report: Report | None = reports().filter(pk=link.object_id, withdrawn_on=None).first()
    if report is None or not can_follow_report(by_link(link), report):
        return None
    return report


def by_link(link: ActionLink) -> Actor:
    """Whoever was sent a link about their report: with no role, here or anywhere."""
    return Actor(link.user_id, link.to_name, link.to_address, link.area_id)


def whoever_has(report: Report) -> tuple[str, str] | None:
    """Name and address of the reporter, to write to; None where there is no address.

    Only an account has a name here: what a stranger typed as theirs is put into no mail.
    """
    if report.reporter is not None:
        return (str(report.reporter), report.reporter.email) if report.reporter.is_active else None
    return ("", report.email) if report.email else None


def is_still(report: Report, address: str) -> bool:
    """Say whether mail about a report may still go to an address."""
    found = whoever_has(report)
    return found is not None and found[1] == address and report.withdrawn_on is None
