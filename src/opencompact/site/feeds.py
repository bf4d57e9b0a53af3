"""What everybody can take away or follow: the list of files and feeds, and the public calendar."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from opencompact.apps.agreement.queries import current_edition, editions
from opencompact.apps.consultations.views.data import days as consultation_days
from opencompact.apps.disputes.queries import published_findings
from opencompact.base.areas.models import Area, LocalHoliday
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.notify.actions import place
from opencompact.base.ui.addresses import entry_key, whole
from opencompact.base.ui.pages import render
from opencompact.base.ui.tables import LICENCE, LICENCE_URL
from opencompact.core.record import record
from opencompact.formats import calendars

KINDS = {
    "csv": gettext_noop("CSV"),
    "xlsx": gettext_noop("Excel"),
    "json": gettext_noop("JSON"),
    "atom": gettext_noop("Atom feed"),
    "ics": gettext_noop("Calendar"),
}


@record
class Way:
    """One list or feed: what it is, the page it belongs to, and (label, address) of its forms."""

    title: str
    page: str
    forms: tuple[tuple[str, str], ...]


@open_page
def feeds(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Every public list with its files, and every feed."""
    context = {
        "ways": list(_ways(request.area)),
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "calendar_address": whole(reverse("site:calendar_ics", args=[request.area.slug])),
        "home": reverse("site:home", args=[request.area.slug]),
    }
    return render(request, "site/feeds.html", context)


Make = Callable[..., Way]


def _ways(area: Area) -> Iterator[Way]:
    def way(title: str, page: str, start: str, *kinds: str) -> Way:
        forms = [(_(KINDS[kind]), reverse(f"{start}{kind}", args=[area.slug])) for kind in kinds]
        return Way(title, reverse(page, args=[area.slug]), tuple(forms))

    if current_edition(area):
        promises = "agreement:commitments-"
        yield way(
            _("Promises of the {agreement}").format(agreement=area.term("agreement")),
            "agreement:front",
            promises,
            "csv",
            "xlsx",
        )
        yield way(_("Words explained"), "agreement:glossary", "agreement:glossary-", "csv", "xlsx")
        yield way(
            _("How commitments are kept"),
            "evaluation:kept",
            "evaluation:kept-",
            "csv",
            "xlsx",
            "json",
        )
        verdicts = "evaluation:verdicts-"
        yield way(_("Verdicts on records"), "evaluation:kept", verdicts, "csv", "xlsx", "json")
    yield way(_("Editions"), "agreement:editions", "agreement:editions-", "csv", "xlsx")
    register, signatories = "organisations:register", "organisations:signatories"
    yield way(_("Organisations"), register, f"{register}-", "csv", "xlsx", "json", "atom")
    title = area.term("signatories")
    yield way(
        f"{title[:1].upper()}{title[1:]}", signatories, f"{signatories}-", "csv", "xlsx", "json"
    )
    yield way(
        _("Impact assessments"), "assessments:list", "assessments:list_", "csv", "xlsx", "atom"
    )
    departures = "organisations:departures"
    yield way(_("Departures"), departures, f"{departures}-", "csv", "xlsx", "json", "atom")
    asked = "consultations:register"
    yield way(_("Consultations"), asked, f"{asked}_", "csv", "xlsx", "json", "atom", "ics")
    yield from _funding(way)
    yield way(_("Findings"), "disputes:findings", "disputes:findings_", "csv", "xlsx", "atom")
    figures = "disputes:log_figures"
    yield way(_("Concerns in figures"), figures, f"{figures}_", "csv", "xlsx")
    yield way(_("Dates for everybody"), "site:home", "site:calendar_", "ics")


def _funding(way: Make) -> Iterator[Way]:
    """What is public of funding."""
    for title, name in (
        (_("Funding programmes"), "programmes"),
        (_("Funding agreements"), "agreements"),
        (_("Lengths of awards"), "lengths"),
    ):
        yield way(title, f"funding:{name}", f"funding:{name}-", "csv", "xlsx", "json")
    yield way(
        _("Grants in the 360Giving standard"),
        "funding:agreements",
        "funding:giving-",
        "json",
        "csv",
    )
    notices = "funding:notices"
    yield way(_("Notice given against promised"), notices, "funding:notice_figures_", "csv", "xlsx")
    yield way(_("Budgets of bodies and of the sector"), notices, "funding:budgets_", "csv", "xlsx")
    figures, payments = "funding:payments", "funding:payments-list"
    yield way(_("Payments on time"), figures, f"{figures}-", "csv", "xlsx", "json")
    yield way(_("Payments"), payments, f"{payments}-", "csv", "xlsx", "json")


@open_page
def calendar(request: AreaRequest, area: str) -> HttpResponse:
    """Public dates: editions in force, findings, and the days that only this area keeps."""
    found = request.area
    name = place(found)
    days = sorted(_days(found), key=lambda day: (day.on, day.title))
    body = calendars.write(calendars.Calendar(name, days))
    response = HttpResponse(body, content_type=calendars.KIND)
    response["Content-Disposition"] = f'attachment; filename="{area}.ics"'
    return response


def _days(area: Area) -> Iterator[calendars.Day]:
    for edition in editions(area):
        if edition.adopted_on:
            title = _("{title} comes into force").format(title=edition.title)
            href = reverse("agreement:edition", args=[area.slug, edition.key])
            yield _day(edition.pk, edition.adopted_on, title, href)
    for finding in published_findings().select_related("area"):
        if finding.published_on:
            title = _("Finding published: {number}, {name}").format(
                number=finding.number, name=finding.name
            )
            yield _day(finding.pk, finding.published_on, title, finding.get_absolute_url())
    yield from consultation_days(area)
    for own in LocalHoliday.objects.all():
        said = (
            _("{name}: a working day in {area}")
            if own.working
            else _("{name}: no working day in {area}")
        )
        yield _day(own.pk, own.day, said.format(name=own.name, area=area.name), "")


def _day(about: UUID, on: date, title: str, href: str) -> calendars.Day:
    return calendars.Day(
        key=entry_key(about, "day"),
        on=on,
        title=title,
        changed=datetime.combine(on, time.min, tzinfo=UTC),
        href=whole(href) if href else "",
    )
