"""Who has signed, on any day: by a signature of their own, or through a lead body's."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from opencompact.apps.organisations.models import Coverage, Organisation, Signature
from opencompact.base.areas.models import Area
from opencompact.core.record import record

from . import days


@record
class Standing:
    """How an organisation is a signatory: by `signature`, or by a lead body's `coverage`."""

    signature: Signature | None = None
    coverage: Coverage | None = None

    def __bool__(self) -> bool:
        return bool(self.signature or self.coverage)


def signatories(area: Area, on: date) -> QuerySet[Organisation]:
    """Organisations bound on a day, by a signature of their own or of a lead body. By name."""
    # The few who signed are found first; asking each of thousands in turn takes ten times as long.
    signed = Signature.objects.filter(days.signed(on)).values("organisation")
    covered = Coverage.objects.filter(days.covered(on)).values("organisation")
    return Organisation.objects.filter(Q(pk__in=signed) | Q(pk__in=covered), area=area)


def is_signatory(organisation: Organisation, on: date) -> bool:
    """Whether an organisation is bound on a day, itself or through a lead body."""
    return signatories(organisation.area, on).filter(pk=organisation.pk).exists()


def signed_list(found: QuerySet[Organisation], on: date) -> QuerySet[Organisation]:
    """Add to each organisation how it signed: `signed_now` and `covered_now`, lists of at most one
    and of any number.
    """
    signed = Signature.objects.filter(days.signed(on)).select_related("edition")
    covered = Coverage.objects.filter(days.covered(on)).select_related(
        "signature__organisation", "signature__edition"
    )
    return found.prefetch_related(
        Prefetch("signatures", signed.defer("edition__source"), to_attr="signed_now"),
        Prefetch("covered_by", covered.defer("signature__edition__source"), to_attr="covered_now"),
    )


def signature_on(organisation: Organisation, on: date) -> Signature | None:
    """The organisation's own signature in force on a day."""
    found = Signature.objects.filter(days.signed(on), organisation=organisation)
    return found.select_related("edition").defer("edition__source").first()


def standing(organisation: Organisation, on: date) -> Standing:
    """How an organisation is a signatory on a day; false when it is not."""
    covered = Coverage.objects.filter(days.covered(on), organisation=organisation)
    return Standing(
        signature_on(organisation, on), covered.select_related("signature__organisation").first()
    )


def history(organisation: Organisation) -> QuerySet[Signature]:
    """Every signature an organisation ever made, the latest first."""
    found = Signature.objects.filter(organisation=organisation).select_related("edition")
    return found.defer("edition__source")


def coverage_on(signature: Signature, on: date) -> QuerySet[Coverage]:
    """The members for whom a signature counts on a day, by name."""
    found = Coverage.objects.filter(days.covered(on), signature=signature)
    return found.select_related("organisation").order_by("organisation__match_key")


def covered_by(organisation: Organisation) -> QuerySet[Coverage]:
    """Every lead body's signature that counted for an organisation, the latest first."""
    found = Coverage.objects.filter(organisation=organisation)
    return found.select_related("signature__organisation").order_by("-starts")


def coverable(
    signature: Signature, found: QuerySet[Organisation], on: date
) -> QuerySet[Organisation]:
    """Those of `found` for whom a signature could count too: not the lead body, not covered yet."""
    already = coverage_on(signature, on).values("organisation")
    return found.exclude(pk=signature.organisation_id).exclude(pk__in=already)
