"""The public figures of the log, with what was learnt; the same numbers as a file."""

from django.http import HttpResponse
from django.utils import timezone

from opencompact.apps.disputes import tables
from opencompact.apps.disputes.queries import log as queries
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.pages import render
from opencompact.base.ui.tables import Copy, answer


@open_page
def figures(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """What the log comes to, in bars with their numbers beside them."""
    context = {
        "charts": queries.charts(request.area),
        "learnings": queries.learnings(request.area),
        "small": queries.settings_of(request.area).small,
    }
    return render(request, "disputes/log/figures.html", context)


@open_page
def figures_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """Exactly what the page shows, and nothing that it keeps back."""
    rows = [(chart, bar) for chart in queries.charts(request.area) for bar in chart.bars]
    copy = Copy(tables.FIGURES, request.area, timezone.now())
    return answer(kind, copy, tables.FIGURE_COLUMNS, rows)
