"""The history of an organisation's signatures, as items of a timeline."""

from datetime import date

from django.utils.translation import gettext as _

from opencompact.apps.organisations import queries
from opencompact.apps.organisations.models import Coverage, Organisation, Signature
from opencompact.core.record import record


@record
class Happening:
    """One thing that happened, for the timeline."""

    title: str
    on: date
    by: str = ""
    body: str = ""


def of(organisation: Organisation, *, with_notice: bool) -> list[Happening]:
    """Signatures, withdrawals and cover by lead bodies, the latest first.

    The words of a notice are in it only `with_notice`.
    """
    found: list[Happening] = []
    for signature in queries.history(organisation):
        found += _of_signature(signature, with_notice=with_notice)
    for coverage in queries.covered_by(organisation):
        found += _of_coverage(coverage)
    # Python keeps the order of equals: a withdrawal stays above the signature of the same day.
    return sorted(found, key=lambda item: item.on, reverse=True)


def _of_signature(signature: Signature, *, with_notice: bool) -> list[Happening]:
    signed = Happening(
        _("Signed {title}").format(title=signature.edition.title),
        signature.signed_on,
        f"{signature.signed_by}, {signature.position}",
    )
    if signature.withdrawn_on is None:
        return [signed]
    notice = signature.withdrawal_reason if with_notice else ""
    withdrew = Happening(_("Withdrew in writing"), signature.withdrawn_on, body=notice)
    return [withdrew, signed]


def _of_coverage(coverage: Coverage) -> list[Happening]:
    lead = coverage.signature.organisation.name
    began = Happening(_("Signed for by {name}").format(name=lead), coverage.starts)
    ends = [day for day in (coverage.ends, coverage.signature.withdrawn_on) if day]
    if not ends:
        return [began]
    return [Happening(_("No longer signed for by {name}").format(name=lead), min(ends)), began]
