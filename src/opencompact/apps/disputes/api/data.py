"""Data for machines: how a date was reached, the feed of findings, the header of a download."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.urls import reverse
from django.utils.http import content_disposition_header

from opencompact.apps.disputes.models import Finding
from opencompact.apps.disputes.queries import Timed
from opencompact.base.areas.models import Area

ATOM = "http://www.w3.org/2005/Atom"


def clock(number: str, rows: Sequence[Timed], at: datetime) -> dict[str, Any]:
    """How a date of a case was reached; `parties` has one row for each side the clock is for."""
    one = rows[0].deadline
    reckoning = one.reckoning
    return {
        "case": number,
        "clock": one.clock.key,
        "name": one.clock.name,
        "start": reckoning.start.isoformat(),
        "amount": reckoning.span.amount,
        "unit": reckoning.span.unit.value,
        "before": reckoning.before,
        "reckoned": reckoning.due.isoformat(),
        "due": one.due.isoformat(),
        "extended": one.extension is not None,
        "firm": one.clock.firm,
        "as_written": one.clock.as_written,
        "resolved": one.clock.resolved,
        "clause": one.clock.clause,
        "steps": [
            {"day": step.day.isoformat(), "counted": step.counted, "why": step.why}
            for step in reckoning.steps
        ],
        "warnings": list(reckoning.warnings),
        "parties": [
            {
                "name": row.who,
                "met_on": row.deadline.met_on.isoformat() if row.deadline.met_on else None,
                "state": row.word,
            }
            for row in rows
        ],
        "made_at": at.isoformat(),
    }


def attachment(name: str) -> str:
    """The header that makes a browser save a file under a name that somebody else chose."""
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


def feed(area: Area, findings: Iterable[Finding], at: datetime) -> bytes:
    """The published findings as an Atom feed."""
    here = urljoin(settings.BASE_URL, reverse("disputes:findings_atom", args=[area.slug]))
    root = Element("feed", xmlns=ATOM)
    _text(root, "title", f"Findings under the {area.name} {area.term('agreement')}")
    _text(root, "id", here)
    _text(root, "updated", at.isoformat())
    SubElement(root, "link", rel="self", href=here)
    author = SubElement(root, "author")
    _text(author, "name", f"{area.name} {area.term('agreement')}")
    for one in findings:
        _entry(root, one)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8")


def _entry(root: Element, one: Finding) -> None:
    href = urljoin(settings.BASE_URL, one.get_absolute_url())
    entry = SubElement(root, "entry")
    _text(entry, "title", f"{one.number}: {one.name}")
    _text(entry, "id", href)
    _text(entry, "updated", f"{one.published_on}T00:00:00Z")
    SubElement(entry, "link", href=href)
    _text(entry, "summary", f"{', '.join(one.parties)}. {one.statement}")


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
