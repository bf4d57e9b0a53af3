"""What one person gets: choosing how often, and stopping a topic from a mail without an account."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.notify import choosing, queries
from opencompact.base.notify.topics import TOPICS
from opencompact.base.ui.pages import render
from opencompact.site.mail import policy
from opencompact.site.mail.forms import WishesForm

LATEST = 10


def own(request: AreaRequest, area: str) -> HttpResponse:
    """How often this person wants which mail, and what was sent to them lately."""
    permit(request, policy.can_choose(request.actor))
    user: Any = request.user
    form = WishesForm(request.POST or None, chosen=choosing.rhythms(user))
    if form.is_valid():
        choosing.choose(request.area, user, form.wishes, actor=request.actor, at=timezone.now())
        messages.success(request, _("Your choices are saved."))
        return redirect("mail:own", area)
    context = {
        "form": form,
        "fixed": [topic for topic in TOPICS if len(topic.rhythms) == 1],
        "latest": queries.latest_to(request.area, request.actor.email)[:LATEST],
        "can_keep": policy.can_keep(request.actor),
    }
    return render(request, "site/mail/own.html", context)


# A mail program posts here for its reader, without cookies: the signed address is the proof, and
# all it can do is to stop some mail.
@csrf_exempt
@never_cache
@open_page
def stop(request: AreaRequest, area: str, token: str) -> HttpResponse:  # noqa: ARG001
    """Stop the topics that an address from a mail is about; looking at the page changes nothing."""
    try:
        wanted = choosing.read_stop(request.area, token)
    except choosing.BadTokenError as error:
        raise Http404("This address is not one that we sent.") from error
    stopped = request.method == "POST"
    if stopped:
        choosing.stop(request.area, wanted, at=timezone.now())
    return render(request, "site/mail/stop.html", {"wanted": wanted, "stopped": stopped})
