"""Says what comes from the core in the language of the page: phrases, spans of time, dates."""

from datetime import date

from django.utils.translation import gettext, ngettext

from opencompact.base.ui import dates
from opencompact.core.calendar import Span, Unit
from opencompact.core.phrases import Phrase


def spoken(thing: object) -> str:
    """Say a phrase with all that is in its gaps; what is text already stays as it is."""
    if isinstance(thing, Phrase):
        if not thing:
            return ""
        gaps = {name: spoken(gap) for name, gap in thing.gaps.items()}
        return gettext(thing.text).format(**gaps)
    if isinstance(thing, Span):
        return _span(thing)
    return dates.day(thing) if isinstance(thing, date) else str(thing)


def _span(span: Span) -> str:
    """Write "3 weeks", "1 working day"."""
    match span.unit:
        case Unit.DAYS:
            says = ngettext("{number} day", "{number} days", span.amount)
        case Unit.WORKING_DAYS:
            says = ngettext("{number} working day", "{number} working days", span.amount)
        case Unit.WEEKS:
            says = ngettext("{number} week", "{number} weeks", span.amount)
        case Unit.MONTHS:
            says = ngettext("{number} month", "{number} months", span.amount)
    return says.format(number=span.amount)
