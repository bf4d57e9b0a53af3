"""The list of people with its search, the same as CSV, and where somebody is missing."""

from typing import Any, Final

from django.http import HttpResponse
from django.utils import timezone

from opencompact.apps.organisations import policy, queries, tables
from opencompact.apps.organisations.forms import PeopleForm
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui import listing
from opencompact.base.ui import tables as downloads
from opencompact.base.ui.pages import render

AT_FIRST: Final = 10


def people(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Roles as an officer asks for them, and how many gaps there are."""
    permit(request, policy.can_see_people(request.actor))
    on = timezone.localdate()
    form = PeopleForm(request.GET, area=request.area)
    page = listing.page(request, queries.people(request.area, form.sought, on))
    context = {
        "form": form,
        "sought": form.sought,
        "page": page,
        "rows": _rows(request, page),
        "invited": queries.invited(page),
        "query": request.GET.urlencode(),
        "gaps": queries.gaps(request.area, on),
        "doubt_names": queries.DOUBTS,
    }
    return render(request, "organisations/people/list.html", context)


def _rows(request: AreaRequest, page: listing.Page) -> list[dict[str, Any]]:
    """Each role of the page with the words for what is doubtful about it."""
    on = timezone.localdate()
    doubted = {one.role.pk: one for one in queries.doubtful(request.area, on, list(page))}
    return [
        {
            "role": role,
            "doubts": [
                queries.DOUBTS[doubt]
                for doubt in (doubted[role.pk].doubts if role.pk in doubted else ())
            ],
            "over": role.ends is not None and role.ends <= on,
        }
        for role in page
    ]


def people_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """What the filters leave of the list; an import takes it back unchanged."""
    permit(request, policy.can_see_people(request.actor))
    form = PeopleForm(request.GET, area=request.area)
    found = queries.people(request.area, form.sought, timezone.localdate())
    copy = downloads.Copy(tables.PEOPLE, request.area, timezone.now())
    return downloads.answer(kind, copy, tables.people_columns(), found)


def gaps(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Where somebody is missing or a role is in doubt: the first of each kind, or one whole."""
    permit(request, policy.can_see_gaps(request.actor))
    found = queries.gaps(request.area, timezone.localdate())
    chosen = next((group for group in found if group.key == request.GET.get("kind")), None)
    context = {
        "groups": [
            {"group": group, "shown": group.gaps[:AT_FIRST], "more": len(group.gaps) - AT_FIRST}
            for group in found
        ],
        "chosen": chosen,
        "page": listing.page(request, chosen.gaps) if chosen else None,
    }
    return render(request, "organisations/people/gaps.html", context)
