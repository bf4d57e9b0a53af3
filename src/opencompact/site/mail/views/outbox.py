"""What an area sends: what waits, what failed, what went. Nobody reads the mail of others here."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.notify import queries
from opencompact.base.notify.actions import retry
from opencompact.base.ui import listing
from opencompact.base.ui.pages import render
from opencompact.site.mail import policy


def outbox(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """The messages in one state, the latest first; of confidential ones mostly their number."""
    permit(request, policy.can_keep(request.actor))
    counts = queries.counts(request.area)
    usual = "failed" if counts["failed"] else "waiting"
    asked = request.GET.get("state", "")
    state = asked if asked in counts else usual
    page = listing.page(request, queries.outbox(request.area, state))
    context = {
        "page": page,
        "rows": [queries.shown(message) for message in page],
        "state": state,
        "state_name": _(queries.NAMES[state]),
        "states": [(key, _(queries.NAMES[key]), counts[key]) for key in counts],
        "hidden": queries.uncounted(request.area, state),
    }
    return render(request, "site/mail/outbox.html", context)


@require_POST
def again(request: AreaRequest, area: str) -> HttpResponse:
    """Try what failed once more: one message, or all of them."""
    permit(request, policy.can_keep(request.actor))
    count = retry(
        request.area,
        only=_only(request.POST.get("message", "")),
        actor=request.actor,
        at=timezone.now(),
    )
    if count:
        said = ngettext(
            "{number} message is on the way again. Look here in a few minutes.",
            "{number} messages are on the way again. Look here in a few minutes.",
            count,
        )
        messages.success(request, said.format(number=count))
    else:
        messages.info(request, _("There was nothing left to try again."))
    return redirect("mail:outbox", area)


def _only(text: str) -> UUID | None:
    """The one message that is meant, none for all of them; one that cannot be is nobody's."""
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
