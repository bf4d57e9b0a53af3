"""What whoever keeps a report does with it, and the answer of the body that was told."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions.faults import UnfitError
from opencompact.apps.disputes.actions.log import kinds, mail
from opencompact.apps.disputes.actions.log.entries import locked, write
from opencompact.apps.disputes.actions.log.joining import compare
from opencompact.apps.disputes.models import EntryKind, Report, Route
from opencompact.apps.disputes.policy import can_answer_report, can_be_told, can_keep_report
from opencompact.apps.disputes.queries.log import (
    answerers,
    causes,
    officers_of,
    one_report,
    standing,
)
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow


@transaction.atomic
def triage(
    report: Report,
    route: Route,
    text: str,
    *,
    behalf: Organisation | None = None,
    actor: Actor,
    at: datetime,
) -> Report:
    """Say what a report is about, with words for its reporter.

    `behalf` is the organisation that the reporter is known to speak for. What is found to be about
    the agreement is then compared with other reports.
    """
    held = _kept(report, actor, at)
    if behalf is not None and behalf.pk == held.body_id:
        raise UnfitError({"behalf": _("An organisation cannot report itself")})
    if not standing(held).joined:
        Report.objects.filter(pk=held.pk).update(behalf=behalf)
    after = write(held, EntryKind.TRIAGED, actor=actor, at=at, choice=route, text=text)
    mail.to_reporter(after, kinds.NEWS, at)
    compare(after, at)
    return one_report(after.pk)


@transaction.atomic
def note_cause(report: Report, key: str, text: str, *, actor: Actor, at: datetime) -> Report:
    """Note why the promise was not kept; `text` is a note for those who keep the report."""
    held = _about_the_agreement(_kept(report, actor, at))
    if key not in {one.key for one in causes(held.edition)}:
        raise UnfitError({"cause": _("Select a cause")})
    return write(held, EntryKind.CAUSE, actor=actor, at=at, choice=key, text=text)


@transaction.atomic
def tell_body(report: Report, text: str, *, actor: Actor, at: datetime) -> Report:
    """Tell the lead and the champions of the body, in words that give nobody away.

    PermissionDenied for a report of which no body learns; NotNow where nobody would read it.
    """
    held = _about_the_agreement(_kept(report, actor, at))
    if not can_be_told(held):
        raise PermissionDenied
    if standing(held).told:
        raise NotNow(_("It has been told already."), [_("wait for the answer")])
    if not answerers(held, timezone.localdate(at)):
        raise NotNow(
            _("{name} has neither a lead nor a champion who could answer.").format(name=held.body),
            [_("appoint one first")],
        )
    after = write(held, EntryKind.TOLD, actor=actor, at=at, text=text)
    mail.to_body(after, at)
    mail.to_reporter(after, kinds.NEWS, at)
    return after


@transaction.atomic
def answer_for_body(report: Report, text: str, *, actor: Actor, at: datetime) -> Report:
    """Answer, as lead or champion, what the body was told."""
    held = locked(report)
    if not can_answer_report(actor, held, told=standing(held).told):
        raise PermissionDenied
    _open(held)
    after = write(held, EntryKind.ANSWERED, actor=actor, at=at, text=text)
    mail.to_reporter(after, kinds.NEWS, at)
    mail.to_keepers(after, at)
    return after


@transaction.atomic
def note_outcome(report: Report, text: str, learning: str, *, actor: Actor, at: datetime) -> Report:
    """Note what came of it, for the reporter, and what others can learn from it."""
    held = _about_the_agreement(_kept(report, actor, at))
    after = write(held, EntryKind.OUTCOME, actor=actor, at=at, text=text, learning=learning)
    mail.to_reporter(after, kinds.NEWS, at)
    return after


@transaction.atomic
def close(report: Report, text: str, *, actor: Actor, at: datetime) -> Report:
    """Close a report that was looked at."""
    held = _kept(report, actor, at)
    if not held.route:
        raise NotNow(
            _("Nobody has said yet what this report is about."), [_("say what it is about")]
        )
    after = write(held, EntryKind.CLOSED, actor=actor, at=at, text=text)
    mail.to_reporter(after, kinds.NEWS, at)
    return after


def _kept(report: Report, actor: Actor, at: datetime) -> Report:
    """The report as it is now, held, for somebody who keeps it."""
    held = locked(report)
    by = officers_of(held.area, timezone.localdate(at)).kept_by(held)
    if not can_keep_report(actor, held, kept_by=by):
        raise PermissionDenied
    return _open(held)


def _open(report: Report) -> Report:
    if not report.is_open:
        said = _("The report was withdrawn.") if report.withdrawn_on else _("It is closed.")
        raise NotNow(said, [_("read the report")])
    return report


def _about_the_agreement(report: Report) -> Report:
    if report.route != Route.AGREEMENT:
        raise NotNow(
            _("This is for reports about the agreement."), [_("say what the report is about")]
        )
    return report
