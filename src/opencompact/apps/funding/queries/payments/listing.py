"""The list of payments, as a reader narrows it."""

from typing import Final

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from opencompact.apps.funding.models import Payee, Payment
from opencompact.apps.organisations.models import Sector
from opencompact.base.areas.models import Area
from opencompact.core.record import record

VCS: Final = (Sector.VCS, Sector.SOCIAL_ENTERPRISE, Sector.FAITH)
# Who was paid. Whoever is not matched with the register counts neither for nor against a body.
KINDS: Final = {
    "vcs": _("Voluntary and community organisations"),
    "others": _("Other organisations of the register"),
    "unmatched": _("Not matched with the register"),
}
TIMES: Final = {
    "on-time": _("Paid on time"),
    "late": _("Paid late"),
    "cannot-tell": _("Cannot tell"),
    "credit": _("Credits, which are not counted"),
}
BY_KIND: Final = {
    "vcs": Q(payee__organisation__sector__in=VCS),
    "others": Q(payee__organisation__isnull=False) & ~Q(payee__organisation__sector__in=VCS),
    "unmatched": Q(payee__isnull=True) | Q(payee__organisation__isnull=True),
}
COUNTED: Final = Q(amount__gt=0)
KNOWN: Final = COUNTED & Q(due_on__isnull=False)
ON_TIME: Final = KNOWN & Q(paid__lte=F("due_on"))
BY_TIME: Final = {
    "on-time": ON_TIME,
    "late": KNOWN & Q(paid__gt=F("due_on")),
    "cannot-tell": COUNTED & Q(due_on__isnull=True),
    "credit": ~COUNTED,
}


@record
class Asked:
    """What a reader asks of the payments; empty values ask for nothing.

    `body` is an address on the register, or `name` that of a body that is not on it.
    """

    body: str = ""
    name: str = ""
    month: str = ""
    kind: str = ""
    time: str = ""
    text: str = ""


def payments(area: Area, asked: Asked) -> QuerySet[Payment]:
    """Payments as a reader asks for them, the latest first."""
    found = Payment.objects.filter(area=area)
    if asked.body:
        found = found.filter(body__slug=asked.body)
    if asked.name:
        found = found.filter(body=None, body_name=asked.name)
    if asked.month:
        found = found.filter(month=asked.month)
    if asked.kind in BY_KIND:
        found = found.filter(BY_KIND[asked.kind])
    if asked.time in BY_TIME:
        found = found.filter(BY_TIME[asked.time])
    for word in asked.text.split():
        found = found.filter(supplier__icontains=word)
    return found.select_related("body", "payee__organisation").order_by("-paid", "id")


def settled() -> QuerySet[Payee]:
    """The payees of the current area of whom it is settled who they are on the register."""
    return Payee.objects.filter(organisation__isnull=False).order_by()


def vcs() -> QuerySet[Payee]:
    """Those of them that are voluntary and community organisations."""
    return settled().filter(organisation__sector__in=VCS)
