"""The pages of a case: where it stands, and its dates."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.disputes import actions, api, policy, queries
from opencompact.apps.disputes.queries.signposts import signs
from opencompact.apps.disputes.views.desk import Desk, may_write, opened
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.dates import weekday
from opencompact.core.procedure import Deadline, Step


def case(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """Where are we, whose turn is it, by when and why, what can I do, what happens then."""
    desk = opened(request, number)
    now, held = desk.story, desk.held
    turns = queries.turns_for(now, held)
    choices = queries.choices(now, held)
    everybody = queries.people(desk.case, desk.on)
    return desk.show(
        "case",
        {
            "turns": queries.lines(now, turns, held),
            "late": any(turn.late for turn in turns),
            "slow": any(turn.slow for turn in turns),
            "fixed": queries.fixed_day(now, held),
            "my_turn": any(queries.is_mine(turn, held) for turn in turns),
            "main": [one for one in choices if one.main and not _blocked(desk, one)],
            "others": [one for one in choices if not one.main and not _blocked(desk, one)],
            "second_person": [one for one in choices if _blocked(desk, one)],
            "chapters": tuple(reversed(queries.chapters(now, held))),
            "way": queries.way(now),
            "next": queries.next_date(now, held),
            "ending": now.procedure.ending(now.at.ending) if now.at.closed else None,
            "finding": getattr(desk.case, "finding", None),
            "people": everybody,
            "unspoken": queries.unspoken(desk.case, everybody),
            "notes": now.procedure.after_notes,
            "may_write": may_write(desk),
            "signs": signs(request.area, request.actor, "ended", desk.on)
            if now.at.closed
            else None,
            "undertakings": queries.undertakings(now, held) if now.at.closed else (),
            "referral": queries.referral_of(desk.case) if now.at.closed else None,
        },
    )


def _blocked(desk: Desk, one: queries.Choice) -> bool:
    return policy.needs_second_person(desk.request.actor, desk.case, one.step)


def dates(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """Every clock of the case: those that run, those that were met, those that were not."""
    desk = opened(request, number)
    return desk.show(
        "dates",
        {
            "rows": queries.timetable(desk.story, desk.held),
            "moves": queries.moves(desk.story, desk.held),
        },
    )


@require_POST
def accept_day(request: AreaRequest, area: str, number: str, moved: UUID) -> HttpResponse:
    """Agree to an earlier last day; until then the old one stands."""
    desk = opened(request, number)
    found = next((one for one in desk.case.moves.all() if one.pk == moved), None)
    if found is None:
        raise Http404("No such date moved in this case.")
    permit(request, policy.can_accept_day(request.actor, desk.case, found))
    actions.accept_day(found, actor=request.actor, on=desk.on, at=timezone.now())
    messages.success(request, _("The last day is now {day}.").format(day=weekday(found.now)))
    return redirect("disputes:dates", area, number)


def clock(request: AreaRequest, area: str, number: str, clock: str) -> HttpResponse:  # noqa: ARG001
    """How one date was reached, day by day."""
    desk = opened(request, number)
    rows = _clock(desk, clock)
    one = rows[0].deadline
    context = {"rows": rows, "one": one, "clock": one.clock, "anchor": _anchor(desk, one)}
    return desk.show("clock", context)


def clock_json(request: AreaRequest, area: str, number: str, clock: str) -> JsonResponse:  # noqa: ARG001
    """The same facts as data."""
    desk = opened(request, number)
    return JsonResponse(api.clock(desk.case.number, _clock(desk, clock), timezone.now()))


def _anchor(desk: Desk, one: Deadline) -> Step | None:
    """The step that a clock is counted from; None where it was taken behind closed doors."""
    step = desk.story.procedure.step(one.anchor.step)
    sealed = any(told.sealed for told in desk.story.told if told.step == step)
    return None if sealed and policy.MEDIATION not in queries.rooms(desk.story, desk.held) else step


def _clock(desk: Desk, key: str) -> list[queries.Timed]:
    rows = [one for one in queries.timetable(desk.story, desk.held) if one.clock.key == key]
    if not rows:
        raise Http404("This clock has not started in the case.")
    return rows
