"""Says what comes from the core in the language of the page: phrases, spans of time, dates."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext

from opencompact.base.ui import dates, spans
from opencompact.core.calendar import Span
from opencompact.core.phrases import Phrase


def spoken(thing: object) -> str:
    """Say a phrase with all that is in its gaps; what is text already stays as it is."""
    if isinstance(thing, Phrase):
        if not thing:
            return ""
        gaps = {name: spoken(gap) for name, gap in thing.gaps.items()}
        return gettext(thing.text).format(**gaps)
    if isinstance(thing, Span):
        return spans.span(thing)
    return dates.day(thing) if isinstance(thing, date) else str(thing)


def listed(names: Iterable[object]) -> str:
    """Write names as a list in a sentence: "one, two and three"."""
    *before, last = ["", *map(str, names)]
    return gettext(" and ").join(filter(None, [", ".join(filter(None, before)), last]))
