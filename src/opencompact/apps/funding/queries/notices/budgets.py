"""Proportionality: what a body cuts of the sector's money beside what it cuts of its own."""

from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet

from opencompact.apps.funding.models import BodyBudget, Notice
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.models import Area
from opencompact.core.record import record

FIRST_MONTH: Final = 4  # of the financial year of public bodies


@record
class Proportion:
    """One body in one year: by how many per cent its own budget changes, and the sector's share."""

    budget: BodyBudget

    @property
    def year(self) -> str:
        return year_name(self.budget.year)

    @property
    def own(self) -> Decimal:
        return self.budget.own_change

    @property
    def sector(self) -> Decimal:
        return self.budget.sector_change

    @property
    def gap(self) -> Decimal:
        """By how many points the sector fares worse than the body; less than nought is better."""
        return self.own - self.sector

    @property
    def better(self) -> Decimal:
        """The same where the sector fares better, as a number of points."""
        return -self.gap

    @property
    def alone(self) -> tuple["Proportion", ...]:
        """This one as a list, for a page that shows it as a table of one row."""
        return (self,)


def year_of(day: date) -> int:
    """The year in which the financial year of a day begins."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def year_name(year: int) -> str:
    """2027 is the financial year 2027/28."""
    return f"{year}/{(year + 1) % 100:02}"


def budgets(area: Area) -> QuerySet[BodyBudget]:
    """What bodies have said of their budgets, the latest year first."""
    found: QuerySet[BodyBudget] = BodyBudget.objects.filter(area=area)
    return found.select_related("body")


def budget_of(body: Organisation, year: int) -> BodyBudget | None:
    """What a body has said of a year."""
    found: BodyBudget | None = BodyBudget.objects.filter(body=body, year=year).first()
    return found


def proportion(notice: Notice) -> Proportion | None:
    """The proportion in the year in which a notice takes effect, where its funder has said it."""
    if notice.ends is None:
        return None
    found = budget_of(notice.agreement.funder, year_of(notice.ends))
    return Proportion(found) if found else None
