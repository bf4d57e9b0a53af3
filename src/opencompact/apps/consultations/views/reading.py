"""The register for everybody, the page of a consultation, its documents, and the calendar."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.agreement.queries import current_edition
from opencompact.apps.consultations import policy, queries
from opencompact.apps.consultations.actions import dates_can_change
from opencompact.apps.consultations.forms import CalendarForm, ConsultationForm, RegisterForm
from opencompact.apps.consultations.models import Consultation
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.areas.queries import calendar_for
from opencompact.base.ui import listing
from opencompact.base.ui.pages import render
from opencompact.base.ui.uploads import attachment


@open_page
def register(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Search, filters and page number are all in the address; keepers see their drafts too."""
    on, nothing = timezone.localdate(), queries.Wanted()
    every = queries.register(request.area, request.actor, nothing, on)
    drafts = any(one.state == queries.DRAFT for one in every)
    form = RegisterForm(request.GET, choices=queries.choices(every), drafts=drafts)
    wanted = form.wanted
    found = queries.narrowed(every, wanted)
    context = {
        "form": form,
        "wanted": wanted,
        "page": listing.page(request, found),
        "total": len(every),
        "open": sum(one.state == queries.OPEN for one in every),
        "query": request.GET.urlencode(),
        "edition": current_edition(request.area),
        "can_add": policy.can_add(request.actor),
        "can_import": policy.can_import(request.actor),
    }
    return render(request, "consultations/register.html", context)


@open_page
def one(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """What it is about, how to take part, how long it is open, and what came of it."""
    found, on = find(request, number), timezone.localdate()
    calendar, closed = calendar_for(request.area), queries.school_holidays(request.area)
    row = queries.row(found, on)
    windows = [
        (one, queries.length(one, calendar), list(queries.notes(one, calendar, closed)))
        for one in row.windows
    ]
    context = {
        **shown(request, found),
        "row": row,
        "windows": windows,
        "documents": list(found.documents.all()),
        "judged": (judged := queries.judged(found)),
        "stated": list(_stated(found, judged)),
        "departures": queries.departures_of(judged),
        "due": queries.feedback_due(found) if not row.feedback else None,
        "known": queries.earlier(request.area, queries.words_of(found), on, but=found),
        "today": on,
    }
    return render(request, "consultations/one.html", context)


def _stated(found: Consultation, judged: Sequence[queries.Judged]) -> Iterator[tuple[str, str]]:
    """The questions of yes and no that were answered, or on which a rule depends."""
    wanted = queries.asked_by(one.judgement.rule for one in judged)
    for name in queries.ASKED:
        if getattr(found, name) or name in wanted:
            label = str(ConsultationForm.base_fields[name].label)
            yield label, found.get_stated(name) or _("Not stated")


def shown(request: AreaRequest, found: Consultation) -> dict[str, Any]:
    """What every page of one consultation knows."""
    on = timezone.localdate()
    keeps = policy.can_keep(request.actor, found)
    return {
        "consultation": found,
        "state": queries.state_of(found, on),
        "keeps": keeps,
        "dates_open": keeps and dates_can_change(found, on),
    }


@open_page
def document(request: AreaRequest, area: str, number: str, document: UUID) -> HttpResponse:  # noqa: ARG001
    """A document to be saved."""
    found = find(request, number).documents.filter(pk=document).first()
    if found is None:
        raise Http404("There is no such document here.")
    response = attachment(found)
    if found.consultation.is_draft:
        response.headers["Cache-Control"] = "no-store"
    return response


@open_page
def calendar(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """What is open in each month, narrowed by theme and community, and who is asked often."""
    on = timezone.localdate()
    every = queries.published(request.area, queries.Wanted(), on)
    form = CalendarForm(request.GET, choices=queries.choices(every))
    first = on.replace(day=1)
    last = first.replace(year=first.year + 1)
    found = queries.spans(queries.narrowed(every, form.wanted), first, last)
    context = {
        "form": form,
        "months": [one for one in queries.months(found, first) if one.spans],
        "groups": queries.groups(found),
        "undated": [
            one
            for one in queries.narrowed(every, form.wanted)
            if one.state == queries.PLANNED and not one.windows
        ],
        "today": on,
        "filtered": any(request.GET.values()),
        "can_keep_holidays": policy.can_keep_holidays(request.actor),
    }
    return render(request, "consultations/calendar.html", context)


def find(request: AreaRequest, number: str) -> Consultation:
    """The consultation with a number, for whoever may know of it; else 404."""
    found = queries.one(request.area, request.actor, number)
    if found is None:
        raise Http404(_("There is no such consultation here."))
    return found
