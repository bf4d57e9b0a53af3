"""Reports of the town: made, looked at, joined, as short as a test wants them."""

from datetime import date
from typing import Any

from opencompact.apps.agreement.queries import commitments
from opencompact.apps.disputes.actions import log
from opencompact.apps.disputes.models import Report, Route, Treatment
from opencompact.apps.disputes.queries.log import one_report
from opencompact.base.areas.actor import ANONYMOUS, Actor
from tests.apps.disputes.town import Town, moment

DAY = date(2026, 6, 1)
EVENT = "The youth grants"


def reported(town: Town, **changed: Any) -> log.Reported:
    """A confidential report about `hall`, citing the first two commitments."""
    fields = {
        "body": town.organisations["hall"],
        "commitments": list(commitments(town.edition)[:2]),
        "event": EVENT,
        "happened_on": date(2026, 5, 20),
        "what": "The notice came a week before the end.",
        "treatment": Treatment.CONFIDENTIAL,
    }
    return log.Reported(**{**fields, **changed})


def made(town: Town, who: str = "", on: date = DAY, **changed: Any) -> Report:
    """A report by somebody of the town for their organisation, or by a stranger."""
    actor: Actor = town.actor(who, on) if who else ANONYMOUS
    if who in town.organisations:
        changed.setdefault("behalf", town.organisations[who])
    return log.report(town.area, reported(town, **changed), actor=actor, at=moment(on))


def looked_at(
    town: Town,
    report: Report,
    route: Route = Route.AGREEMENT,
    by: str = "officer",
    on: date = DAY,
    **given: Any,
) -> Report:
    """The report after an officer has said what it is about; who it speaks for stays."""
    given.setdefault("behalf", report.behalf)
    actor = town.actor(by, on)
    return log.triage(report, route, "Thank you.", actor=actor, at=moment(on), **given)


def about(town: Town, who: str = "", on: date = DAY, **changed: Any) -> Report:
    """A report that was found to be about the agreement."""
    return looked_at(town, made(town, who, on, **changed), on=on)


def says(report: Report, town: Town, who: str, joins: bool, on: date = DAY) -> Report:
    """The answer of a reporter to the question whether to join others."""
    shows = f"What happened to {who}." if joins else ""
    actor = town.actor(who, on)
    return log.answer_joining(
        one_report(report.pk), joins=joins, shows=shows, actor=actor, at=moment(on)
    )
