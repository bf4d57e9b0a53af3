"""What a body that was told of a concern reads, and its answer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions import log
from opencompact.apps.disputes.forms.log import BodyAnswerForm
from opencompact.apps.disputes.models import Treatment
from opencompact.apps.disputes.queries import log as queries
from opencompact.apps.disputes.queries.log.listing import voice
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.pages import render


def answer(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """What the body was told, never the report itself; and a form while it is open."""
    permit(request, request.actor.signed_in)
    report = queries.told_report(request.actor, number)
    if report is None:
        raise Http404("There is no such report here.")
    form = BodyAnswerForm(request.POST if request.method == "POST" else None)
    if report.is_open and form.is_valid():
        text = form.cleaned_data["text"]
        log.answer_for_body(report, text, actor=request.actor, at=timezone.now())
        messages.success(request, _("Your answer was sent."))
        return redirect("disputes:log_answer", area, number)
    is_open = report.treatment == Treatment.OPEN
    context = {
        "report": report,
        "number": report.number,
        "body": report.body,
        "commitments": [one.commitment for one in report.citations.all()],
        "lines": queries.lines_for_body(report),
        "who": (voice(report) or report.name) if is_open else "",
        "form": form if report.is_open else None,
    }
    return render(request, "disputes/log/answer.html", context)
