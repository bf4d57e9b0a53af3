"""How the pages of one notice open."""

from datetime import date

from django.http import Http404, QueryDict
from django.utils import timezone

from opencompact.apps.funding.actions.notices import UnfitError
from opencompact.apps.funding.models import Notice
from opencompact.apps.funding.policy.notices import can_keep_notice, can_see_notice
from opencompact.apps.funding.queries import notices as queries
from opencompact.apps.funding.queries.notices.promised import GIVEN, TOLD
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.areas.queries import calendar_for
from opencompact.base.ui.forms import Form

CONFLICT = 409


def seen(request: AreaRequest, key: str) -> Notice:
    """The notice with a key: sign-in for a stranger to us, 404 for a stranger to the notice."""
    permit(request, request.actor.signed_in)
    found = queries.visible_notice(request.area, request.actor, key)
    if found is None:
        raise Http404("There is no such notice here.")
    permit(request, can_see_notice(request.actor, found))
    return found


def kept(request: AreaRequest, key: str) -> Notice:
    """The same, for those who keep the records of the funder."""
    found = seen(request, key)
    permit(request, can_keep_notice(request.actor, found))
    return found


def clocks(notice: Notice, on: date) -> tuple[queries.Clock, ...]:
    """The two clocks of a notice; those of a draft as if it were given today."""
    begins = notice.given_on or on
    told = {GIVEN: begins, TOLD: notice.users_told_on}
    funder = notice.agreement.funder
    calendar = calendar_for(notice.area)
    return queries.clocks(notice.area, funder, told, notice.ends, calendar, begins)


def posted(request: AreaRequest) -> QueryDict | None:
    """What was sent, though it be nothing; None where a page is only opened."""
    return request.POST if request.method == "POST" else None


def told(form: Form, error: UnfitError) -> None:
    """Put what an action refused where it belongs in a form."""
    for name, fault in error.faults.items():
        form.add_error(name if name in form.fields else None, fault)


def today() -> date:
    return timezone.localdate()
