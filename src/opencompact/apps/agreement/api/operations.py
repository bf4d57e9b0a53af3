"""Operations of the API that read the agreement. Everybody may: they need no token."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query

from opencompact.apps.agreement import queries
from opencompact.apps.agreement.models import Edition
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.api import AREA, Listed, Paging, Routes, listed, public
from opencompact.base.ui.tables import LICENCE
from opencompact.core.pack import Pack, reading
from opencompact.core.rules import Duration, Rule

from . import schemas

routes = Routes(tags=["Agreement"])


@routes.get(f"{AREA}/agreement", **public(schemas.AgreementOut), summary="The agreement in force")
@open_page
def agreement(request: AreaRequest, area: str) -> Any:  # noqa: ARG001 - the middleware has it
    """The edition in force: its summary, its parts, and the sectors that it binds."""
    edition = _in_force(request)
    pack = queries.pack_of(edition)
    return {
        "edition": _edition(request, edition),
        "summary": pack.summary,
        "licence": LICENCE,
        "sectors": [
            {"key": one.key, "name": one.name, "part_of": one.part_of} for one in pack.sectors
        ],
        "parts": list(_parts(request, pack)),
        "outcomes": list(pack.outcomes),
    }


@routes.get(f"{AREA}/editions", **public(Listed[schemas.EditionOut]), summary="Every edition")
@open_page
def editions(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001
    asked: Query[Paging],
) -> Any:
    """The editions that were ever adopted, the latest first."""
    found = queries.editions(request.area).order_by("-adopted_on", "-dated", "pk")
    return listed(request, response, asked, found, lambda one: _edition(request, one))


@routes.get(
    f"{AREA}/commitments", **public(Listed[schemas.CommitmentOut]), summary="The commitments"
)
@open_page
def commitments(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001
    asked: Query[schemas.CommitmentsAsked],
) -> Any:
    """The commitments of the edition in force, in reading order, with whom each binds."""
    book = queries.book_of(_in_force(request))
    found = [one for one in book.passages if _fits(one, asked)]
    return listed(request, response, asked, found, lambda one: _commitment(request, one))


@routes.get(
    f"{AREA}/commitments/{{slug:commitment}}",
    **public(schemas.CommitmentOut),
    summary="One commitment",
)
@open_page
def commitment(request: AreaRequest, area: str, commitment: str) -> Any:  # noqa: ARG001
    """One commitment of the edition in force."""
    found = queries.book_of(_in_force(request)).index.get(commitment)
    if found is None:
        raise Http404(_("There is no such commitment in the edition in force."))
    return _commitment(request, found)


@routes.get(f"{AREA}/glossary", **public(Listed[schemas.TermOut]), summary="The glossary")
@open_page
def glossary(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001
    asked: Query[Paging],
) -> Any:
    """Every term, what it means, and the commitments that use it."""
    book = queries.book_of(_in_force(request))

    def row(term: reading.Term) -> dict[str, Any]:
        used = [one.key for one in book.uses[term.key]]
        return {"key": term.key, "term": term.name, "meaning": term.meaning, "used_in": used}

    return listed(request, response, asked, book.glossary.terms, row)


def _in_force(request: AreaRequest) -> Edition:
    edition = queries.current_edition(request.area)
    if edition is None:
        raise Http404(_("No edition of the agreement has been adopted here yet."))
    return edition


def _address(request: AreaRequest, name: str, *args: str) -> str:
    return request.build_absolute_uri(reverse(f"agreement:{name}", args=[request.area.slug, *args]))


def _edition(request: AreaRequest, one: Edition) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "label": one.label,
        "dated": one.dated,
        "in_force": one.in_force,
        "adopted_on": one.adopted_on,
        "superseded_on": one.superseded_on,
        "digest": f"sha256:{one.digest}",
        "page": _address(request, "edition", one.key),
    }


def _parts(request: AreaRequest, pack: Pack) -> Iterable[dict[str, Any]]:
    for part in pack.parts:
        yield {
            "key": part.key,
            "number": part.number,
            "title": part.title,
            "prose": part.prose,
            "commitments": [one.key for group in part.groups for one in group.commitments],
            "page": _address(request, "part", part.key),
        }


def _fits(one: reading.Passage, asked: schemas.CommitmentsAsked) -> bool:
    text = f"{one.title} {one.text}".casefold()
    return (
        all(word in text for word in asked.q.casefold().split())
        and asked.binds in {"", *(sector.key for sector in one.bound.sectors)}
        and asked.part in {"", one.place.chapter}
    )


def _commitment(request: AreaRequest, one: reading.Passage) -> dict[str, Any]:
    return {
        "key": one.key,
        "number": one.number,
        "title": one.title,
        "text": one.text,
        "clause": one.clause,
        "part": one.place.chapter,
        "binds": [sector.key for sector in one.bound.sectors],
        "rules": [_rule(rule) for rule in one.rules],
        "page": _address(request, "commitment", one.key),
    }


def _rule(rule: Rule) -> dict[str, Any]:
    limit = str(rule.at_least) if isinstance(rule, Duration) else None
    return {"key": rule.key, "kind": rule.kind, "words": rule.words, "limit": limit}
