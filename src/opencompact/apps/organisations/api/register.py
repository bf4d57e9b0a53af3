"""Operations on the register: read it, and for officers add to it and change it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Status

from opencompact.apps.organisations import actions, policy, queries, tables
from opencompact.apps.organisations.forms import OrganisationForm
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.actor import ANONYMOUS
from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.areas.tokens import Scope
from opencompact.base.ui.api import AREA, Listed, answer, listed, of_form, private, public

from . import history, schemas
from .routing import routes

ONE = f"{AREA}/organisations/{{slug:organisation}}"


@routes.get(
    f"{AREA}/organisations", **public(Listed[schemas.OrganisationRow]), summary="The register"
)
@open_page
def organisations(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[schemas.OrganisationsAsked],
) -> Any:
    """Search, filters and order are those of the page."""
    wanted = queries.Wanted(asked.q, asked.sector, asked.kind, asked.signed, asked.sort or "name")
    found = queries.register(request.area, wanted, timezone.localdate())
    columns = _columns(request)
    return listed(request, response, asked, found, lambda one: _row(columns, one))


@routes.get(ONE, **public(schemas.OrganisationOut), summary="One organisation")
@open_page
def organisation(request: AreaRequest, area: str, organisation: str) -> Any:  # noqa: ARG001
    """What the register says of it, with its signatures and withdrawals on every day."""
    return said(request, find(organisation))


@routes.post(
    f"{AREA}/organisations",
    **private(Scope.WRITE_REGISTER, schemas.OrganisationOut, status=201),
    summary="Add an organisation",
)
def add_organisation(request: AreaRequest, area: str, given: schemas.OrganisationIn) -> Any:  # noqa: ARG001
    """An officer adds an organisation; its name and its sector are needed."""
    permit(request, policy.can_add(request.actor))
    form = OrganisationForm(given.given())
    if not form.is_valid():
        return of_form(form)
    try:
        added = actions.add(request.area, _values(form), actor=request.actor, at=timezone.now())
    except actions.IdentifierTaken as taken:
        form.taken_by(taken.organisation)
        return of_form(form)
    return Status(201, said(request, added))


@routes.patch(
    ONE,
    **private(Scope.WRITE_REGISTER, schemas.OrganisationOut, more={409: schemas.EditConflictOut}),
    summary="Change an organisation",
)
def change_organisation(
    request: AreaRequest,
    area: str,  # noqa: ARG001
    organisation: str,
    given: schemas.OrganisationChange,
) -> Any:
    """An officer changes what was sent; 409 with both texts when somebody else was faster."""
    found = find(organisation)
    permit(request, policy.can_edit(request.actor, found))
    form = OrganisationForm({**OrganisationForm.initial_of(found), **given.given()})
    if not form.is_valid():
        return of_form(form)
    try:
        edited = actions.edit(
            found, _values(form), version=given.version, actor=request.actor, at=timezone.now()
        )
    except actions.IdentifierTaken as taken:
        form.taken_by(taken.organisation)
        return of_form(form)
    except actions.EditConflict as conflict:
        return _conflict(request, conflict.stored, given)
    return said(request, edited)


def find(slug: str) -> Organisation:
    """The organisation with this address in the current area, or 404."""
    found = queries.named(slug).first()
    if found is None:
        raise Http404(_("There is no such organisation here. Look for it in the list."))
    return found


def said(request: AreaRequest, one: Organisation) -> dict[str, Any]:
    """One organisation as everybody may know it, whoever asks."""
    on = timezone.localdate()
    standing = queries.standing(one, on)
    one.is_signatory = bool(standing)  # type: ignore[attr-defined]
    since = standing.signature.signed_on if standing.signature else None
    return {
        **_row(_columns(request), one),
        "signatory_since": since or (standing.coverage.starts if standing.coverage else None),
        "version": one.version,
        "people": [
            {"name": str(role.user), "role": role.kind}
            for role in queries.roles_of(one, on)
            if policy.can_see_role(ANONYMOUS, role)
        ],
        "history": history.of(one),
    }


def page_of(request: AreaRequest, slug: str) -> str:
    """The whole address of an organisation's page."""
    href = reverse("organisations:organisation", args=[request.area.slug, slug])
    return request.build_absolute_uri(href)


def _columns(request: AreaRequest) -> tables.Columns:
    return tables.register_columns(lambda one: page_of(request, one.slug))


def _row(columns: tables.Columns, one: Organisation) -> dict[str, Any]:
    return {"organisation": one.slug, **{name: read(one) for name, read in columns.items()}}


def _values(form: OrganisationForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


def _conflict(
    request: AreaRequest, stored: Organisation, given: schemas.OrganisationChange
) -> HttpResponse:
    now = schemas.OrganisationOut.model_validate(said(request, stored)).model_dump(mode="json")
    yours = given.model_dump(mode="json", exclude_none=True)
    return answer(
        409,
        _(
            "Somebody else changed this organisation first. Look at both, then send yours again"
            " with the version that is stored now."
        ),
        possible=[_("send it again with version {version}").format(version=stored.version)],
        more={"stored": now, "yours": yours},
    )
