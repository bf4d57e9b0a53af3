"""Whoever keeps a report: officers without a tie to it, else the chair, else of the group."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from opencompact.apps.agreement.queries import current_edition, pack_of
from opencompact.apps.disputes.models import Report
from opencompact.apps.disputes.policy import ANSWERS_FOR, IN_TURN, can_keep_report, is_tied
from opencompact.apps.organisations.models import Role
from opencompact.apps.organisations.queries import roles_at
from opencompact.base.areas.actor import Actor, ActorRole, RoleKind
from opencompact.base.areas.models import Area
from opencompact.core.pack.schema import Log
from opencompact.core.record import record


@record
class Officers:
    """Who may come to keep a report on a day, each with all their roles."""

    actors: tuple[Actor, ...]

    def kept_by(self, report: Report) -> RoleKind | None:
        """As what people keep a report: the first kind of which somebody has no tie to it."""
        free = [one for one in self.actors if not is_tied(one, report)]
        return next((kind for kind in IN_TURN if any(one.is_(kind) for one in free)), None)

    def keepers(self, report: Report) -> tuple[Actor, ...]:
        """Those who keep a report."""
        by = self.kept_by(report)
        return tuple(one for one in self.actors if can_keep_report(one, report, kept_by=by))

    def blind(self) -> frozenset[UUID]:
        """The organisations about which nobody here could read a report: everybody is tied."""
        ties = [one.organisations() for one in self.actors]
        return frozenset.intersection(*ties) if ties else frozenset()


def officers_of(area: Area, on: date) -> Officers:
    """Officers, chairs and members of the group with their roles. Two queries."""
    here = list(roles_at(area, on).filter(kind__in=IN_TURN, user__is_active=True))
    users = {role.user_id: role.user for role in here}
    found = defaultdict[UUID, list[ActorRole]](list)
    for role in roles_at(area, on).filter(user__in=users):
        found[role.user_id].append(ActorRole(RoleKind(role.kind), role.organisation_id))
    return Officers(
        tuple(
            Actor(pk, str(user), user.email, area.pk, tuple(found[pk]))
            for pk, user in users.items()
        )
    )


def reports() -> QuerySet[Report]:
    """Reports with all that a page of one needs, in a fixed number of queries."""
    found = Report.objects.select_related("area", "body", "behalf", "edition", "reporter")
    return found.defer("edition__source").prefetch_related("citations__commitment", "entries")


def one_report(pk: UUID) -> Report:
    """A report as it is now."""
    found: Report = reports().get(pk=pk)
    return found


def kept_reports(actor: Actor, area: Area, on: date) -> list[Report]:
    """The reports that somebody keeps, the oldest first."""
    if not any(actor.is_(kind) for kind in IN_TURN):
        return []
    return _kept(actor, reports().filter(area=area), officers_of(area, on))


def kept_report(actor: Actor, area: Area, number: str, on: date) -> Report | None:
    """The report with this number, or None for somebody who does not keep it."""
    if not any(actor.is_(kind) for kind in IN_TURN):
        return None
    found = _kept(actor, reports().filter(number=number), officers_of(area, on))
    return next(iter(found), None)


def waiting_reports(area: Area, actor: Actor, on: date) -> list[date]:
    """The days on which reports came that somebody keeps and nobody has looked at. No query for
    anybody else; three for those who keep the log, one while nothing waits.
    """
    if not any(actor.is_(kind) for kind in IN_TURN):
        return []
    found = Report.objects.filter(area=area, route="", closed_on=None, withdrawn_on=None)
    waiting = list(found.only("body", "reporter", "sent_on", "treatment"))
    kept = _kept(actor, waiting, officers_of(area, on)) if waiting else []
    return [one.sent_on for one in kept]


def _kept(actor: Actor, found: Iterable[Report], officers: Officers) -> list[Report]:
    return [one for one in found if can_keep_report(actor, one, kept_by=officers.kept_by(one))]


def keepers(report: Report, on: date) -> list[tuple[str, str]]:
    """Name and address of everybody who keeps a report, to write to."""
    found = officers_of(report.area, on).keepers(report)
    return [(one.name, one.email) for one in found]


def is_unread(report: Report, on: date) -> bool:
    """Say whether nobody has looked at a report, and nobody may: all who could have a tie to it."""
    return report.is_open and not report.route and not keepers(report, on)


def answerers(report: Report, on: date) -> list[Role]:
    """The lead and the champions of the body that a report is about."""
    here = roles_at(report.area, on).filter(organisation=report.body, user__is_active=True)
    return list(here.filter(kind__in=ANSWERS_FOR))


def settings_of(area: Area) -> Log:
    """How the agreement in force has concerns kept."""
    edition = current_edition(area)
    return pack_of(edition).log if edition else Log()
