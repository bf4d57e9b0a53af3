"""The list of assessments, its files and its feed."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.assessments import policy, queries, tables
from opencompact.apps.assessments.forms import FilterForm
from opencompact.apps.assessments.models import Assessment
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.notify.actions import place
from opencompact.base.ui import listing
from opencompact.base.ui.addresses import whole
from opencompact.base.ui.dates import day
from opencompact.base.ui.pages import render
from opencompact.base.ui.tables import LICENCE_URL, Copy, answer
from opencompact.formats import atom

NEWEST = 50


def _form(request: AreaRequest) -> FilterForm:
    keeps = policy.can_keep_some(request.actor)
    return FilterForm(request.GET, groups=queries.every_group(), keeps=keeps)


def _found(request: AreaRequest, form: FilterForm) -> QuerySet[Assessment]:
    return queries.searched(queries.listed(request.area, request.actor), form.wanted)


@open_page
def front(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """What is published, and the drafts that the visitor keeps; filters are in the address."""
    form = _form(request)
    wanted = form.wanted
    context = {
        "form": form,
        "wanted": wanted,
        "page": listing.page(request, _found(request, form)),
        "query": request.GET.urlencode(),
        "can_begin": policy.can_keep_some(request.actor),
        "can_keep_groups": policy.can_keep_groups(request.actor),
        "today": timezone.localdate(),
    }
    return render(request, "assessments/list.html", context)


@open_page
def list_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """What the filters leave of what everybody can read. Drafts never go into a file."""
    published = queries.published(request.area)
    rows = queries.searched(published, _form(request).wanted)
    copy = Copy(tables.ASSESSMENTS, request.area, timezone.now())
    return answer(kind, copy, tables.COLUMNS, rows)


@open_page
def list_atom(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """The latest published assessments as a feed."""
    return HttpResponse(atom.write(_feed(request.area)), content_type=atom.KIND)


def _feed(area: Area) -> atom.Feed:
    return atom.Feed(
        title=_("Impact assessments: {place}").format(place=place(area)),
        href=whole(reverse("assessments:list_atom", args=[area.slug])),
        page=whole(reverse("assessments:list", args=[area.slug])),
        author=place(area),
        licence=LICENCE_URL,
        began=area.created_at,
        entries=list(_entries(queries.published(area)[:NEWEST])),
    )


def _entries(found: QuerySet[Assessment]) -> Iterator[atom.Entry]:
    for one in found:
        if one.published_at:
            title = f"{one.title} ({one.get_depth_display()})"
            page = whole(one.get_absolute_url())
            yield atom.Entry(one.pk.urn, title, page, one.published_at, _said(one, one.decided_on))


def _said(one: Assessment, decided_on: date | None) -> str:
    decided = day(decided_on) if decided_on else _("not known")
    return _("{body}. Decision: {decision}. Decided on: {day}.").format(
        body=one.body.name, decision=one.decision, day=decided
    )
