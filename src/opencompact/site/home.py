"""What the front page of an area shows to everybody: how the agreement stands and what is new."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.db.models.functions import Coalesce
from django.urls import reverse

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import current_edition, pack_of
from opencompact.apps.disputes.models import Finding
from opencompact.apps.disputes.queries import published_findings
from opencompact.apps.organisations.models import Organisation, Signature
from opencompact.apps.organisations.queries import signatories
from opencompact.base.areas.models import Area
from opencompact.core.pack import Pack
from opencompact.core.record import record

FINDINGS: Final = 3
CHANGES: Final = 6


@record
class Figure:
    """A number and what it counts; it leads to the records behind it."""

    number: int
    label: str
    href: str


@record
class Change:
    """Something new: the day, what happened, and where to read on."""

    on: date
    title: str
    href: str


@record
class Front:
    """Everything on the front page. Without an edition there is nothing to sign or cite yet."""

    edition: Edition | None
    pack: Pack | None
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]


def front(area: Area, on: date) -> Front:
    """The front page of `area` on a day. Six queries."""
    edition = current_edition(area)
    pack = pack_of(edition) if edition else None
    published = published_findings().select_related("area")
    findings = list(published[:CHANGES])
    return Front(
        edition=edition,
        pack=pack,
        figures=tuple(_figures(area, on, pack, published.count())),
        findings=tuple(findings[:FINDINGS]),
        changes=latest([*signings(area), *published_changes(findings), *in_force(area, edition)]),
    )


def published_changes(findings: Iterable[Finding]) -> Iterator[Change]:
    """The findings that were published."""
    for finding in findings:
        if finding.published_on:
            title = f"Finding in {finding.number}: {finding.name[:1].lower()}{finding.name[1:]}"
            yield Change(finding.published_on, title, finding.get_absolute_url())


def in_force(area: Area, edition: Edition | None) -> Iterator[Change]:
    """The day on which the edition came into force."""
    if edition and edition.adopted_on:
        href = reverse("agreement:front", args=[area.slug])
        yield Change(edition.adopted_on, f"{edition.title} came into force", href)


def signings(area: Area) -> Iterator[Change]:
    """The latest signatures and withdrawals. One query."""
    recorded = Coalesce("withdrawn_recorded_at", "recorded_at").desc()
    found = Signature.objects.filter(area=area).select_related("organisation").order_by(recorded)
    for signature in found[:CHANGES]:
        name, slug = signature.organisation.name, signature.organisation.slug
        href = reverse("organisations:organisation", args=[area.slug, slug])
        if signature.withdrawn_on:
            yield Change(signature.withdrawn_on, f"{name} withdrew", href)
        else:
            yield Change(signature.signed_on, f"{name} signed", href)


def latest(changes: Iterable[Change], most: int = CHANGES) -> tuple[Change, ...]:
    """The newest of `changes`, the latest first."""
    return tuple(sorted(changes, key=lambda change: change.on, reverse=True)[:most])


def _figures(area: Area, on: date, pack: Pack | None, findings: int) -> Iterator[Figure]:
    def to(name: str) -> str:
        return reverse(name, args=[area.slug])

    if pack:
        commitments = sum(1 for _ in pack.commitments())
        yield Figure(commitments, "commitments to read", to("agreement:front"))
    signed = signatories(area, on).count()
    words = area.term("signatory" if signed == 1 else "signatories")
    yield Figure(signed, words, to("organisations:signatories"))
    registered = Organisation.objects.filter(area=area).count()
    yield Figure(registered, "organisations on the register", to("organisations:register"))
    yield Figure(
        findings, "finding published" if findings == 1 else "findings published",
        to("disputes:findings"),
    )  # fmt: skip
