"""How long awards run, as figures, charts and tables."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opencompact.apps.funding.queries import lengths as queries
from opencompact.apps.funding.queries.lengths import Lengths
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui import charts
from opencompact.base.ui.pages import render


@open_page
def lengths(request: AreaRequest, area: str) -> HttpResponse:
    """The middle length and the share of long awards: of all, by year, and by funder."""
    found = queries.figures()
    rows = reverse("funding:agreements", args=[area])
    years = [_bar(one, f"{rows}?year={one.key}") for one in found.years]
    funders = [_bar(one, f"{rows}?funder={one.key}") for one in found.funders]
    measure = _("Three years or more, of a hundred of known length")
    context = {
        "whole": found.whole,
        "middle": middle(found.whole),
        "years": charts.bars(
            _("Long awards by year"), years, head=_("Awarded in"), measure=measure, most=100
        ),
        "funders": charts.bars(
            _("Long awards by funder"), funders, head=_("Funder"), measure=measure, most=100
        ),
    }
    return render(request, "funding/lengths.html", context)


def _bar(one: Lengths, href: str) -> charts.Bar:
    if one.share is None:
        return charts.bar(one.label, 0, _("Not known"), href)
    note = _("{known} of {awards} of known length; the middle one {middle}").format(
        known=f"{one.known:,}", awards=f"{one.awards:,}", middle=middle(one)
    )
    return charts.bar(one.label, one.share, f"{one.share}%", href, note)


def middle(one: Lengths) -> str:
    """The middle length in words; "" where none is known."""
    if one.median is None:
        return ""
    whole = one.median == int(one.median)
    number = int(one.median) if whole else one.median
    said = ngettext("{number} month", "{number} months", 1 if number == 1 else 2)
    return said.format(number=number)
