"""The groups that the area looks at beside those of the law, for officers."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.assessments import actions, policy, queries
from opencompact.apps.assessments.forms import GroupForm
from opencompact.apps.assessments.models import EqualityGroup
from opencompact.apps.assessments.views.opening import CONFLICT, posted, told
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.pages import render


def groups(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Those of the law, which stay, and those of the area."""
    permit(request, policy.can_keep_groups(request.actor))
    on = timezone.localdate()
    own = list(queries.own_groups())
    keys = {one.key for one in own}
    context = {
        "of_the_law": [one for one in queries.every_group() if one.key not in keys],
        "asked": [one for one in own if not one.ended_on or one.ended_on > on],
        "ended": [one for one in own if one.ended_on and one.ended_on <= on],
    }
    return render(request, "assessments/groups.html", context)


def add_group(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """A new group."""
    permit(request, policy.can_keep_groups(request.actor))
    return _kept(request, None)


def edit_group(request: AreaRequest, area: str, group: str) -> HttpResponse:  # noqa: ARG001
    """Another name for a group, who is meant, or its end."""
    permit(request, policy.can_keep_groups(request.actor))
    found = queries.own_group(group)
    if found is None:
        raise Http404("There is no such group here.")
    return _kept(request, found)


def _kept(request: AreaRequest, group: EqualityGroup | None) -> HttpResponse:
    names = GroupForm.base_fields
    initial = {name: getattr(group, name) for name in names} if group else {}
    form = GroupForm(posted(request), initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": timezone.now()}
        try:
            actions.keep_group(request.area, form.cleaned_data, group, **by)  # type: ignore[arg-type]
        except actions.UnfitError as error:
            told(form, error)
        except actions.ChangedError:
            status = CONFLICT
        else:
            messages.success(request, _("The group is kept."))
            return redirect("assessments:groups", request.area.slug)
    context = {"form": form, "group": group, "moved": status == CONFLICT}
    return render(request, "assessments/group.html", context, status)
