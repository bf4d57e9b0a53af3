"""The register as files and feeds, and as a list to stand on other sites."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.consultations import queries, tables
from opencompact.apps.consultations.forms import RegisterForm
from opencompact.apps.consultations.queries.calendar import edges
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.addresses import entry_key, whole
from opencompact.base.ui.dates import day
from opencompact.base.ui.pages import render
from opencompact.base.ui.tables import LICENCE_URL, Copy, answer
from opencompact.formats import atom, calendars

LENGTH: Final = 50
# The list is made to stand on other sites: any page may frame it, and it can do nothing there.
FRAMED: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " form-action 'none'; object-src 'none'; frame-ancestors *; base-uri 'none'"
)


@open_page
def register(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """What is published, with the filters of the page."""
    on = timezone.localdate()
    every = queries.published(request.area, queries.Wanted(), on)
    wanted = RegisterForm(request.GET, choices=queries.choices(every)).wanted
    copy = Copy(tables.CONSULTATIONS, request.area, timezone.now())
    columns = tables.consultation_columns(lambda one: whole(one.get_absolute_url()))
    return answer(kind, copy, columns, queries.narrowed(every, wanted))


@open_page
def feed(request: AreaRequest, area: str) -> HttpResponse:
    """What was published lately, and feedback that was given."""
    found = request.area
    words = {"area": found.name, "agreement": found.term("agreement")}
    rows = queries.published(found, queries.Wanted(), timezone.localdate())
    entries = sorted(_entries(rows), key=lambda one: one.at, reverse=True)[:LENGTH]
    body = atom.write(
        atom.Feed(
            title=_("New consultations under the {area} {agreement}").format_map(words),
            href=whole(reverse("consultations:register_atom", args=[area])),
            page=whole(reverse("consultations:register", args=[area])),
            author=_("{area} {agreement}").format_map(words),
            licence=LICENCE_URL,
            began=found.created_at,
            entries=entries,
        )
    )
    return HttpResponse(body, content_type=atom.KIND)


def _entries(rows: list[queries.Row]) -> Iterator[atom.Entry]:
    for row in rows:
        one = row.consultation
        href = whole(one.get_absolute_url())
        assert one.published_at is not None, "Only what is published is in the feed."
        yield atom.Entry(
            key=one.pk.urn, title=one.title, href=href, at=one.published_at, summary=_said(row)
        )
        if row.feedback and row.feedback.published_on:
            yield atom.Entry(
                key=row.feedback.pk.urn,
                title=_("What came of it: {title}").format(title=one.title),
                href=href,
                at=_noon(row.feedback.published_on),
                summary=row.feedback.heard,
            )


def _said(row: queries.Row) -> str:
    """Who asks, and when it is open."""
    says = row.consultation.body.name
    if row.window:
        days = _("{first} to {last}").format(
            first=day(row.window.opens), last=day(row.window.closes)
        )
        return f"{says}, {days}"
    return f"{says}, {row.consultation.expected}".rstrip(", ")


def _noon(on: object) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(12)))  # type: ignore[arg-type]


@open_page
def calendar(request: AreaRequest, area: str) -> HttpResponse:
    """When consultations open and close, for calendar programs."""
    name = _("Consultations, {area}").format(area=request.area.name)
    body = calendars.write(calendars.Calendar(name, list(days(request.area))))
    response = HttpResponse(body, content_type=calendars.KIND)
    response["Content-Disposition"] = f'attachment; filename="{area}-consultations.ics"'
    return response


def days(area: Area) -> Iterator[calendars.Day]:
    """The first and the last day of every window of what is published."""
    rows = queries.published(area, queries.Wanted(), timezone.localdate())
    for row in rows:
        gone = row.state == queries.WITHDRAWN
        for window in row.windows:
            for name, on, says in edges(window):
                yield calendars.Day(
                    key=entry_key(window.pk, name),
                    on=on,
                    title=says.format(title=row.consultation.title),
                    changed=row.consultation.updated_at,
                    text=row.consultation.body.name,
                    href=whole(row.consultation.get_absolute_url()),
                    revision=row.consultation.version,
                    cancelled=gone,
                )


@open_page
def embed(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """What is open and planned, as a plain page that other sites may show in a frame."""
    rows = queries.published(request.area, queries.Wanted(), timezone.localdate())
    context = {
        "rows": [one for one in rows if one.state in {queries.OPEN, queries.PLANNED}],
        "address": whole(request.path),
    }
    response = render(request, "consultations/embed.html", context)
    response["Content-Security-Policy"] = FRAMED
    return response
