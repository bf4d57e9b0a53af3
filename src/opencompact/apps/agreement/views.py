"""The public pages of the agreement: contents, parts, commitments, glossary, search, booklet."""

from typing import Any, TypeVar

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.agreement import api, queries, tables
from opencompact.apps.agreement.models import Edition
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.pages import render
from opencompact.base.ui.panels import panels
from opencompact.base.ui.tables import Copy, answer
from opencompact.core.pack import reading

T = TypeVar("T")


def _found(thing: T | None, missing: str) -> T:
    if thing is None:
        raise Http404(missing)
    return thing


def _in_force(request: AreaRequest) -> Edition:
    return _found(queries.current_edition(request.area), _("There is no such agreement here."))


def _page(request: AreaRequest, name: str, edition: Edition, **more: Any) -> HttpResponse:
    """Show a page about an edition, which has a book ready to be read."""
    context = {"edition": edition, "book": queries.book_of(edition), **more}
    return render(request, f"agreement/{name}.html", context)


@open_page
def front(request: AreaRequest, area: str) -> HttpResponse:
    """Title, edition, contents and ways in; says what belongs here while nothing is adopted."""
    edition = queries.current_edition(request.area)
    if edition is None:
        return render(request, "agreement/none.html", {"slug": area})
    return _page(request, "front", edition)


@open_page
def part(request: AreaRequest, area: str, part: str) -> HttpResponse:  # noqa: ARG001
    """One chapter with all its groups and commitments, and the ways to its neighbours."""
    edition = _in_force(request)
    book = queries.book_of(edition)
    chapter = _found(book.chapter(part), _("There is no such part of the agreement here."))
    before, after = reading.beside(book.chapters, chapter)
    return _page(request, "part", edition, chapter=chapter, before=before, after=after)


@open_page
def commitment(request: AreaRequest, area: str, commitment: str) -> HttpResponse:  # noqa: ARG001
    """One commitment at its own address, with everything that is known about it."""
    edition = _in_force(request)
    book = queries.book_of(edition)
    passage = _found(book.index.get(commitment), _("There is no such commitment here."))
    before, after = reading.beside(book.passages, passage)
    context = {
        "passage": passage,
        "section": book.section(passage.place.section),
        "before": before,
        "after": after,
        "here": request.build_absolute_uri(request.path),
        "task": queries.task_about(request.area, passage.key),
        "panels": panels("commitment", request, passage.key),
    }
    return _page(request, "commitment", edition, **context)


@open_page
def who(request: AreaRequest, area: str, sector: str) -> HttpResponse:  # noqa: ARG001
    """What binds me: every commitment that binds a sector or a wider one it belongs to."""
    edition = _in_force(request)
    book = queries.book_of(edition)
    chosen = _found(book.sector(sector), _("There is no such kind of organisation here."))
    missing = _("There is no such sector here.")
    wider = _found(book.sector(chosen.part_of), missing) if chosen.part_of else None
    context = {
        "sector": chosen,
        "wider": wider,
        "sections": reading.binding(book, sector),
        "narrower": reading.promising_more(book, sector),
    }
    return _page(request, "who", edition, **context)


@open_page
def glossary(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Every term, what it means and the commitments that use it."""
    edition = _in_force(request)
    book = queries.book_of(edition)
    entries = [(term, book.uses[term.key]) for term in book.glossary.terms]
    return _page(request, "glossary", edition, entries=entries)


@open_page
def search(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Texts and glossary that have the words of `?q=`, each marked."""
    edition = _in_force(request)
    results = reading.search(queries.index_of(edition), request.GET.get("q", ""))
    return _page(request, "search", edition, results=results)


@open_page
def booklet(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """The whole edition in force on one page, made to be printed."""
    return _page(request, "booklet", _in_force(request))


@open_page
def editions(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Every edition with the days on which it came into force and was replaced."""
    found = list(queries.editions(request.area).prefetch_related("closed_tasks__commitment"))
    return render(request, "agreement/editions.html", {"editions": found})


@open_page
def edition(request: AreaRequest, area: str, edition: str) -> HttpResponse:  # noqa: ARG001
    """One edition whole, as it was adopted; cases that began under it lead here."""
    found = get_object_or_404(queries.editions(request.area), key=edition)
    return _page(request, "booklet", found)


def _addresses(request: AreaRequest, area: str) -> tables.Address:
    """Tell the whole address of a page of the agreement."""

    def address(name: str, *args: str) -> str:
        return request.build_absolute_uri(reverse(f"agreement:{name}", args=[area, *args]))

    return address


@open_page
def commitments_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:
    """Every promise of the edition in force as a file."""
    book = queries.book_of(_in_force(request))
    copy = Copy(tables.COMMITMENTS, request.area, timezone.now())
    columns = tables.commitment_columns(_addresses(request, area))
    return answer(kind, copy, columns, book.passages)


@open_page
def glossary_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:
    """The words that are explained as a file."""
    book = queries.book_of(_in_force(request))
    copy = Copy(tables.GLOSSARY, request.area, timezone.now())
    columns = tables.glossary_columns(book, _addresses(request, area))
    return answer(kind, copy, columns, book.glossary.terms)


@open_page
def editions_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:
    """Every edition with its days as a file."""
    copy = Copy(tables.EDITIONS, request.area, timezone.now())
    columns = tables.edition_columns(_addresses(request, area))
    return answer(kind, copy, columns, queries.editions(request.area))


@open_page
def data(request: AreaRequest, area: str) -> JsonResponse:
    """The edition in force for machines; anybody's script on any site may read it."""
    edition = _in_force(request)
    document = api.document(edition, queries.book_of(edition), _addresses(request, area))
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Access-Control-Allow-Origin"] = "*"
    return response
