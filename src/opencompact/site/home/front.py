"""The front page of an area: how the agreement stands, one promise of it, and what is new."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import current_edition, spoken_pack
from opencompact.apps.disputes.models import Finding
from opencompact.apps.disputes.queries import published_findings
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries import signatories
from opencompact.base.areas.models import Area
from opencompact.core.pack import Commitment, Pack
from opencompact.core.record import record

from .news import Change, in_force, latest, publications, signings

FINDINGS: Final = 3
LOADED: Final = 8


@record
class Figure:
    """A number and what it counts; it leads to the records behind it."""

    number: int
    label: str
    href: str


@record
class Front:
    """Everything on the front page. Without an edition there is nothing to read or to cite yet."""

    edition: Edition | None
    pack: Pack | None
    sample: Commitment | None
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]


def front(area: Area, on: date) -> Front:
    """The front page of `area` on a day. Six queries."""
    edition = current_edition(area)
    pack = spoken_pack(edition) if edition else None
    published = published_findings().select_related("area")
    findings = list(published[:LOADED])
    return Front(
        edition=edition,
        pack=pack,
        sample=sample(pack) if pack else None,
        figures=tuple(_figures(area, on, pack, published.count())),
        findings=tuple(findings[:FINDINGS]),
        changes=latest([*signings(area), *publications(findings), *in_force(area, edition)]),
    )


def sample(pack: Pack) -> Commitment | None:
    """One promise that shows what the agreement is like: the first that can be measured."""
    measured = {rule.commitment for rule in pack.rules[:1]}
    promises = list(pack.commitments())
    return next((one for one in promises if one.key in measured), next(iter(promises), None))


def _figures(area: Area, on: date, pack: Pack | None, findings: int) -> Iterator[Figure]:
    def to(name: str) -> str:
        return reverse(name, args=[area.slug])

    if pack:
        commitments = sum(1 for _ in pack.commitments())
        yield Figure(commitments, _("commitments to read"), to("agreement:front"))
    signed = signatories(area, on).count()
    words = area.term("signatory" if signed == 1 else "signatories")
    yield Figure(signed, words, to("organisations:signatories"))
    registered = Organisation.objects.filter(area=area).count()
    words = ngettext("organisation on the register", "organisations on the register", registered)
    yield Figure(registered, words, to("organisations:register"))
    words = ngettext("finding published", "findings published", findings)
    yield Figure(findings, words, to("disputes:findings"))
