"""What every page of a case begins with: the case, if the visitor is of it, told as of today."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.models import Case
from opencompact.apps.disputes.policy import Hold
from opencompact.apps.disputes.queries.keeping import removed_of
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.areas.queries import calendar_for
from opencompact.base.ui.pages import render
from opencompact.core.procedure import Step, StepNotAllowedError
from opencompact.core.record import record


@record
class Tab:
    """A way into another page of the case; only those that the visitor may enter are made."""

    label: str
    name: str
    room: str = ""
    sealed: bool = False


@record
class Desk:
    """A case opened by somebody of it. `held` are their roles, `on` is today."""

    request: AreaRequest
    story: queries.Story
    held: tuple[Hold, ...]
    on: date

    @property
    def case(self) -> Case:
        return self.story.case

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """The pages of the case, the mediation room only for those inside it."""
        inside = policy.MEDIATION in queries.rooms(self.story, self.held)
        room = Tab(_("Mediation room"), "room", policy.MEDIATION, sealed=True)
        has_bundle = queries.may_see_bundle(self.story, self.held)
        return (
            Tab(_("The case"), "case"),
            *((room,) if inside else ()),
            *((Tab(_("Bundle"), "bundle"),) if has_bundle else ()),
            *(_workroom(name) for name in queries.workrooms(self.held)),
            Tab(_("Dates"), "dates"),
            *((Tab(_("Days for meetings"), "availability"),) if self._meets else ()),
            Tab(_("People"), "people"),
            *((Tab(_("What follows"), "after"),) if self.story.at.closed else ()),
        )

    @property
    def _meets(self) -> bool:
        """Say whether the visitor says, or sees, who cannot come to a meeting."""
        sees = policy.can_see_days(self.request.actor, self.case)
        fixes = any(step.schedules for step in self.story.procedure.steps)
        return (
            fixes
            and not self.story.at.closed
            and (sees or policy.says_days(self.held, self.story.procedure))
        )

    def step(self, key: str) -> Step:
        """The step of the procedure with this key, or a 404."""
        try:
            return self.story.procedure.step(key)
        except StepNotAllowedError as error:
            raise Http404(str(error)) from error

    def show(self, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Render a page of the case with what each of them shows."""
        return render(
            self.request,
            f"disputes/{page}.html",
            {
                "desk": self,
                "case": self.case,
                "story": self.story,
                "tabs": self.tabs,
                "today": self.on,
                "removed": removed_of(self.case),
                "here": context.get("room") or page,
                **context,
            },
            status=status,
        )


def _workroom(name: str) -> Tab:
    label = _("Panel room") if name == policy.PANEL else _("Officers' desk")
    return Tab(label, "room", name)


def opened(request: AreaRequest, number: str) -> Desk:
    """Open a case and note it: sign-in for a stranger to us, 404 for a stranger to the case."""
    permit(request, request.actor.signed_in)
    case = queries.visible_case(request.actor, number)
    if case is None:
        raise Http404("There is no such case here.")
    permit(request, policy.can_see_case(request.actor, case))
    on = timezone.localdate()
    actions.note_access(case, request.actor, on)
    now = queries.story(case, calendar_for(request.area), on)
    return Desk(request, now, policy.holds(request.actor, case), on)


def may_write(desk: Desk) -> frozenset[int]:
    """The steps, by their place, about which the visitor may write a letter."""
    actor, case = desk.request.actor, desk.case
    return frozenset(
        told.event.sequence
        for told in desk.story.told
        if policy.can_write_letter(actor, case, told.open_to)
    )
