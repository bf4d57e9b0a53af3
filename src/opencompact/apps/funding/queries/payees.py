"""Named reads of payees: those to decide, those of an organisation, and whom they may be."""

from collections.abc import Iterator

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from opencompact.apps.funding.models import Agreement, Payee, Standing
from opencompact.apps.organisations.models import Organisation
from opencompact.core import payees
from opencompact.core.record import record

MOST_WORDS = 12


@record
class Sought:
    """Which payees are asked for; empty values ask for nothing."""

    text: str = ""
    standing: str = ""
    how: str = ""


def register() -> payees.Register:
    """The organisations of the current area, ready to be asked which of them a payee is."""
    return payees.Register(_known())


def _known() -> Iterator[payees.Known]:
    rows = Organisation.objects.order_by("match_key", "pk")
    for pk, name, main, others in rows.values_list("pk", "name", "identifier", "other_identifiers"):
        identifiers = tuple(filter(None, (main, *others)))
        yield payees.Known(str(pk), (name,), identifiers)


def listed(sought: Sought) -> QuerySet[Payee]:
    """Payees as they are asked for, the likeliest first, each with what it got from grants."""
    found = Payee.objects.all()
    for word in payees.plain(sought.text).split()[:MOST_WORDS]:
        found = found.filter(search__contains=f" {word}")
    if sought.standing in Standing.values:
        found = found.filter(standing=sought.standing)
    if sought.how:
        found = found.filter(how=sought.how)
    got = Agreement.objects.filter(payee=OuterRef("pk")).order_by().values("payee")
    found = found.annotate(
        grants=Subquery(got.annotate(number=Count("pk")).values("number")),
        worth=Subquery(got.filter(currency="GBP").annotate(total=Sum("value")).values("total")),
    )
    joined = found.select_related("organisation", "suggested", "decided_by")
    return joined.order_by("-confidence", "search", "pk")


def standings() -> dict[str, int]:
    """How many payees are in each standing. One query."""
    rows = Payee.objects.order_by().values("standing").annotate(number=Count("pk"))
    return {row["standing"]: row["number"] for row in rows}


def waiting() -> int:
    """How many payees wait for a decision."""
    return Payee.objects.filter(standing=Standing.WAITING).count()


def one(key: object) -> QuerySet[Payee]:
    """One payee with those it is or may be."""
    return Payee.objects.filter(pk=key).select_related(
        "area", "organisation", "suggested", "decided_by"
    )


def agreements_of(payee: Payee) -> QuerySet[Agreement]:
    """What a payee was given, the latest first."""
    found = Agreement.objects.filter(payee=payee).select_related("funder").defer("source")
    return found.order_by(F("awarded").desc(nulls_last=True), "number")


def undecided() -> QuerySet[Payee]:
    """The payees that nobody has decided on, which a new look at the register may settle."""
    return Payee.objects.filter(Q(standing=Standing.WAITING) | Q(standing=Standing.MATCHED))
