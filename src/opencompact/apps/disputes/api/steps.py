"""The operation that takes a step in a case, through the same gates as the page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Status

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.forms.mediators import PersonField
from opencompact.apps.disputes.models import Case, Party
from opencompact.base.accounts.models import User
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.areas.tokens import Scope
from opencompact.base.ui.api import answer, private
from opencompact.base.ui.api.faults import ASK
from opencompact.core.procedure import Step, StepNotAllowedError

from . import schemas, telling
from .cases import ONE
from .routing import routes
from .telling import Opened

ON_PAPER = {"on", "outcome", "fixed", "override", "mediator"}


@routes.post(
    f"{ONE}/steps/{{slug:step}}",
    **private(Scope.WRITE_CASES, schemas.CaseOut, status=201, more={409: schemas.StaleOut}),
    summary="Take a step",
)
def take_step(
    request: AreaRequest,
    area: str,  # noqa: ARG001 - the middleware has it
    number: str,
    step: str,
    given: schemas.StepIn,
) -> Any:
    """Answers with the case as it stands then. A step that asks for papers is taken on its page."""
    desk = telling.opened(request, number)
    wanted = _step(desk, step)
    permit(request, policy.can_take(request.actor, desk.case, wanted))
    try:
        _take(desk, wanted, given)
    except actions.StaleError as error:
        return _stale(request, error.case)
    except actions.UnfitError as error:
        return answer(
            400, ASK, fields={_place(name): f"{says}." for name, says in error.faults.items()}
        )
    after = queries.visible_case(request.actor, number) or desk.case
    told = telling.whole(telling.again(request, after, desk.story.on), timezone.now())
    return Status(201, told)


def _step(desk: Opened, key: str) -> Step:
    try:
        return desk.story.procedure.step(key)
    except StepNotAllowedError as error:
        raise Http404(str(error)) from error


def _take(desk: Opened, step: Step, given: schemas.StepIn) -> None:
    actions.take(
        desk.case,
        step.key,
        actor=desk.request.actor,
        on=given.on or desk.story.on,
        at=timezone.now(),
        party=_party(desk, step, given.party),
        answers=given.answers,
        outcome=given.outcome,
        fixed=given.fixed,
        override=given.override,
        mediator=_mediator(step, given.mediator),
        version=given.version,
    )


def _mediator(step: Step, address: str) -> User | None:
    """Whom a step names; who has an account is told to nobody whose step asks for no person."""
    if address and not step.names_mediator:
        raise actions.UnfitError({"mediator": _("This is not asked for here")})
    try:
        return PersonField(required=False, beside=False).clean(address)
    except ValidationError as error:
        raise actions.UnfitError({"mediator": error.messages[0]}) from error


def _party(desk: Opened, step: Step, slug: str) -> Party | None:
    """The side to act for: the one asked for, else the first that can take the step now."""
    able = [one.hold.party for one in queries.choices(desk.story, desk.held) if one.step == step]
    mine = [*able, *(hold.party for hold in desk.held if hold.role in step.by)]
    sides = [party for key in mine if (party := desk.story.party(key))]
    if slug and slug not in [party.organisation.slug for party in sides]:
        raise Http404(_("You speak for no such organisation in this case."))
    return next((one for one in sides if slug in {"", one.organisation.slug}), None)


def _place(name: str) -> str:
    return name if name in ON_PAPER else f"answers.{name}"


def _stale(request: AreaRequest, case: Case) -> HttpResponse:
    """Somebody acted meanwhile: nothing was recorded; how the case stands now."""
    desk = telling.again(request, case, timezone.localdate())
    now = schemas.CaseOut.model_validate(telling.whole(desk, timezone.now()))
    return answer(
        409,
        _("Somebody else acted in {number} first. Read it again and send its version.").format(
            number=case.number
        ),
        possible=telling.possible(desk),
        more={"stored": now.model_dump(mode="json")},
    )
