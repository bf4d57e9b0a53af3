"""A real area at full size: how its commitments stand from scratch, and what its pages take.

    python benchmarks/whole_area.py [--organisations 3500] [--agreements 1600] [--payments 50000]

It fills the product's own tables in a data folder that is thrown away, works out how every
commitment stands, and asks one SQL query a rule for the same counts, in turns: both have to be
equal. Then it opens pages as the officer, the first time and again.
"""

import argparse
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import django

FOLDER = tempfile.mkdtemp()
os.environ |= {
    "OPENCOMPACT_DATA": FOLDER,
    "DJANGO_SETTINGS_MODULE": "opencompact.site.settings",
}
django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.agreement.queries import current_edition
from opencompact.apps.evaluation.queries.state import worked_out
from opencompact.apps.funding.models import Agreement, Payee, Payment, PaymentRun
from opencompact.apps.organisations.models import Organisation, Role, Signature
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import SYSTEM, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.core.calendar import add_months
from opencompact.formats.packs import load

PACK = Path(__file__).parents[1] / "packs" / "leicester-2008"
TODAY = date(2026, 11, 26)
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
BODIES, AGAIN, TURNS = 40, 5, 9
FOUND = 200
# Of four bodies three have a champion.
CHAMPIONS = 0.75
VERIFIED = {
    "shared-k": "SELECT SUM(n >= 1), SUM(n < 1) FROM (SELECT COUNT(r.id) n"
    " FROM organisations_organisation o LEFT JOIN organisations_role r"
    " ON r.organisation_id = o.id AND r.kind = 'champion' WHERE o.sector = 'public' GROUP BY o.id)",
    "funder-i": "SELECT SUM(term_considered = 1), SUM(term_considered = 0)"
    " FROM funding_agreement WHERE starts > :since",
    "funder-q": "SELECT SUM(d <= starts), SUM(d > starts) FROM (SELECT starts,"
    " MIN(date(confirmed, '+2 months'), date(confirmed, 'start of month', '+3 months', '-1 day')) d"
    " FROM funding_agreement WHERE starts > :since)",
    "funder-n": "SELECT SUM(overheads_included = 1), SUM(overheads_included = 0)"
    " FROM funding_agreement WHERE starts > :since AND type = 'grant'",
    "funder-j": "SELECT SUM(k), SUM(b) FROM (SELECT SUM(advance_payment_offered = 1) k,"
    " SUM(advance_payment_offered = 0) b FROM funding_agreement WHERE starts > :since"
    " UNION ALL SELECT SUM(good), SUM(NOT good) FROM (SELECT SUM(paid <= due_on) * 100.0 / COUNT(*)"
    " >= 95 good FROM funding_payment GROUP BY body_id, month HAVING COUNT(*) >= 5"
    " AND date(month || '-01', '+1 month', '-1 day') > :since AND month < :month))",
}
PAGES = (
    "", "kept/", "kept/funder-j/", "kept/verdicts.csv", "organisations/", "funding/",
    "funding/agreements/", "funding/agreements/a-7/", "funding/payments/",
    "funding/payments/list/", "funding/payments/list/?time=late", "funding/payments/list/?page=900",
    "funding/payments/body-3/2026-09/", "funding/payees/", "consultations/",
)  # fmt: skip


def fill(area: Any, asked: argparse.Namespace, officer: Any) -> None:
    """Write the area, the same each time."""

    chance = random.Random(20261126)  # noqa: S311 - no secret
    bodies = [
        Organisation(area=area, name=f"Body {n}", slug=f"body-{n}", sector="public")
        for n in range(BODIES)
    ]
    groups = [
        Organisation(area=area, name=f"Group {n}", slug=f"group-{n}")
        for n in range(asked.organisations - BODIES)
    ]
    payees = [
        Payee(area=area, name=one.name, standing="matched", organisation=one)
        for one in groups[: len(groups) // 2]
    ]
    for row in (*bodies, *groups, *payees):
        row.prepare()
    Organisation.objects.bulk_create([*bodies, *groups], batch_size=500)
    Payee.objects.bulk_create(payees, batch_size=500)
    Role.objects.bulk_create(
        Role(
            area=area, user=officer, kind=RoleKind.CHAMPION, organisation=body,
            starts=date(2020, 1, 1),
        )
        for body in bodies
        if chance.random() < CHAMPIONS
    )  # fmt: skip
    edition, long_ago = current_edition(area), NOON - timedelta(2000)
    Signature.objects.bulk_create(
        Signature(
            area=area, organisation=body, edition=edition, signed_by="Somebody",
            position="Director", signed_on=long_ago.date(), recorded_at=long_ago,
        )
        for body in bodies
    )  # fmt: skip
    Role.objects.create(area=area, user=officer, kind=RoleKind.OFFICER, starts=date(2020, 1, 1))
    agreements = [_agreement(n, area, bodies, payees, chance) for n in range(asked.agreements)]
    Agreement.objects.bulk_create(agreements, batch_size=200)
    run = PaymentRun.objects.create(area=area, key="one", file_name="all.csv", state="finished")
    payments = [_payment(n, area, run, bodies, payees, chance) for n in range(asked.payments)]
    Payment.objects.bulk_create(payments, batch_size=500)


def _agreement(n: int, area: Any, bodies: Any, payees: Any, chance: random.Random) -> Any:

    starts = TODAY - timedelta(chance.randrange(1100))
    yes = [True, True, True, False, None]
    made = Agreement(
        area=area, number=f"a-{n}", title=f"Agreement {n}", funder=chance.choice(bodies),
        payee=chance.choice(payees), value=Decimal(chance.randrange(500, 50_000)),
        type=chance.choice(["grant", "contract"]), starts=starts, ends=starts + timedelta(364),
        awarded=starts, confirmed=starts - timedelta(chance.randrange(20, 120)),
        term_considered=chance.choice(yes), overheads_included=chance.choice(yes),
        advance_payment_offered=chance.choice(yes),
    )  # fmt: skip
    made.prepare()
    return made


def _payment(n: int, area: Any, run: Any, bodies: Any, payees: Any, chance: random.Random) -> Any:

    received = TODAY - timedelta(chance.randrange(60, 1100))
    paid = received + timedelta(30 + chance.choice([-9, -5, -2, 0, 0, 0, 0, 4]))
    payee = chance.choice(payees)
    made = Payment(
        area=area, run=run, body=chance.choice(bodies), payee=payee, supplier=payee.name,
        paid=paid, received=received, amount=Decimal(chance.randrange(10, 900)), key=f"{n}",
    )  # fmt: skip
    made.prepare()
    return made


def compared(area: Any) -> bool:
    """Work out how all commitments stand, ask SQL for the same counts, say how long each took."""

    edition = current_edition(area)
    given = {"since": add_months(TODAY, -12).isoformat(), "month": f"{TODAY:%Y-%m}"}
    connection.ensure_connection()

    def ask() -> dict[str, Any]:
        run = connection.connection.execute
        return {key: tuple(run(sql, given).fetchone()) for key, sql in VERIFIED.items()}

    worked_out(area, edition, TODAY)  # what is read once a process, is
    turns = [(_took(lambda: worked_out(area, edition, TODAY)), _took(ask)) for _ in range(TURNS)]
    took, by_hand = (statistics.median(one) for one in zip(*turns, strict=True))
    state, theirs = worked_out(area, edition, TODAY), ask()
    mine = {key: one.lately for key, one in state.accounts.items()}
    counted = {key: (mine[key].kept, mine[key].broken + mine[key].at_risk) for key in theirs}
    print(
        f"{len(state.entries)} verdicts in {took:.3f} s of processor time, all with their reasons"
    )
    print(f"SQL by hand, {len(theirs)} counts without reasons: {by_hand:.3f} s")
    print(f"ratio: {took / by_hand:.2f}, the middle of {TURNS} turns")
    wrong = {key: (counted[key], theirs[key]) for key in theirs if counted[key] != theirs[key]}
    print("the answers are equal" if not wrong else f"the answers differ: {wrong}")
    return not wrong


def _took(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def opened(area: Any, officer: Any) -> bool:
    """Open pages as the officer: the first time, and the middle of some times after it."""

    client, right = Client(), True
    client.force_login(officer)
    for page in PAGES:
        address = f"/{area.slug}/{page}"
        first, answer = _timed(lambda address=address: client.get(address))
        if getattr(answer, "streaming", False):
            b"".join(answer.streaming_content)
        again = [_timed(lambda address=address: client.get(address))[0] for _ in range(AGAIN)]
        right &= answer.status_code == FOUND
        print(
            f"{answer.status_code} {first * 1000:6.0f} ms, then"
            f" {statistics.median(again) * 1000:5.0f} ms  {address}"
        )
    return right


def main() -> None:
    """Measure all of it in one run."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("organisations", 3500), ("agreements", 1600), ("payments", 50000)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    asked = parser.parse_args()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    try:
        with override_settings(
            ALLOWED_HOSTS=["testserver"],
            SECURE_SSL_REDIRECT=False,
            STORAGES={**settings.STORAGES, "staticfiles": plain},
            STRONG_ROLES=(),
        ):
            raise SystemExit(_measured(asked))
    finally:
        shutil.rmtree(FOLDER)


def _measured(asked: argparse.Namespace) -> int:

    call_command("migrate", verbosity=0, interactive=False)
    area = Area.objects.create(slug="large", name="Large")
    officer = User.objects.create_user("officer@large.example", name="Officer")
    with within(area):
        adopt_pack(area, load(PACK), actor=SYSTEM, at=NOON - timedelta(3000))
        took, _ = _timed(lambda: fill(area, asked, officer))
        print(f"filled in {took:.1f} s")
        equal = compared(area)
    return int(not (opened(area, officer) and equal))


if __name__ == "__main__":
    main()
