"""Tags that show how a commitment stands, and what a record counts as."""

from functools import lru_cache
from typing import Any, Final

from django import template
from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_noop

from opencompact.apps.evaluation.views.pictures import WORDS
from opencompact.core.standing import Outcome, Standing

register = template.Library()

OUTCOMES: Final = {
    Outcome.KEPT: (gettext_noop("Kept"), "green", "tick"),
    Outcome.AT_RISK: (gettext_noop("At risk"), "orange", "warning"),
    Outcome.BROKEN: (gettext_noop("Broken"), "red", "cross"),
    Outcome.EXPLAINED: (gettext_noop("Explained"), "purple", "note"),
    Outcome.UNKNOWN: (gettext_noop("Cannot tell"), "yellow", "question"),
    Outcome.OPEN: (gettext_noop("Cannot tell yet"), "grey", "question"),
    Outcome.OUTSIDE: (gettext_noop("Does not apply"), "grey", "dash"),
}


@register.inclusion_tag("ui/tags/verdict_tag.html")
def standing(value: str) -> dict[str, Any]:
    """`{% standing account.standing %}`: its word with a shape."""
    said, colour, shape, _piece = WORDS[Standing(value.replace("-", " "))]
    return {"shown": {"word": gettext(said), "colour": colour, "shape": shape}}


@register.simple_tag
def counts_as(value: str) -> str:
    """`{% counts_as record.outcome %}`: what a record counts as, with a shape."""
    said, colour, shape = OUTCOMES[Outcome(value)]
    return _drawn(gettext(said), colour, shape)


@lru_cache(maxsize=64)
def _drawn(word: str, colour: str, shape: str) -> str:
    """One of a few, in every row of a list."""
    shown = {"word": word, "colour": colour, "shape": shape}
    return render_to_string("ui/tags/verdict_tag.html", {"shown": shown})
