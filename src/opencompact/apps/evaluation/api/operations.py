"""Operations of the API that tell how commitments are kept. Everybody may: they need no token."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query

from opencompact.apps.agreement.queries import book_of
from opencompact.apps.evaluation import queries
from opencompact.apps.evaluation.queries import Asked, Filter, Row, Shown, State
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.api import AREA, Listed, Routes, listed, public
from opencompact.core.standing import Tally

from . import schemas

routes = Routes(tags=["How commitments are kept"])
COUNTED = tuple(schemas.TallyOut.model_fields)


@routes.get(f"{AREA}/kept", **public(Listed[schemas.KeptOut]), summary="How commitments stand")
@open_page
def kept(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[schemas.KeptAsked],
) -> Any:
    """Every commitment of the edition in force, by what the records of bodies say of it."""
    state = _state(request)
    sought = Filter(body=asked.body, part=asked.part, state=asked.state)
    found = queries.parts(state, book_of(state.edition), sought)
    rows = [row for part in found for row in (*part.rows, *part.unmeasured)]
    return listed(request, response, asked, rows, lambda row: _kept(request, row))


@routes.get(f"{AREA}/verdicts", **public(Listed[schemas.VerdictOut]), summary="Verdicts on records")
@open_page
def verdicts(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001
    asked: Query[schemas.VerdictsAsked],
) -> Any:
    """What the rules say of each record; where a rule does not apply, only when asked for."""
    state = _state(request)
    entries = state.about(asked.commitment) if asked.commitment else state.entries
    sought = Asked(body=asked.body, outcome=asked.outcome, period=asked.year)
    found = queries.records(state, entries, sought)
    return listed(request, response, asked, found, lambda one: _verdict(request, one))


def _state(request: AreaRequest) -> State:
    state = queries.state_of(request.area, timezone.localdate())
    if state is None:
        raise Http404(_("No edition of the agreement has been adopted here yet."))
    return state


def _kept(request: AreaRequest, row: Row) -> dict[str, Any]:
    passage, account = row.passage, row.account
    page = reverse("evaluation:commitment", args=[request.area.slug, passage.key])
    return {
        "commitment": passage.key,
        "number": passage.number,
        "title": passage.title,
        "part": passage.place.chapter,
        "state": row.state,
        "lately": _tally(row.tally),
        "ever": _tally(account.ever if account else Tally()),
        "last": account.ever.last if account else None,
        "quiet": bool(account and account.quiet),
        "hot": bool(account and account.hot),
        "page": request.build_absolute_uri(page),
    }


def _tally(tally: Tally) -> dict[str, int]:
    return {name: getattr(tally, name) for name in COUNTED}


def _verdict(request: AreaRequest, one: Shown) -> dict[str, Any]:
    measured, judgement = one.entry.what.measured, one.entry.what.judgement
    return {
        "commitment": one.entry.commitment,
        "edition": one.entry.edition,
        "rule": judgement.rule.key,
        "body": one.entry.body,
        "record": measured.record,
        "key": measured.key,
        "title": measured.title,
        "on": one.entry.on,
        "verdict": one.entry.verdict.value,
        "counts_as": one.outcome.value,
        "because": [str(said) for said in judgement.because],
        "missing": list(judgement.missing),
        "page": request.build_absolute_uri(measured.address),
    }
