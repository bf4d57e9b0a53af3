"""How the pages of one assessment open, and what they say when somebody else was faster."""

from django.http import Http404, QueryDict

from opencompact.apps.assessments import policy, queries
from opencompact.apps.assessments.actions import UnfitError
from opencompact.apps.assessments.models import Assessment
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.forms import Form

CONFLICT = 409


def found(request: AreaRequest, number: str) -> Assessment:
    """The assessment with a number; 404 for somebody who may not know of it."""
    one = queries.one_assessment(request.area, request.actor, number)
    if one is None:
        raise Http404("There is no such assessment here.")
    permit(request, policy.can_see(request.actor, one))
    return one


def kept(request: AreaRequest, number: str) -> Assessment:
    """The same, for somebody who keeps it."""
    one = found(request, number)
    permit(request, policy.can_keep(request.actor, one))
    return one


def posted(request: AreaRequest) -> QueryDict | None:
    """What was sent, though it be nothing; None where a page is only opened."""
    return request.POST if request.method == "POST" else None


def told(form: Form, error: UnfitError) -> None:
    """Put what an action refused where it belongs in a form."""
    for name, fault in error.faults.items():
        form.add_error(name if name in form.fields else None, fault)


def newer(request: AreaRequest, stored: Assessment) -> QueryDict:
    """What was typed, ready to be saved over what is stored now."""
    again = request.POST.copy()
    again["version"] = str(stored.version)
    return again
