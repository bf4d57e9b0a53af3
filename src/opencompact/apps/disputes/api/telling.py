"""A case as its people may see it, told as data: the same reads as its pages."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes import actions, policy, queries, tables
from opencompact.apps.disputes.models import Case
from opencompact.apps.disputes.policy import Hold
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.areas.queries import calendar_for
from opencompact.core.record import record

from .data import clock


@record
class Opened:
    """A case opened by somebody of it. `held` are their roles."""

    request: AreaRequest
    story: queries.Story
    held: tuple[Hold, ...]

    @property
    def case(self) -> Case:
        return self.story.case


def opened(request: AreaRequest, number: str) -> Opened:
    """Open a case and note it; 404 for somebody who is not of it."""
    permit(request, request.actor.signed_in)
    case = queries.visible_case(request.actor, number)
    if case is None:
        raise Http404(_("There is no such case here. Look for it in the list of your cases."))
    permit(request, policy.can_see_case(request.actor, case))
    on = timezone.localdate()
    actions.note_access(case, request.actor, on)
    return again(request, case, on)


def again(request: AreaRequest, case: Case, on: date) -> Opened:
    """Tell the case once more, after something happened in it."""
    now = queries.story(case, calendar_for(request.area), on)
    return Opened(request, now, policy.holds(request.actor, case))


def line(request: AreaRequest, row: queries.Row) -> dict[str, Any]:
    """A case as the list shows it."""
    columns = {name: read(row) for name, read in tables.CASES.items()}
    return {
        **columns,
        "next_due": row.due,
        "stage": row.stage,
        "mine": row.mine,
        "page": request.build_absolute_uri(row.case.get_absolute_url()),
    }


def whole(desk: Opened, at: datetime) -> dict[str, Any]:
    """Everything about a case that the person may see."""
    now, held, case = desk.story, desk.held, desk.case
    inside = policy.MEDIATION in queries.rooms(now, held)
    return {
        **line(desk.request, queries.row(now, desk.request.actor)),
        "version": case.version,
        "edition": case.edition.key,
        "sides": [
            {"organisation": one.organisation.slug, "name": str(one), "side": one.side}
            for one in case.parties.all()
        ],
        "turns": queries.lines(now, queries.turns_for(now, held), held),
        "can": list(_choices(desk)),
        "dates": list(_dates(desk, at)),
        "story": [_chapter(one) for one in queries.chapters(now, held)],
        "mediation_room": [
            _chapter(one) for one in (queries.room(now, held, policy.MEDIATION) if inside else ())
        ],
    }


def possible(desk: Opened) -> list[str]:
    """The names of the steps that the person can take now."""
    return [one.step.name for one in _open(desk)]


def _open(desk: Opened) -> Iterator[queries.Choice]:
    for one in queries.choices(desk.story, desk.held):
        if not policy.needs_second_person(desk.request.actor, desk.case, one.step):
            yield one


def _choices(desk: Opened) -> Iterator[dict[str, Any]]:
    for one in _open(desk):
        party = desk.story.party(one.hold.party)
        yield {
            "step": one.step.key,
            "name": one.step.name,
            "party": party.organisation.slug if party else "",
            "then": one.then,
            "needs": list(queries.needs_of(one.step, desk.story.at)),
            "outcomes": one.step.choices,
            "fixes_a_day": bool(one.step.schedules or one.step.extends),
        }


def _dates(desk: Opened, at: datetime) -> Iterator[dict[str, Any]]:
    found = sorted(queries.timetable(desk.story, desk.held), key=lambda one: one.clock.key)
    for _key, rows in groupby(found, key=lambda one: one.clock.key):
        yield clock(desk.case.number, list(rows), at)


def _chapter(one: queries.Chapter) -> dict[str, Any]:
    return {
        "stage": one.stage.key,
        "name": one.stage.name,
        "began": one.began,
        "ended": one.ended,
        "led_to": one.led_to,
        "sealed": one.sealed,
        "entries": [_entry(entry) for entry in one.entries],
    }


def _entry(one: queries.Entry) -> dict[str, Any]:
    return {
        "step": one.told.step.key,
        "name": one.title,
        "on": one.on,
        "who": one.who,
        "by": one.name,
        "result": one.result,
        "fixed": one.fixed,
        "said": [{"question": said.label, "answer": said.text} for said in one.said],
        "papers": _papers(one.papers),
        "hidden": one.hidden,
    }


def _papers(papers: Iterable[queries.Versions]) -> list[dict[str, Any]]:
    """Each paper in its current version."""
    return [
        {
            "name": one.current.name,
            "kind": one.current.kind,
            "size": one.current.size,
            "sha256": one.current.sha256,
            "version": len(one.all),
        }
        for one in papers
    ]
