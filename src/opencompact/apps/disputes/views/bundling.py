"""The bundle of a case: its index as it stands, marks, order, and the versions made of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.disputes import actions, api, policy, queries
from opencompact.apps.disputes.forms import MakeForm, OrderForm
from opencompact.apps.disputes.models import Bundle, BundleState, Document
from opencompact.apps.disputes.views.desk import Desk, opened
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.core.bundles import sections

CONFLICT = 409


def bundle(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """The index as it stands, how each side sees each paper, and every version made."""
    desk = _opened(request, number)
    may = policy.can_arrange(request.actor, desk.case)
    if request.method == "POST":
        permit(request, may)
        return _make(desk, area)
    return _page(desk, MakeForm(), may_arrange=may)


def _make(desk: Desk, area: str) -> HttpResponse:
    """Ask for a new version; a small one is there at once."""
    form = MakeForm(desk.request.POST)
    form.is_valid()
    made = actions.make_bundle(
        desk.case,
        closes=form.cleaned_data.get("closes", False),
        actor=desk.request.actor,
        on=desk.on,
        at=timezone.now(),
    )
    if made.is_ready:
        messages.success(desk.request, _("The bundle is there."))
    return redirect("disputes:bundle", area, desk.case.number)


def _page(desk: Desk, form: MakeForm, *, may_arrange: bool) -> HttpResponse:
    found = queries.bundled(desk.story)
    mine = {party.key for party in queries.party_of(desk.story, desk.held)}
    open_now = not found.closed and not desk.story.at.closed
    context: dict[str, Any] = {
        "bundle": found,
        "sections": [
            (heading, [_line(found, one.number, mine, open_now=open_now) for one in some])
            for heading, some in sections(row.listed for row in found.rows)
        ],
        "may_arrange": may_arrange and not found.under_way,
        "may_order": may_arrange and open_now and not found.under_way,
        "form": form,
        "readers": queries.bundle_reader_names(desk.story),
    }
    return desk.show("bundle", context)


def _line(found: queries.Bundled, number: int, mine: set[str], *, open_now: bool) -> dict[str, Any]:
    """A row of the index with what this person can say of it, and its page in the last bundle."""
    row = found.rows[number - 1]
    stands, last = row.standing, found.latest
    page = last.first_pages.get(str(number)) if last and last.is_ready and not found.stale else None
    said = set(stands.agreed) | set(stands.disputed) if stands else set()
    return {
        "row": row,
        "page": page,
        "may_mark": bool(open_now and stands and mine - {row.listed.piece.side}),
        "agreed": bool(stands and mine & set(stands.agreed)),
        "said": bool(mine & said),
    }


@require_POST
def mark(request: AreaRequest, area: str, number: str, document: UUID) -> HttpResponse:
    """A side agrees a paper or disputes it."""
    desk = _opened(request, number)
    mine = queries.party_of(desk.story, desk.held)
    permit(request, bool(mine) and policy.can_mark(request.actor, desk.case, mine[0]))
    found = _document(desk, document)
    own = str(found.event.party_id or "")
    for party in mine:
        if party.key != own:
            actions.mark_paper(
                found, party, agreed=request.POST.get("mark") == "agreed",
                actor=request.actor, on=desk.on, at=timezone.now(),
            )  # fmt: skip
    return redirect("disputes:bundle", area, number)


def _document(desk: Desk, pk: UUID) -> Document:
    """A paper that the bundle holds, in whatever version."""
    pieces = {row.listed.piece.key for row in queries.bundled(desk.story).rows}
    found = next((one for one in desk.case.documents.all() if one.pk == pk), None)
    told = queries.told_of(desk.story, found) if found else None
    if found is None or told is None:
        raise Http404("There is no such paper in the bundle.")
    first = queries.versions_with(desk.story, told, found).first
    if f"paper:{first.pk}" not in pieces:
        raise Http404("There is no such paper in the bundle.")
    return found


def order(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """Put the pieces in order, under headings, and name them neutrally."""
    desk = _opened(request, number)
    permit(request, policy.can_arrange(request.actor, desk.case))
    found = queries.bundled(desk.story)
    if request.method != "POST":
        return _ordering(desk, OrderForm(rows=found.rows, initial={"digest": found.digest}))
    form = OrderForm(request.POST, rows=found.rows)
    if not form.is_valid():
        return _ordering(desk, form)
    try:
        actions.arrange_bundle(
            desk.case, form.spots(), form.cleaned_data["digest"],
            actor=request.actor, on=desk.on, at=timezone.now(),
        )  # fmt: skip
    except actions.StaleError:
        typed = request.POST.copy()
        typed["digest"] = found.digest
        form = OrderForm(typed, rows=found.rows)
        form.add_error(None, _moved_on())
        return _ordering(desk, form, status=CONFLICT)
    messages.success(request, _("The order is kept."))
    return redirect("disputes:bundle", area, number)


def _moved_on() -> str:
    return _(
        "The bundle changed while this page was open: somebody marked, ordered or gave a paper."
        " Nothing was kept yet. Read your order again and send it if it still fits."
    )


def _ordering(desk: Desk, form: OrderForm, status: int = 200) -> HttpResponse:
    return desk.show("order", {"form": form}, status)


def bundle_file(request: AreaRequest, area: str, number: str, version: int) -> HttpResponseBase:  # noqa: ARG001
    """A bundle that was made, as a PDF."""
    desk = _opened(request, number)
    found = queries.bundles_of(desk.case).filter(number=version, state=BundleState.READY).first()
    if found is None:
        raise Http404("There is no such bundle.")
    return _sent(found)


def _sent(found: Bundle) -> FileResponse:
    """A large file is sent piece by piece."""
    name = f"{found.case.number}-{found.number}.pdf"
    response = FileResponse(default_storage.open(found.path), content_type="application/pdf")
    response.headers["Content-Disposition"] = api.attachment(name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def _opened(request: AreaRequest, number: str) -> Desk:
    """Open a case whose bundle is for this person; a 404 for the others."""
    desk = opened(request, number)
    if not queries.may_see_bundle(desk.story, desk.held):
        raise Http404("There is no bundle here.")
    return desk
