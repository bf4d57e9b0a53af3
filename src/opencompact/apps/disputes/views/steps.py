"""Taking a step: the page that asks for it, and what somebody sees who came a moment too late."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.forms import StepForm, form_for, has_files
from opencompact.apps.disputes.forms.shares import initial as initial_shares
from opencompact.apps.disputes.models import Party
from opencompact.apps.disputes.policy import Hold
from opencompact.apps.disputes.views.desk import Desk, opened
from opencompact.base.areas.permission import AreaRequest, NotNow, permit
from opencompact.core.procedure import Step
from opencompact.core.record import record

CONFLICT = 409


@record
class Asked:
    """A step that somebody means to take: in which role, and the days that it may fix."""

    step: Step
    hold: Hold
    days: queries.Days | None


def step(request: AreaRequest, area: str, number: str, step: str) -> HttpResponse:
    """Ask what the step needs and take it; 409 with what is possible when it is not its time."""
    desk = opened(request, number)
    wanted = desk.step(step)
    permit(request, policy.can_take(request.actor, desk.case, wanted))
    hold = _hold(desk, wanted)
    if request.method != "POST":
        _now_or_never(desk, wanted, hold)
        asked = _asked(desk, wanted, hold)
        return _page(desk, asked, _form(desk, asked, None))
    if not _possible(desk, wanted, hold):
        return _too_late(desk, wanted, hold)
    asked = _asked(desk, wanted, hold)
    if request.POST.get("version") != str(desk.case.version):
        return _moved_on(desk, asked)
    form = _form(desk, asked, request.POST)
    if form.is_valid() and _taken(desk, asked, form):
        messages.success(request, _recorded(wanted))
        return redirect("disputes:case", area, number)
    return _page(desk, asked, form)


def _hold(desk: Desk, step: Step) -> Hold:
    """The role the visitor acts in; the side asked for where they speak for several."""
    wanted = desk.request.POST.get("party") or desk.request.GET.get("party", "")
    mine = [hold for hold in desk.held if hold.role in step.by]
    able = [hold for hold in mine if _possible(desk, step, hold)]
    return next((hold for hold in mine if wanted and hold.party == wanted), (able or mine)[0])


def _possible(desk: Desk, step: Step, hold: Hold) -> bool:
    return step in desk.story.steps_for(hold.role, hold.party)


def _now_or_never(desk: Desk, step: Step, hold: Hold) -> None:
    if not _possible(desk, step, hold):
        raise actions.refusal(desk.story, step, desk.held)


def _asked(desk: Desk, step: Step, hold: Hold) -> Asked:
    found = queries.days_for(desk.story, step, desk.held) if step.schedules else None
    return Asked(step, hold, found)


def _form(desk: Desk, asked: Asked, data: Any) -> StepForm:
    made = form_for(desk.story, asked.step, desk.on, asked.days)
    initial = {"version": desk.case.version, "party": asked.hold.party, **_same_words(desk, asked)}
    return made(data, desk.request.FILES if data is not None else None, initial=initial)


def _same_words(desk: Desk, asked: Asked) -> dict[str, str]:
    """What another side wrote for a joint step, when the visitor asks to begin with it."""
    wanted = desk.request.GET.get("from", "")
    for told in _others(desk, asked):
        if str(told.event.pk) == wanted:
            said = told.event.answers
            same = {f"answer_{key}": text for key, text in said.items()}
            same["mediator"] = str(told.event.named_id or "")
            return same | initial_shares(asked.step.needs, said)
    return {}


def _others(desk: Desk, asked: Asked) -> list[queries.Told]:
    """The same joint step as other sides have taken it, as far as the visitor may read it."""
    if not asked.step.joint:
        return []
    visit = desk.story.visits[-1]
    return [
        told
        for told in visit.told
        if told.step == asked.step
        and str(told.event.party_id) != asked.hold.party
        and queries.may_read(told, desk.held)
    ]


def _taken(desk: Desk, asked: Asked, form: StepForm) -> bool:
    """Take the step; what the action finds wrong is shown in the form."""
    try:
        actions.take(
            desk.case,
            asked.step.key,
            actor=desk.request.actor,
            party=_party(desk, asked.hold),
            at=timezone.now(),
            **form.given(),
        )
    except actions.UnfitError as error:
        form.blame(error)
        return False
    return True


def _party(desk: Desk, hold: Hold) -> Party | None:
    return desk.story.party(hold.party) if hold.party else None


def _page(
    desk: Desk, asked: Asked, form: StepForm, *, status: int = 200, since: Any = ()
) -> HttpResponse:
    now, step = desk.story, asked.step
    several = [hold for hold in desk.held if hold.role in step.by and hold.party]
    context = {
        "step": step,
        "hold": asked.hold,
        "acting_for": now.party_name(asked.hold.party),
        "sides": [(hold, now.party_name(hold.party)) for hold in several if len(several) > 1],
        "form": form,
        "has_files": has_files(form),
        "days": asked.days.found if asked.days else None,
        "ways": asked.days.ways if asked.days else (),
        "says_days": asked.days is not None and policy.can_see_days(desk.request.actor, desk.case),
        "then": queries.then(now, step, asked.hold),
        "readers": queries.reader_names(now, step),
        "chosen": queries.chosen_before(now, step),
        "others": [
            (now.party_name(str(told.event.party_id)), entry)
            for told, entry in queries.entries(now, _others(desk, asked), desk.held)
        ],
        "may_copy": now.sealed or step.to in {one.key for one in now.procedure.endings},
        "since": since,
    }
    return desk.show("step", context, status)


def _moved_on(desk: Desk, asked: Asked) -> HttpResponse:
    """Somebody acted meanwhile: say what happened, keep what was typed, let it be sent again."""
    typed = desk.request.POST.copy()
    since = queries.since(desk.story, desk.held, _version(desk))
    typed["version"] = str(desk.case.version)
    return _page(desk, asked, _form(desk, asked, typed), status=CONFLICT, since=since or (None,))


def _too_late(desk: Desk, step: Step, hold: Hold) -> HttpResponse:
    """The step is no longer possible: say why and what is, with the words to copy."""
    refusal: NotNow = actions.refusal(desk.story, step, (hold,))
    typed = [
        (need.label, text)
        for need in step.needs
        if (text := desk.request.POST.get(f"answer_{need.key}", "").strip())
    ]
    context = {
        "step": step,
        "refusal": refusal,
        "typed": typed,
        "since": queries.since(desk.story, desk.held, _version(desk)),
        "choices": queries.choices(desk.story, desk.held),
    }
    return desk.show("too_late", context, CONFLICT)


def _version(desk: Desk) -> int:
    given = desk.request.POST.get("version", "")
    return int(given) if given.isdecimal() else desk.case.version


def _recorded(step: Step) -> str:
    return _("“{step}” is recorded.").format(step=step.name)
