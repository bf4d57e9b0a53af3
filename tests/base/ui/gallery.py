"""A page with every component, for tests and for looking at; it is no part of the product."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from opencompact.base.areas.permission import NotNow, open_page
from opencompact.base.ui import charts, forms, listing, pages
from opencompact.base.ui.navigation import DemoBar, DemoPerson, NavItem
from opencompact.core.calendar import Span, Unit, WorkingCalendar

TODAY = date(2026, 12, 23)
HOLIDAYS = (
    (date(2026, 12, 25), "Christmas Day"),
    (date(2026, 12, 28), "Boxing Day (substitute day)"),
    (date(2027, 1, 1), "New Year's Day"),
)
CALENDAR = WorkingCalendar("England", HOLIDAYS, 2012, 2027)
BODY = "Two commitments are cited.\n\nThe steps taken so far are in the papers."
SECTORS = (
    ("public", "Public body"),
    ("vcs", "Voluntary or community group"),
    ("faith", "Faith group"),
)


class Gallery(forms.Form):
    """One field of each kind."""

    names = {"received": "the date you received the papers"}

    name = django_forms.CharField(label="Full name", max_length=40)
    email = django_forms.EmailField(label="Email address", help_text="We write to it once.")
    password = django_forms.CharField(widget=django_forms.PasswordInput, label="Password")
    received = forms.DateField(
        label="When did you receive the papers?", help_text="For example, 27 3 2026"
    )
    people = django_forms.IntegerField(label="Number of people", min_value=1, required=False)
    sector = django_forms.ChoiceField(
        label="Sector", choices=SECTORS, widget=forms.Radios(hints={"vcs": "Funded or not."})
    )
    commitments = django_forms.MultipleChoiceField(
        label="Commitments concerned",
        choices=(("h", "d8 Twelve weeks for a consultation"), ("i", "d9 Reasons for a decision")),
        widget=forms.Checkboxes,
        help_text="Select all that apply.",
    )
    ward = django_forms.ChoiceField(
        label="Ward", choices=(("", "Choose a ward"), ("1", "Abbey"), ("2", "Western Park"))
    )
    outcome = django_forms.CharField(
        label="What would put it right?", widget=django_forms.Textarea, max_length=200
    )
    paper = django_forms.FileField(label="Your statement", help_text="Word or PDF, up to 25 MB.")
    accepts = django_forms.BooleanField(label="I accept that the pledge is public")


class OneQuestion(forms.Form):
    """A page with one question, whose label is the heading."""

    heading = "date"
    date = forms.DateField(label="When did you last write to them?")


class Happening:
    """Something for the timeline."""

    def __init__(self, title: str, **facts: Any) -> None:
        self.title = title
        self.__dict__.update(facts)


def navigation(_request: HttpRequest) -> list[NavItem]:
    words = ("Agreement", "Organisations", "Signatories", "Disagreements", "Findings")
    return [NavItem(word, f"#{word}", word == "Disagreements") for word in words]


def demo_bar(_request: HttpRequest) -> DemoBar:
    people = (
        DemoPerson("1", "Everybody", ""),
        DemoPerson("2", "Amina Yusuf", "Compact officer", True),
    )
    return DemoBar("/switch/", people)


@open_page
def gallery(request: HttpRequest, area: str) -> HttpResponse:
    form = Gallery(request.POST, request.FILES) if request.method == "POST" else Gallery()
    messages.success(request, "Your pledge is recorded and shows on the public register.")
    messages.info(request, "A new bank holiday moves two dates of your cases.")
    messages.error(request, "The mail to one person could not be sent.")
    return pages.render(request, "gallery/page.html", context_of(request, form))


def charts_of() -> list[charts.Lines]:
    """Two lines and three over a year, with names and figures as long as bodies have them."""
    months = [f"{name} 2026" for name in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug")]
    names = ("Voluntary and community", "Combined Fire and Rescue Authority", "NHS Care Board")
    drawn = [
        charts.Series(
            name,
            tuple(
                charts.Point(month, 96 - 9 * which - n, f"{96 - n}% (1,107 / 1,204)", "#rows")
                for n, month in enumerate(months)
            ),
        )
        for which, name in enumerate(names)
    ]
    given = {"head": "Month", "sign": "%", "most": 100, "mark": 95, "mark_name": "Promised: 95%"}
    return [charts.lines("Paid on time, month by month", drawn[:n], **given) for n in (1, 2, 3)]


def context_of(request: HttpRequest, form: forms.Form) -> dict[str, Any]:
    at = datetime(2026, 11, 21, 22, 50, tzinfo=UTC)
    return {
        "form": form,
        "today": TODAY,
        "charts": charts_of(),
        "page": listing.page(request, list(range(1, 1001)), per_page=20),
        "strip": CALENDAR.reckon(date(2026, 12, 18), Span(10, Unit.WORKING_DAYS)),
        "back": CALENDAR.reckon(date(2027, 1, 11), Span(10, Unit.WORKING_DAYS), before=True),
        "long": CALENDAR.reckon(date(2026, 12, 1), Span(12, Unit.WEEKS)),
        "years": CALENDAR.reckon(date(2026, 12, 1), Span(18, Unit.MONTHS)),
        "rows": [
            ("Number", "2026-004"),
            ("Raised by", "Riverside Carers", "#change"),
            ("Outcome sought", "The consultation runs again,\nfor its full length."),
        ],
        "story": [
            Happening("Referred", on=date(2026, 12, 18), by="Riverside Carers", body=BODY),
            Happening("The chair answered", at=at, by="Grace Obi, chair"),
            Happening("Mediation offered", at=at, by="The council", body="It is your turn."),
        ],
    }  # fmt: skip


@open_page
def question(request: HttpRequest, area: str) -> HttpResponse:
    form = OneQuestion(request.POST or None)
    return pages.render(request, "gallery/question.html", {"form": form})


@open_page
def not_now(request: HttpRequest, area: str) -> HttpResponse:
    raise NotNow("The papers are still being exchanged.", ["send your papers", "withdraw"])


urlpatterns = [
    path("<slug:area>/gallery/", gallery),
    path("<slug:area>/question/", question),
    path("<slug:area>/not-now/", not_now),
    path("account/", include("opencompact.base.accounts.urls")),
    path("", include("opencompact.base.ui.urls")),
]
