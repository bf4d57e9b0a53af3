"""On which days people of a case cannot come, and asking for more time where no day fits."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.forms import AbsenceForm, RemoveForm
from opencompact.apps.disputes.views.desk import Desk, opened
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.core.procedure import Clock, StepNotAllowedError


def availability(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """The own days, added and removed; those of the others for whoever fixes a day."""
    desk = opened(request, number)
    says = policy.can_say_days(request.actor, desk.case)
    permit(request, says or policy.can_see_days(request.actor, desk.case))
    form = AbsenceForm(None, today=desk.on)
    if request.method == "POST":
        permit(request, says)
        remove = RemoveForm(request.POST)
        if "remove" in request.POST:
            _removed(desk, remove.cleaned_data["remove"] if remove.is_valid() else None)
            return redirect("disputes:availability", area, number)
        form = AbsenceForm(request.POST, today=desk.on)
        if form.is_valid():
            _noted(desk, form)
            return redirect("disputes:availability", area, number)
    return _page(desk, form, says=says and not desk.story.at.closed)


def _noted(desk: Desk, form: AbsenceForm) -> None:
    first, last = form.days
    actions.note_absence(desk.case, first, last, actor=desk.request.actor, at=timezone.now())
    messages.success(desk.request, _("Your days are noted."))


def _removed(desk: Desk, pk: UUID | None) -> None:
    own = queries.own_absences(desk.case, desk.request.actor)
    found = own.filter(pk=pk).first() if pk else None
    if found is None:
        raise Http404("There are no such days of yours in this case.")
    actions.forget_absence(found, actor=desk.request.actor, at=timezone.now())
    messages.success(desk.request, _("These days are removed."))


def _page(desk: Desk, form: AbsenceForm, *, says: bool) -> HttpResponse:
    sees = policy.can_see_days(desk.request.actor, desk.case)
    everybody = queries.people(desk.case, desk.on)
    others = queries.others_away(desk.case, everybody) if sees else ()
    me = desk.request.actor.user_id
    context = {
        "form": form,
        "says": says,
        "sees": sees,
        "own": queries.own_absences(desk.case, desk.request.actor),
        "others": tuple(one for one in others if one[0].user_id != me),
        "fixing": queries.step_to_fix(desk.story),
        "fixed": queries.fixed_day(desk.story, desk.held),
    }
    return desk.show("availability", context)


@require_POST
def ask_for_time(request: AreaRequest, area: str, number: str, clock: str) -> HttpResponse:
    """Ask whoever may extend a clock to do so; for those who fix a day."""
    desk = opened(request, number)
    permit(request, _fixes(desk))
    asked = actions.ask_for_time(
        desk.story, _clock(desk, clock), actor=request.actor, at=timezone.now()
    )
    says = ngettext("{number} person is asked.", "{number} people are asked.", asked)
    messages.success(request, says.format(number=asked))
    return redirect("disputes:case", area, number)


def _fixes(desk: Desk) -> bool:
    """Say whether the visitor fixes a day in this procedure."""
    return any(
        step.schedules and policy.can_take(desk.request.actor, desk.case, step)
        for step in desk.story.procedure.steps
    )


def _clock(desk: Desk, key: str) -> Clock:
    try:
        return desk.story.procedure.clock(key)
    except StepNotAllowedError as error:
        raise Http404("There is no such clock here.") from error
