"""How the commitments stand: for everybody, and for one body."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.agreement.queries import book_of
from opencompact.apps.evaluation import queries, tables
from opencompact.apps.evaluation.forms import KeptForm
from opencompact.apps.evaluation.queries import Filter, State
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries import named
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui import tables as downloads
from opencompact.base.ui.pages import render
from opencompact.core.pack.reading import Book

from . import pictures


def names_of(slugs: Iterable[str]) -> dict[str, str]:
    """The names of bodies by their words in addresses, in the order of the names. One query."""
    found = Organisation.objects.filter(slug__in=set(slugs)).order_by("match_key")
    return dict(found.values_list("slug", "name"))


@open_page
def kept(request: AreaRequest, area: str) -> HttpResponse:
    """All commitments by part, each with how it stands and how often it was kept."""
    state = queries.state_of(request.area, timezone.localdate())
    if state is None:
        return render(request, "evaluation/none.html", {})
    book = book_of(state.edition)
    form = _form(request, state, book)
    base = reverse("evaluation:kept", args=[area])
    everything = queries.parts(state, book, Filter(body=form.wanted.body))
    context = {
        **_told(state),
        "form": form,
        "filtered": bool(form.known),
        "parts": queries.parts(state, book, form.wanted),
        "counted": queries.summary(everything),
        "chart": pictures.states(queries.summary(everything), base),
        "query": request.GET.urlencode(),
    }
    return render(request, "evaluation/kept.html", context)


def _form(request: AreaRequest, state: State, book: Book) -> KeptForm:
    chapters = [(one.key, f"{one.number} {one.title}".strip()) for one in book.chapters]
    measured = [one for one in chapters if book.chapter(one[0]).passages]  # type: ignore[union-attr]
    return KeptForm(request.GET, bodies=names_of(_bodies(state)).items(), parts=measured)


def _bodies(state: State) -> set[str]:
    return {entry.body for entry in state.entries}


def _told(state: State) -> dict[str, Any]:
    """What every page here says of the time it looks back on."""
    return {
        "state": state,
        "within": pictures.months(state.watch.within),
        "quiet_after": pictures.months(state.watch.quiet_after),
    }


@open_page
def kept_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:
    """The commitments, with the filters of the page, as a file."""
    state = queries.state_of(request.area, timezone.localdate())
    if state is None:
        raise Http404(_("No edition of the agreement has been adopted here yet."))
    book = book_of(state.edition)
    found = queries.parts(state, book, _form(request, state, book).wanted)
    rows = [row for part in found for row in (*part.rows, *part.unmeasured)]
    copy = downloads.Copy(tables.KEPT, request.area, timezone.now())
    base = request.build_absolute_uri(reverse("evaluation:kept", args=[area]))
    return downloads.answer(kind, copy, tables.kept_columns(lambda key: f"{base}{key}/"), rows)


@open_page
def body(request: AreaRequest, area: str, organisation: str) -> HttpResponse:
    """How one body keeps the commitments that its records are about."""
    found = get_object_or_404(named(organisation))
    state = queries.state_of(request.area, timezone.localdate())
    if state is None:
        return render(request, "evaluation/none.html", {})
    parts = queries.parts(state, book_of(state.edition), Filter(body=found.slug))
    rows = [row for part in parts for row in part.rows if row.account and row.account.ever.all]
    base = reverse("evaluation:kept", args=[area])
    context = {
        **_told(state),
        "organisation": found,
        "rows": rows,
        "chart": pictures.by_commitment(rows, base) if any(r.tally.all for r in rows) else None,
        "trend": pictures.over_time(state.of_body(found.slug), state.today, ""),
    }
    return render(request, "evaluation/body.html", context)
