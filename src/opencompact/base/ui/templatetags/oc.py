"""The tags and filters every template may use: dates, tags, lists, the counted strip."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from opencompact.base.ui import dates, errors, markdown, phrases, verdicts
from opencompact.base.ui.strip import draw
from opencompact.core.pack.foreign import Foreign

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """`{{ case.opened|day }}` gives "6 January 2027"."""
    return dates.day(value) if value else ""


@register.filter
def weekday(value: date | None) -> str:
    """`{{ case.due|weekday }}` gives "Tuesday 6 January 2027"."""
    return dates.weekday(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """`{{ event.at|moment }}` gives "21 November 2026, 10:50pm"."""
    return dates.moment(value) if value else ""


@register.filter
def spoken(thing: object) -> str:
    """`{{ clock.span|spoken }}` gives "3 weeks"; a phrase of the core in the page's language."""
    return phrases.spoken(thing)


@register.filter
def listed(names: Iterable[object]) -> str:
    """`{{ finding.parties|listed }}` gives "Elm Street Carers and the council"."""
    return phrases.listed(names)


@register.filter
def term(area: Any, key: str) -> str:
    """`{{ area|term:"agreement" }}` gives the area's own word."""
    return str(area.term(key)) if area else ""


@register.filter
def lang(text: Any) -> str:
    """`<blockquote{{ pledge|lang }}>`: the attribute for a text of another language than the page;
    `{{ text }}` alone says it by itself."""
    return format_html(' lang="{}"', text.language) if isinstance(text, Foreign) else ""


@register.filter(name="markdown")
def to_markdown(text: str | None) -> SafeString:
    """`{{ commitment.text|markdown }}` gives clean HTML."""
    return mark_safe(markdown.to_html(text or ""))  # noqa: S308 - cleaned by nh3


@register.simple_tag
def tag(label: str, colour: str = "grey") -> str:
    """`{% tag "Open" "blue" %}`: a status as a word in a box."""
    # A list has one of a few in every row. Words of another language say so, and are not kept.
    draw_it = _tag if type(label) in {str, SafeString} else _tag.__wrapped__
    return draw_it(label, colour)


@lru_cache(maxsize=256, typed=True)
def _tag(label: str, colour: str) -> str:
    return render_to_string("ui/tags/tag.html", {"label": label, "colour": colour})


@register.inclusion_tag("ui/tags/empty.html")
def empty(heading: str, text: str = "", href: str = "", action: str = "") -> dict[str, Any]:
    """`{% empty "No papers yet" "What belongs here." href="add/" action="Add a paper" %}`."""
    return {"heading": heading, "text": text, "href": href, "action": action}


@register.inclusion_tag("ui/tags/pagination.html")
def pagination(page: Any) -> dict[str, Any]:
    """`{% pagination page %}` for a page from `listing.page`; nothing when all fits on one."""
    return {"page": page}


@register.inclusion_tag("ui/tags/summary.html")
def summary(rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """`{% summary rows %}`: rows are (label, value) or (label, value, href to change it)."""
    return {"rows": [dict(zip(("label", "value", "href"), row, strict=False)) for row in rows]}


@register.inclusion_tag("ui/tags/timeline.html")
def timeline(items: Iterable[Any]) -> dict[str, Any]:
    """`{% timeline items %}`: objects with `title` and, where known, `at` or `on`, `by`, `body`."""
    return {"items": items}


@register.inclusion_tag("ui/tags/button.html")
def button(
    label: str, kind: str = "", href: str = "", name: str = "", value: str = ""
) -> dict[str, Any]:
    """`{% button "Save" %}`, `{% button "Withdraw" "warning" %}`, `… "Go" href="/" %}`."""
    return {"label": label, "kind": kind, "href": href, "name": name, "value": value}


@register.inclusion_tag("ui/tags/error_summary.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """`{% error_summary form %}` above the h1: every error, linked to the input it is about."""
    different = {id(form): form for form in forms if form}.values()
    return {"errors": [error for form in different for error in errors.of(form)]}


@register.inclusion_tag("ui/tags/breadcrumbs.html")
def breadcrumbs(*parts: str) -> dict[str, Any]:
    """`{% breadcrumbs "Home" "/a/" "Agreement" "/a/agreement/" %}`: label and address in turn."""
    return {"crumbs": list(zip(parts[::2], parts[1::2], strict=False))}


@register.inclusion_tag("ui/tags/back.html")
def back(href: str, label: str = "") -> dict[str, Any]:
    """`{% back "../" %}` in `before_content`, where breadcrumbs would say too much."""
    return {"href": href, "label": label or gettext("Back")}


@register.inclusion_tag("ui/tags/notice.html")
def notice(text: str, kind: str = "") -> dict[str, Any]:
    """`{% notice "text" %}`: something to know before going on; `kind` "warning" adds a sign."""
    return {"text": text, "kind": kind}


@register.inclusion_tag("ui/tags/strip.html")
def strip(reckoning: Any, today: date | None = None) -> dict[str, Any]:
    """`{% strip reckoning today=today %}`: the days from an event to its due date, each counted."""
    return {"strip": draw(reckoning, today)}


@register.inclusion_tag("ui/tags/verdict.html")
def verdict(judgement: Any, commitment: Any = None, href: str = "") -> dict[str, Any]:
    """`{% verdict judgement commitment=commitment %}`: the word, why, the facts, the days counted.

    `commitment` is one with a number and a title, `href` where it stands.
    """
    return {
        "shown": verdicts.show(judgement),
        "reckoning": judgement.reckoning,
        "commitment": commitment,
        "href": href,
    }


@register.inclusion_tag("ui/tags/verdict_tag.html")
def verdict_tag(judgement: Any) -> dict[str, Any]:
    """`{% verdict_tag judgement %}`: its word and shape alone, for a list."""
    return {"shown": verdicts.show(judgement)}


@register.inclusion_tag("ui/tags/chart.html")
def chart(found: Any) -> dict[str, Any]:
    """`{% chart chart %}`: bars or lines made by `base.ui.charts`, with their table."""
    return {"chart": found}
