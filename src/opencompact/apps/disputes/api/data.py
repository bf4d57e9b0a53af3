"""Data for machines: how a date was reached, the feed of findings, the header of a download."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from opencompact.apps.disputes.models import Finding
from opencompact.apps.disputes.queries import Timed
from opencompact.base.areas.models import Area
from opencompact.base.ui.addresses import whole
from opencompact.base.ui.tables import LICENCE_URL
from opencompact.formats import atom


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
        "still_since": one.still_since.isoformat() if one.still_since else None,
        "kept": one.kept,
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
                "due": row.due.isoformat(),
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


def feed(area: Area, findings: Iterable[Finding]) -> bytes:
    """The published findings as an Atom feed."""
    name = _("{area} {agreement}").format(area=area.name, agreement=area.term("agreement"))
    return atom.write(
        atom.Feed(
            title=_("Findings under the {agreement}").format(agreement=name),
            href=whole(reverse("disputes:findings_atom", args=[area.slug])),
            page=whole(reverse("disputes:findings", args=[area.slug])),
            author=name,
            licence=LICENCE_URL,
            began=area.created_at,
            entries=[_entry(one, one.published_on) for one in findings if one.published_on],
        )
    )


def _entry(one: Finding, on: date) -> atom.Entry:
    href = whole(one.get_absolute_url())
    at = datetime.combine(on, time.min, tzinfo=UTC)
    said = f"{', '.join(one.parties)}. {one.statement}"
    return atom.Entry(href, f"{one.number}: {one.name}", href, at, said)
