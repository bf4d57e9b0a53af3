"""Operations about signatures: who has signed on a day, and to sign."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Status

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import current_edition
from opencompact.apps.organisations import actions, policy, queries, tables
from opencompact.apps.organisations.forms import SignForm
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.permission import AreaRequest, NotNow, open_page, permit
from opencompact.base.areas.tokens import Scope
from opencompact.base.ui.api import (
    AREA,
    Fault,
    Listed,
    answer,
    listed,
    of_form,
    private,
    public,
)

from . import schemas
from .register import ONE, find, page_of
from .routing import routes


@routes.get(
    f"{AREA}/signatories",
    **public(Listed[schemas.SignatoryRow]),
    summary="Who has signed, on any day",
)
@open_page
def signatories(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[schemas.SignatoriesAsked],
) -> Any:
    """The organisations bound on a day, each by its own signature or a lead body's."""
    today = timezone.localdate()
    on = asked.on or today
    if on > today:
        fields = {"on": _("Give today or a day in the past.")}
        return answer(400, _("Signatures of days to come are not known."), fields=fields)
    wanted = queries.Wanted(text=asked.q, sector=asked.sector)
    found = queries.narrowed(queries.signatories(request.area, on), wanted)
    columns = tables.signatory_columns(lambda one: page_of(request, one.slug))

    def row(one: Organisation) -> dict[str, Any]:
        return {"organisation": one.slug, **{name: read(one) for name, read in columns.items()}}

    return listed(request, response, asked, queries.signed_list(found, on), row)


@routes.post(
    f"{ONE}/signature",
    **private(Scope.WRITE_SIGNATURES, schemas.SignatureOut, status=201, more={409: Fault}),
    summary="Sign the agreement",
)
def sign(
    request: AreaRequest,
    area: str,  # noqa: ARG001
    organisation: str,
    given: schemas.PledgeIn,
) -> Any:
    """Whoever may bind the organisation signs; an officer records what was signed on paper."""
    found = find(organisation)
    permit(request, policy.can_sign(request.actor, found))
    on_paper = not policy.may_bind(request.actor, found)
    form = _form(found, given, on_paper=on_paper)
    if not form.is_valid():
        return of_form(form)
    edition = _edition(request)
    made = actions.sign(
        found,
        edition,
        form.declaration,
        on_paper=on_paper,
        actor=request.actor,
        at=timezone.now(),
    )
    said = {
        "organisation": found.slug,
        "edition": edition.key,
        "signed_by": made.signed_by,
        "position": made.position,
        "signed_on": made.signed_on,
    }
    return Status(201, said)


def _edition(request: AreaRequest) -> Edition:
    edition = current_edition(request.area)
    if edition is None:
        raise NotNow(_("No edition has been adopted here yet."), [_("sign later")])
    return edition


def _form(found: Organisation, given: schemas.PledgeIn, *, on_paper: bool) -> SignForm:
    today = timezone.localdate()
    boxes = {**given.dict(exclude={"on"}), **_boxes(given.on or today)}
    return SignForm(boxes, today=today, organisation=found.name, on_paper=on_paper)


def _boxes(on: date) -> dict[str, str]:
    """A day in the three boxes of the form."""
    return {"on_day": str(on.day), "on_month": str(on.month), "on_year": f"{on.year:04}"}
