"""What two bodies of the demo paid: one says when invoices came and gets better, one does not."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import Final

from opencompact.apps.funding.actions import payments as actions
from opencompact.apps.organisations.models import Organisation, Sector
from opencompact.formats import spending

from .scene import OFFICER, Happening, Scene

SEED: Final = 2008
MONTHS: Final = 11
# In the first month so many of a hundred were paid on time, in the last so many.
FIRST, LAST = 58, 96
GROUPS, SHOPS = 36, 14
COLUMNS: Final = (
    "Body Name", "Directorate", "Supplier Name", "Net Amount (£)", "Date Paid",
    "Invoice Received", "Transaction No", "Purpose",
)  # fmt: skip
DIRECTORATES: Final = ("Adult Social Care", "Children and Families", "Communities", "City Centre")
PURPOSES: Final = ("Grants", "Day care", "Room hire", "Training", "Transport", "Advice services")
SUPPLIERS: Final = (
    "Quarrington Office Supplies Ltd", "Tanyard Vehicle Hire", "Merewater Utilities plc",
    "Pell and Daughters Builders", "Brightwindow Cleaning", "Alderway Print Works",
)  # fmt: skip
REDACTED: Final = "REDACTED PERSONAL DATA"


def happenings(scene: Scene) -> Iterator[Happening]:
    """Each month the officer imports what was published; the last file waits to be looked at."""
    months = list(_months(scene.today))
    for place, first in enumerate(months[:-1]):
        day = first + timedelta(days=39)
        at = scene.days_ago((scene.today - day).days, 20) if day < scene.today else None
        good = FIRST + (LAST - FIRST) * place // (MONTHS - 1)
        if at is not None:
            yield Happening(at, partial(_publish, scene, "council", first, good, waits=False))
        if at is not None and place % 3 == 0:
            yield Happening(at, partial(_publish, scene, "health-board", first, 0, waits=False))
    yield Happening(
        scene.days_ago(0), partial(_publish, scene, "council", months[-1], LAST, waits=True)
    )


def _months(today: date) -> Iterator[date]:
    """The first days of the months before this one, the earliest first."""
    for back in range(MONTHS, 0, -1):
        years, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        yield date(years, month + 1, 1)


def _publish(scene: Scene, body: str, first: date, good: int, at: datetime, *, waits: bool) -> None:
    paying = scene.organisations[body]
    actor = scene.actor(OFFICER)
    run = actions.open_import(
        scene.area,
        f"spending-over-250-{first:%Y-%m}.csv",
        spending.take(_file(paying, first, good).encode()),
        body=paying,
        actor=actor,
        at=at,
    )
    if not waits:
        actions.run_import(actions.start_import(run, at=at), actor=actor, at=at)


def _file(paying: Organisation, first: date, good: int) -> str:
    """A month as a council publishes it, below a title; without `good` no invoice dates."""
    draw = Random(f"{SEED} {paying.slug} {first}")  # noqa: S311 - invented sums, not secrets
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([[f"{paying.name}: payments, {first:%B %Y}"], [], COLUMNS])
    for number, name in enumerate(_paid(draw), start=1):
        writer.writerow(_row(draw, paying, first, good, number, name))
    return out.getvalue()


def _paid(draw: Random) -> list[str]:
    groups = Organisation.objects.filter(sector=Sector.VCS).order_by("match_key")
    names = list(groups.values_list("name", flat=True)[: GROUPS * 3])
    some = draw.sample(names, min(GROUPS, len(names)))
    shops = [draw.choice(SUPPLIERS) for _ in range(SHOPS)]
    return [*some, *shops, REDACTED, REDACTED]


def _row(
    draw: Random, paying: Organisation, first: date, good: int, number: int, name: str
) -> tuple[str, ...]:
    paid = first + timedelta(days=draw.randrange(27))
    prompt = draw.randrange(100) < good
    took = draw.randrange(4, 29) if prompt else draw.randrange(34, 80)
    pounds = f"{draw.randrange(250, 9000)}.{draw.randrange(100):02}"
    amount = f"({pounds})" if draw.randrange(60) == 0 else pounds
    received = f"{paid - timedelta(days=took):%d-%b-%y}" if good else ""
    return (
        paying.name, draw.choice(DIRECTORATES), name, amount, f"{paid:%d-%b-%y}", received,
        f"{first:%y%m}-{number:05}", draw.choice(PURPOSES),
    )  # fmt: skip
