"""Words of the agreement to be looked at: open to everybody; officers note that some stay."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes import actions, policy, queries, tables
from opencompact.apps.disputes.forms import StaysForm
from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.ui.pages import render
from opencompact.base.ui.tables import Copy, answer


@open_page
def drafting(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """The words that findings showed to be unclear, and what became of them."""
    waiting, closed = queries.tasks_apart(queries.drafting_tasks())
    may = policy.can_close_task(request.actor)
    context = {"waiting": waiting, "closed": closed, "may_close": may}
    return render(request, "disputes/drafting.html", context)


@open_page
def drafting_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """The same as a file."""
    copy = Copy(tables.DRAFTING, request.area, timezone.now())
    return answer(kind, copy, tables.TASKS, queries.drafting_tasks())


def close_task(request: AreaRequest, area: str, task: UUID) -> HttpResponse:
    """Note that words stay as they are, and why."""
    permit(request, policy.can_close_task(request.actor))
    found = get_object_or_404(queries.drafting_tasks(), pk=task)
    form = StaysForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.close_task(
            found,
            form.cleaned_data["reason"],
            actor=request.actor,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        messages.success(request, _("It is noted that these words stay."))
        return redirect("disputes:drafting", area)
    return render(request, "disputes/close_task.html", {"task": found, "form": form})
