"""Notices: figures for everybody, the list for those who may read some, and both as files."""

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils import timezone

from opencompact.apps.funding.forms.notices import NoticeFilterForm
from opencompact.apps.funding.models import Notice
from opencompact.apps.funding.policy.notices import keeps_some
from opencompact.apps.funding.queries import notices as queries
from opencompact.apps.funding.tables import notices as tables
from opencompact.apps.funding.views.notices.charting import given_against_promised
from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.ui import listing
from opencompact.base.ui.pages import render
from opencompact.base.ui.tables import Copy, answer


@open_page
def front(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """What everybody may know of notices, and below it those that the visitor may read."""
    on = timezone.localdate()
    form = NoticeFilterForm(request.GET)
    keeps = keeps_some(request.actor)
    found = _visible(request, form.state_wanted)
    figures = queries.figures(request.area, on)
    context = {
        "figures": figures,
        "chart": given_against_promised(figures),
        "proportions": [queries.Proportion(one) for one in queries.budgets(request.area)],
        "keeps": keeps,
        "form": form,
        "state": form.state_wanted,
        "page": listing.page(request, found) if keeps else None,
        "query": request.GET.urlencode(),
        "today": on,
    }
    return render(request, "funding/notices/list.html", context)


def _visible(request: AreaRequest, state: str) -> QuerySet[Notice]:
    """The notices that the visitor may read, as they stand today."""
    on = timezone.localdate()
    found = queries.visible_notices(request.area, request.actor)
    running = Q(given_on__isnull=False, withdrawn_on=None)
    states = {
        "draft": Q(given_on=None),
        "running": running & Q(ends__gte=on),
        "over": running & Q(ends__lt=on),
        "withdrawn": Q(withdrawn_on__isnull=False),
    }
    return found.filter(states[state]) if state in states else found


def list_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """The notices that the visitor may read, as a file that is not for publication."""
    permit(request, keeps_some(request.actor))
    rows = _visible(request, NoticeFilterForm(request.GET).state_wanted)
    copy = Copy(tables.NOTICES, request.area, timezone.now())
    return answer(kind, copy, tables.NOTICE_COLUMNS, rows)


@open_page
def figures_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """Exactly the figures of the page."""
    copy = Copy(tables.FIGURES, request.area, timezone.now())
    rows = queries.figures(request.area, timezone.localdate())
    return answer(kind, copy, tables.FIGURE_COLUMNS, rows)


@open_page
def budgets_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """What bodies have said of their budgets."""
    copy = Copy(tables.BUDGETS, request.area, timezone.now())
    return answer(kind, copy, tables.BUDGET_COLUMNS, queries.budgets(request.area))
