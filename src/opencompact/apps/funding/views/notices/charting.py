"""Notice given against promised as a chart: the days in the middle of each body, beside a line."""

from collections.abc import Sequence
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opencompact.apps.funding.queries.notices import Figures
from opencompact.base.ui import charts


def given_against_promised(found: Sequence[Figures]) -> charts.Bars | None:
    """A bar a body; the line is what is promised. None where nobody has given notice."""
    if not found:
        return None
    promised = [one.promised for one in found if one.promised is not None]
    line = int(median(promised)) if promised else None
    return charts.bars(
        _("Days of notice, in the middle of the notices of each body"),
        [charts.bar(one.body.name, one.median_days, _days(one.median_days)) for one in found],
        head=_("Organisation"),
        measure=_("Days, in the middle"),
        mark=line,
        mark_name=_("Promised: {days}").format(days=_days(line)) if line is not None else "",
    )


def _days(number: int) -> str:
    return ngettext("{number} day", "{number} days", number).format(number=number)
