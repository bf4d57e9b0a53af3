"""What sides say of the procedure: the page a mail leads to, and what officers see of it."""

from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.forms import ASKED, FeedbackForm
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.notify import links
from opencompact.base.notify.models import ActionLink
from opencompact.base.ui.pages import render


def feedback(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """What all sides together said, once there are enough of them."""
    permit(request, policy.can_see_feedback(request.actor))
    said = queries.heard()
    context = {
        "heard": said,
        "means": [(ASKED[key], value) for key, value in said.means],
        "fewest": queries.FEWEST,
    }
    return render(request, "disputes/feedback.html", context)


def _stands(link: ActionLink, on: date) -> str:  # noqa: ARG001 - as checks are called
    return ""


def _show(request: AreaRequest, link: ActionLink) -> HttpResponse:
    """A few questions; the answer is kept without a word of who gave it."""
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "disputes/give_feedback.html", {"link": link, "form": form})
    # The history says that the link was used, and not even by whom.
    with links.used(link, actor=SYSTEM, at=timezone.now()):
        actions.give_feedback(request.area, form.marks, form.cleaned_data["words"])
    context = {"thanks": _("Thank you"), "words": form.cleaned_data["words"]}
    return render(request, "disputes/feedback_given.html", context)


FEEDBACK = links.Purpose(show=_show, stands=_stands)
