"""One commitment with every record behind it, and all records as a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.agreement.queries import book_of
from opencompact.apps.evaluation import queries, tables
from opencompact.apps.evaluation.forms import RecordsForm
from opencompact.apps.evaluation.queries import Shown, State
from opencompact.apps.organisations.queries import Asked, departing
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui import listing
from opencompact.base.ui import tables as downloads
from opencompact.base.ui.addresses import whole
from opencompact.base.ui.pages import render
from opencompact.core.pack.reading import Passage
from opencompact.core.standing import Account, Entry

from . import pictures
from .kept import names_of

DEPARTURES = 10


def _state(request: AreaRequest) -> State:
    state = queries.state_of(request.area, timezone.localdate())
    if state is None:
        raise Http404(_("No edition of the agreement has been adopted here yet."))
    return state


@open_page
def commitment(request: AreaRequest, area: str, commitment: str) -> HttpResponse:  # noqa: ARG001
    """How one commitment stands, for each body and over time, with the records behind it."""
    state = _state(request)
    passage = book_of(state.edition).index.get(commitment)
    if passage is None:
        raise Http404(_("There is no such commitment here."))
    entries = state.about(commitment)
    names = names_of(entry.body for entry in entries)
    form = _form(request, entries, names)
    shown = queries.records(state, entries, form.wanted)
    departures = departing(request.area, Asked(commitment=commitment), state.today)
    context = {
        "state": state,
        "passage": passage,
        "account": state.accounts[commitment] if commitment in state.measured else None,
        "within": pictures.months(state.watch.within),
        "form": form,
        "filtered": bool(form.known),
        "page": listing.page(request, [(one, names.get(one.entry.body, "")) for one in shown]),
        "query": request.GET.urlencode(),
        "departures": departures[:DEPARTURES],
        **_pictures(request, state, passage, entries, names),
    }
    return render(request, "evaluation/commitment.html", context)


def _form(request: AreaRequest, entries: Sequence[Entry], names: Mapping[str, str]) -> RecordsForm:
    years = sorted({entry.on.year for entry in entries}, reverse=True)
    return RecordsForm(request.GET, bodies=names.items(), years=years)


def _pictures(
    request: AreaRequest,
    state: State,
    passage: Passage,
    entries: Sequence[Entry],
    names: Mapping[str, str],
) -> dict[str, Any]:
    account = state.accounts[passage.key]
    bodies = _bodies(request, account, names)
    return {
        "bodies": pictures.by_body(bodies, _("By body, lately")) if bodies else None,
        "trend": pictures.over_time(entries, state.today, request.path),
        "measures": pictures.measures(passage.rules, entries, names),
    }


def _bodies(
    request: AreaRequest, account: Account, names: Mapping[str, str]
) -> list[tuple[str, str, Any]]:
    """The bodies that have records lately, by name, each with the address of its page here."""
    return [
        (name, reverse("evaluation:body", args=[request.area.slug, slug]), one.lately)
        for slug, name in names.items()
        if (one := account.bodies.get(slug)) and one.lately.all
    ]


@open_page
def verdicts_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """Every verdict, of all commitments or of `?commitment=`, with the filters of the page."""
    state = _state(request)
    asked = request.GET.get("commitment", "")
    entries = state.about(asked) if asked else list(state.entries)
    form = _form(request, entries, names_of(entry.body for entry in entries))
    rows: list[Shown] = queries.records(state, entries, form.wanted)
    copy = downloads.Copy(tables.VERDICTS, request.area, timezone.now())
    columns = tables.verdict_columns(whole)
    return downloads.answer(kind, copy, columns, rows)
