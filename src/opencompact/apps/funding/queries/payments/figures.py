"""How many payments were on time, by body, month and kind of recipient: sums of the database."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, QuerySet, Sum, Value, When

from opencompact.apps.funding.models import Payment
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.models import Area
from opencompact.core.record import record

from .listing import COUNTED, KNOWN, ON_TIME, Asked, settled, vcs

PENNY = Decimal("0.01")


@record
class Figure:
    """How one body paid one kind of recipient in one month.

    `counted` are payments that are no credits, `known` those of them of which it is known when
    they were due. `name` is that of a body, also of one that is not on the register.
    """

    body: str
    name: str
    month: str
    kind: str
    counted: int = 0
    known: int = 0
    on_time: int = 0
    credits: int = 0
    amount: Decimal = Decimal()

    @property
    def rows(self) -> int:
        """All of them, credits too."""
        return self.counted + self.credits

    @property
    def late(self) -> int:
        return self.known - self.on_time

    @property
    def unknown(self) -> int:
        """How many payments of which nobody can tell; they are never on time."""
        return self.counted - self.known

    @property
    def share(self) -> Decimal | None:
        """The part paid on time, in per cent, of the payments of which it is known."""
        return Decimal(self.on_time * 100) / self.known if self.known else None


def figures(area: Area, asked: Asked) -> list[Figure]:
    """The figures of every body, month and kind that is asked for, in three queries.

    Of `asked` only the body and the month are read.
    """
    found = Payment.objects.filter(area=area)
    if asked.body:
        found = found.filter(body__slug=asked.body)
    if asked.name:
        found = found.filter(body=None, body_name=asked.name)
    if asked.month:
        found = found.filter(month=asked.month)
    return sorted(_figures(found), key=lambda one: (one.name.casefold(), one.kind))


def _figures(found: QuerySet[Payment]) -> Iterator[Figure]:
    """Of bodies on the register, then of those that are known by name alone."""
    bodies = {pk: (slug, name) for pk, slug, name in _bodies()}
    for row in _grouped(found.filter(body__isnull=False), "body_id"):
        yield _figure(row, *bodies[row["body_id"]])
    for row in _grouped(found.filter(body=None), "body_name"):
        yield _figure(row, "", row["body_name"])


def _bodies() -> Iterable[Any]:
    paying = Payment.objects.filter(body__isnull=False).order_by().values("body").distinct()
    return Organisation.objects.filter(pk__in=paying).values_list("pk", "slug", "name")


def _figure(row: dict[str, Any], body: str, name: str) -> Figure:
    return Figure(
        body=body,
        name=name,
        month=row["month"],
        kind=row["kind"],
        counted=row["counted"],
        known=row["known"],
        on_time=row["prompt"],
        credits=row["rows"] - row["counted"],
        amount=row["sum"].quantize(PENNY),
    )


def _grouped(found: QuerySet[Payment], by: str) -> Any:
    """Sums by body, month and kind; who was paid is looked up in two lists, not row by row.

    Nothing is asked for that the index of figures does not hold.
    """
    kind = Case(
        When(payee__in=vcs().values("pk"), then=Value("vcs")),
        When(payee__in=settled().values("pk"), then=Value("others")),
        default=Value("unmatched"),
        output_field=CharField(),
    )
    groups = found.order_by().annotate(kind=kind).values(by, "month", "kind")
    return groups.annotate(
        rows=Count("paid"),
        counted=Count("paid", filter=COUNTED),
        known=Count("paid", filter=KNOWN),
        prompt=Count("paid", filter=ON_TIME),
        sum=Sum("amount"),
    )


def summed(found: Iterable[Figure], **same: str) -> Figure:
    """Several figures as one; `same` is what they have in common."""
    ones = list(found)
    names = ("counted", "known", "on_time", "credits")
    sums: dict[str, Any] = {name: sum(getattr(one, name) for one in ones) for name in names}
    sums["amount"] = sum((one.amount for one in ones), Decimal())
    common: dict[str, Any] = {"body": "", "name": "", "month": "", "kind": "", **same}
    return Figure(**common, **sums)


def bodies_paying(area: Area) -> QuerySet[Organisation]:
    """The bodies of which payments are here, by name."""
    paying = Payment.objects.filter(area=area, body__isnull=False).order_by()
    return Organisation.objects.filter(area=area, pk__in=paying.values("body").distinct())


def months_paid(area: Area) -> list[str]:
    """The months in which anything was paid, latest first."""
    months = Payment.objects.filter(area=area).order_by("-month")
    return list(months.values_list("month", flat=True).distinct())
