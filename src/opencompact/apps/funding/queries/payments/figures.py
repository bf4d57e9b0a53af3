"""How many payments were on time, by body, month and kind of recipient: sums of the database."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, OuterRef, QuerySet, Sum, Value, When

from opencompact.apps.funding.models import Payment
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.models import Area
from opencompact.base.audit import queries as audit
from opencompact.core.record import record

from .listing import COUNTED, KNOWN, ON_TIME, Asked, settled, vcs

PENNY = Decimal("0.01")
KEPT: Final = 4
"""Areas whose figures a process keeps; those of a large one take about a megabyte."""
ASIDE: Final = ("accounts.", "api.", "consultations.", "disputes.", "notify.")
"""Beginnings of what is recorded without changing a payment, a payee or an organisation."""


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
    """The figures of every body, month and kind that is asked for, in three queries at most.

    Of `asked` only the body and the month are read. Those of all months are kept.
    """
    found = _of_month(area, asked) if asked.month else _all(area)
    return [one for one in found if _is_asked(one, asked)]


def _is_asked(one: Figure, asked: Asked) -> bool:
    named = not asked.name or (not one.body and one.name == asked.name)
    return named and asked.body in {"", one.body}


def _of_month(area: Area, asked: Asked) -> list[Figure]:
    found = Payment.objects.filter(area=area, month=asked.month)
    return _sorted(_figures(found.filter(body__slug=asked.body) if asked.body else found))


@audit.until_recorded(without=ASIDE, most=KEPT)
def _all(area: Area) -> tuple[Figure, ...]:
    return tuple(_sorted(_figures(Payment.objects.filter(area=area))))


def _sorted(found: Iterable[Figure]) -> list[Figure]:
    return sorted(found, key=lambda one: (one.name.casefold(), one.kind))


def _figures(found: QuerySet[Payment]) -> Iterator[Figure]:
    """Of bodies on the register, then of those that are known by name alone."""
    listed = list(_grouped(found.filter(body__isnull=False), "body_id"))
    bodies = _named({row["body_id"] for row in listed})
    for row in listed:
        yield _figure(row, *bodies[row["body_id"]])
    for row in _grouped(found.filter(body=None), "body_name"):
        yield _figure(row, "", row["body_name"])


def _named(keys: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = Organisation.objects.filter(pk__in=keys).order_by().values_list("pk", "slug", "name")
    return {pk: (slug, name) for pk, slug, name in rows}


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
    counted = known = on_time = credited = 0
    amount = Decimal()
    for one in found:
        counted += one.counted
        known += one.known
        on_time += one.on_time
        credited += one.credits
        amount += one.amount
    common = {"body": "", "name": "", "month": "", "kind": "", **same}
    return Figure(
        **common, counted=counted, known=known, on_time=on_time, credits=credited, amount=amount
    )


def bodies_paying(area: Area) -> QuerySet[Organisation]:
    """The bodies of which payments are here, by name."""
    # Each is asked for in an index: to list all payments takes longer than to ask thousands.
    paying = Payment.objects.filter(area=area, body=OuterRef("pk")).order_by()
    return Organisation.objects.filter(Exists(paying), area=area)


def months_paid(area: Area) -> list[str]:
    """The months in which anything was paid, latest first."""
    months = Payment.objects.filter(area=area).order_by("-month")
    return list(months.values_list("month", flat=True).distinct())
