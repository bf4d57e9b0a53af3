"""What is new in an area for everybody: signatures, withdrawals, findings, editions."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from opencompact.apps.agreement.models import Edition
from opencompact.apps.disputes.models import Finding
from opencompact.apps.organisations.models import Signature
from opencompact.base.areas.models import Area
from opencompact.core.record import record

SHOWN: Final = 8


@record
class Change:
    """Something new: the day, what happened, where to read on, and who did it where that tells."""

    on: date
    title: str
    href: str
    who: str = ""


def latest(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The newest of `changes`, the latest first."""
    return tuple(sorted(changes, key=lambda change: change.on, reverse=True)[:SHOWN])


def signings(area: Area) -> Iterator[Change]:
    """The latest signatures and withdrawals. One query."""
    recorded = Coalesce("withdrawn_recorded_at", "recorded_at").desc()
    found = Signature.objects.filter(area=area).select_related("organisation").order_by(recorded)
    for signature in found[:SHOWN]:
        name, slug = signature.organisation.name, signature.organisation.slug
        href = reverse("organisations:organisation", args=[area.slug, slug])
        if signature.withdrawn_on:
            yield Change(signature.withdrawn_on, _("{name} withdrew").format(name=name), href)
        else:
            yield Change(signature.signed_on, _("{name} signed").format(name=name), href)


def publications(findings: Iterable[Finding]) -> Iterator[Change]:
    """The findings that were published."""
    for finding in findings:
        if finding.published_on:
            title = _("Finding in {number}: {name}").format(
                number=finding.number, name=finding.name[:1].lower() + finding.name[1:]
            )
            yield Change(finding.published_on, title, finding.get_absolute_url())


def in_force(area: Area, edition: Edition | None) -> Iterator[Change]:
    """The day on which the edition came into force."""
    if edition and edition.adopted_on:
        href = reverse("agreement:front", args=[area.slug])
        yield Change(
            edition.adopted_on, _("{title} came into force").format(title=edition.title), href
        )
