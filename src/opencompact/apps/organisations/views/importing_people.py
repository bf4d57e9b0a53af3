"""Importing people: hand in a file, look at what would happen, start, read the report."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from opencompact.apps.organisations import actions, policy, queries
from opencompact.apps.organisations.forms import PeopleFileForm
from opencompact.apps.organisations.models import ImportRun, RunState, Subject
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import AreaRequest, NotNow, permit
from opencompact.base.ui.pages import render
from opencompact.formats import tables

from .importing import (
    RECENT,
    fetcher,
    go_on,
    handed_in,
    looked_at,
    rejected_rows,
    show_started,
)

AT_ONCE = 500
COLUMNS = (
    ("email", gettext_lazy("The address the person signs in with. Every row needs it.")),
    ("name", gettext_lazy("The full name, for somebody who is new.")),
    ("role", gettext_lazy("{roles}. Every row needs one.")),
    (
        "organisation",
        gettext_lazy("For a representative, lead or champion: its identifier or full name."),
    ),
    ("area_of_organisation", gettext_lazy("The department or place inside it.")),
    (
        "starts",
        gettext_lazy("The first day in the role, like 2027-01-06 or 06/01/2027; today when empty."),
    ),
    ("ends", gettext_lazy("The first day without the role; empty while nobody knows.")),
    ("may_sign", gettext_lazy("yes for a representative who may sign for the organisation.")),
)


def upload(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """An officer hands in a file; what was imported before is listed below."""
    permit(request, policy.can_import(request.actor))
    form = PeopleFileForm(*handed_in(request), fetch=fetcher(request))
    if form.is_valid():
        run = actions.open_import(
            request.area,
            form.file_name,
            form.taken.text,
            subject=Subject.PEOPLE,
            actor=request.actor,
            at=timezone.now(),
        )
        return redirect(run)
    recent = queries.imports(request.area, Subject.PEOPLE)[:RECENT]
    context = {"form": form, "recent": recent, "columns": _columns()}
    return render(request, "organisations/import/upload_people.html", context)


def _columns() -> list[tuple[str, str]]:
    """The columns with what each holds."""
    roles = ", ".join(RoleKind)
    return [(name, says.format(roles=roles)) for name, says in COLUMNS]


def run(request: AreaRequest, area: str, run: UUID) -> HttpResponse:  # noqa: ARG001
    """A draft to look at, an import under way, or its report: one address from start to end."""
    permit(request, policy.can_import(request.actor))
    found = get_object_or_404(ImportRun, pk=run, subject=Subject.PEOPLE)
    if found.state != RunState.DRAFT:
        return show_started(request, found)
    context = looked_at(found, tables.parse(found.text))
    return render(request, "organisations/import/look_people.html", context)


@require_POST
def start(request: AreaRequest, area: str, run: UUID) -> HttpResponse:  # noqa: ARG001
    """Start an import, or let one that waits go on; the clock does what is more than 500 rows."""
    permit(request, policy.can_import(request.actor))
    found = get_object_or_404(ImportRun, pk=run, subject=Subject.PEOPLE)
    if not actions.is_matched(found):
        raise NotNow(
            _("The file has no column “email” or no column “role”."), [_("hand in another")]
        )
    return go_on(request, found, rows=AT_ONCE)


def rejected(request: AreaRequest, area: str, run: UUID, kind: str) -> HttpResponse:  # noqa: ARG001
    """The rows that were left out, as they were, with the reason: to be corrected and handed in."""
    permit(request, policy.can_import(request.actor))
    found = get_object_or_404(ImportRun, pk=run, subject=Subject.PEOPLE, state=RunState.FINISHED)
    return rejected_rows(request, found, kind)
