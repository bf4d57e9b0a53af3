"""What pages of other parts show of how a commitment is kept."""

from typing import Any

from django.utils import timezone

from opencompact.apps.evaluation import queries
from opencompact.base.ui.panels import Panel

from . import pictures


def kept(request: Any, commitment: str) -> Panel | None:
    """The record of keeping, beside the words of a commitment that records measure."""
    state = queries.state_of(request.area, timezone.localdate())
    if state is None or commitment not in state.measured:
        return None
    given = {
        "account": state.accounts[commitment],
        "within": pictures.months(state.watch.within),
        "commitment": commitment,
    }
    return Panel("evaluation/_panel.html", given)
