"""The operation that reads how disagreements are settled. Everybody may: it needs no token."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Field, Schema

from opencompact.apps.agreement.queries import current_edition, pack_of
from opencompact.apps.disputes import policy, queries
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.api import AREA, public
from opencompact.core.procedure import Clock, Procedure, Stage, Step

from .routing import routes
from .schemas import NeedOut


class RoleOut(Schema):
    """Somebody the procedure knows."""

    key: str
    name: str
    says: str


class StageOut(Schema):
    """Where a case can stand."""

    key: str
    name: str
    says: str
    clause: str
    readers: list[str] = Field(description="Who reads what is exchanged there.")
    limits: list[str] = Field(description="The keys of the clocks that something here stops.")


class StepOut(Schema):
    """One thing that somebody may do."""

    key: str
    name: str
    by: list[str] = Field(description="The keys of the roles that may.")
    at: list[str] = Field(description="The keys of the stages at which they may.")
    to: str = Field(description="The stage or the ending it leads to, or empty.")
    says: str
    clause: str
    joint: bool = Field(description="Whether it takes effect when every party has done it.")
    requires: list[str]
    outcomes: list[str]
    needs: list[NeedOut]


class LimitOut(Schema):
    """A time limit."""

    key: str
    name: str
    owner: str = Field(description="The key of the role that it is for.")
    limit: str = Field(description="How long, in words.")
    after: list[str] = Field(description="The steps it is counted from.")
    before: str = Field(description="The step whose day it is counted back from, or empty.")
    met_by: list[str]
    firm: bool
    optional: bool
    as_written: str
    resolved: str
    clause: str


class EndingOut(Schema):
    """One way for a case to be over."""

    key: str
    name: str
    says: str
    clause: str
    finding: bool
    public: bool


class ProcedureOut(Schema):
    """The whole procedure of the edition in force."""

    name: str
    clause: str
    says: str
    start: str
    roles: list[RoleOut]
    stages: list[StageOut]
    steps: list[StepOut]
    limits: list[LimitOut]
    endings: list[EndingOut]


@routes.get(f"{AREA}/procedure", **public(ProcedureOut), summary="How a disagreement is settled")
@open_page
def procedure(request: AreaRequest, area: str) -> Any:  # noqa: ARG001 - the middleware has it
    """The stages, steps, time limits and endings of the edition in force."""
    edition = current_edition(request.area)
    if edition is None:
        raise Http404(_("No edition of the agreement has been adopted here yet."))
    found = pack_of(edition).procedure
    return {
        "name": found.name,
        "clause": found.clause,
        "says": found.says,
        "start": found.start,
        "roles": [{"key": one.key, "name": one.name, "says": one.says} for one in found.roles],
        "stages": [_stage(found, one) for one in found.stages],
        "steps": [_step(one) for one in found.steps],
        "limits": [_limit(one) for one in found.clocks],
        "endings": list(found.endings),
    }


def _stage(found: Procedure, one: Stage) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "says": one.says,
        "clause": one.clause,
        "readers": queries.role_names(found, policy.readers(found, one)),
        "limits": [clock.key for clock in queries.limits(found, one)],
    }


def _step(one: Step) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "by": one.by,
        "at": one.at,
        "to": one.to,
        "says": one.says,
        "clause": one.clause,
        "joint": one.joint,
        "requires": one.requires,
        "outcomes": one.choices,
        "needs": list(one.needs),
    }


def _limit(one: Clock) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "owner": one.owner,
        "limit": str(one.span),
        "after": one.after,
        "before": one.before,
        "met_by": one.met_by,
        "firm": one.firm,
        "optional": one.optional,
        "as_written": one.as_written,
        "resolved": one.resolved,
        "clause": one.clause,
    }
