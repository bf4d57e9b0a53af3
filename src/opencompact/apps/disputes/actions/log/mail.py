"""Mail about reports: to the reporter, to those who keep it, to the body that is told."""

from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions.kinds import later
from opencompact.apps.disputes.actions.log import kinds
from opencompact.apps.disputes.models import Report
from opencompact.apps.disputes.queries.log import FOLLOW, JOIN, answerers, keepers, whoever_has
from opencompact.base import notify
from opencompact.base.notify import links
from opencompact.base.ui.dates import day

# Reports are slow: the link to follow one lasts for half a year, and each mail brings a new one.
LASTS: Final = timedelta(days=180)


def to_reporter(report: Report, kind: str, at: datetime) -> None:
    """Write to whoever made a report, where they can be written to."""
    if has := whoever_has(report):
        link, access, key = _way_in(report, at)
        notify.queue(
            area=report.area,
            key=f"{kind}:{report.pk}:{report.entries.count()}:{key}",
            to=[has],
            kind=kind,
            facts={"number": report.number, "access": access},
            about=str(report.pk),
            link=link,
            why=_why(report),
            at=at,
        )


def to_keepers(report: Report, at: datetime) -> None:
    """Tell those who keep a report that there is something to look at."""
    notify.queue(
        area=report.area,
        key=f"{kinds.KEEP}:{report.pk}:{report.entries.count()}",
        to=keepers(report, timezone.localdate(at)),
        kind=kinds.KEEP,
        facts={"number": report.number},
        about=str(report.pk),
        link=report.get_absolute_url(),
        at=at,
    )


def to_body(report: Report, at: datetime) -> None:
    """Tell the lead and the champions of a body of a report about it."""
    area = report.area
    notify.queue(
        area=area,
        key=f"{kinds.TOLD}:{report.pk}:{report.entries.count()}",
        to=[
            (str(role.user), role.user.email) for role in answerers(report, timezone.localdate(at))
        ],
        kind=kinds.TOLD,
        facts={"number": report.number, "officer": later(area.term)("officer")},
        about=str(report.pk),
        link=reverse("disputes:log_answer", args=[area.slug, report.number]),
        at=at,
    )


def ask_to_join(report: Report, at: datetime) -> None:
    """Ask a reporter, by a link for this one answer, whether they would join others."""
    has = whoever_has(report)
    assert has is not None, "Who cannot be written to is not asked."
    with notify.speaking_to(report.area, has[1]):
        says = _("say whether you would join others, for your report {number}")
        offered = links.offer(
            area=report.area,
            purpose=JOIN,
            to=links.Reader(*has, report.reporter_id),
            obj=report,
            says=says.format(number=report.number),
            at=at,
        )
    notify.queue(
        area=report.area,
        key=f"{kinds.JOIN}:{report.pk}:{offered.link.pk}",
        to=[has],
        kind=kinds.JOIN,
        facts={"number": report.number, "terms": _once(offered)},
        about=str(report.pk),
        link=offered.path,
        why=_why(report),
        at=at,
    )


def _way_in(report: Report, at: datetime) -> tuple[str, str, str]:
    """Where a reporter reads their report, how, and what makes the mail one of its own.

    Without an account it is a link, and the last one sent is the one that works.
    """
    if report.reporter_id:
        return report.get_absolute_url(), _signed_in(), "account"
    with notify.speaking_to(report.area, report.email):
        says = _("read your report, add something to it, or withdraw it")
    offered = links.offer(
        area=report.area,
        purpose=FOLLOW,
        to=links.Reader("", report.email),
        obj=report,
        says=says,
        at=at,
        lasts=LASTS,
    )
    return offered.path, _terms(offered), str(offered.link.pk)


@later
def _signed_in() -> str:
    return _("Sign in to read it.")


@later
def _terms(offered: links.Offer) -> str:
    return _(
        "The link opens your report without an account, as often as you like, up to and including"
        " {last}. Whoever has it can read the report and withdraw it, so please do not pass it on."
        " An earlier link works no longer."
    ).format(last=day(offered.link.expires_at))


@later
def _once(offered: links.Offer) -> str:
    return offered.terms


@later
def _why(report: Report) -> str:
    area = report.area
    if report.reporter_id:
        return _(
            "You get this message because you made a report to the {area} {agreement}."
        ).format(area=area.name, agreement=area.term("agreement"))
    return _(
        "You get this message because this address was given with a report to the {area}"
        " {agreement}. If that was not you, you need do nothing."
    ).format(area=area.name, agreement=area.term("agreement"))
