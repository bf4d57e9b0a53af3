"""From scratch, how the commitments of a whole area stand, against SQL written for the same answer.

    python benchmarks/standing.py [--organisations 3500] [--agreements 1600] [--payments 50000]

It fills a database in memory, reads every record, judges it by the rules of the Leicester pack and
counts; then it asks one SQL query a rule for the same counts. Both answers have to be equal.
"""

import argparse
import random
import sqlite3
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from opencompact.core.calendar import WorkingCalendar, add_months
from opencompact.core.pack import Pack
from opencompact.core.rules import Alike, Fact, Judgement, Measured
from opencompact.core.standing import Entry, accounts
from opencompact.formats.nations import published
from opencompact.formats.packs import load

PACK = Path(__file__).parents[1] / "packs" / "leicester-2008"
TODAY = date(2026, 11, 26)
SINCE = add_months(TODAY, -12)
FUNDER = frozenset({"funder", "public"})
TABLES = """
CREATE TABLE organisation (slug TEXT PRIMARY KEY, champions INTEGER);
CREATE TABLE agreement (
  key TEXT, body TEXT, starts TEXT, confirmed TEXT, term INTEGER, overheads INTEGER, type TEXT,
  advance INTEGER
);
CREATE TABLE payment (body TEXT, month TEXT, due TEXT, paid TEXT);
CREATE INDEX payment_by_month ON payment (body, month);
"""


def fill(db: sqlite3.Connection, asked: argparse.Namespace) -> None:
    """Write the area, the same each time."""
    chance = random.Random(20261126)  # noqa: S311 - no secret
    db.executescript(TABLES)
    bodies = [f"body-{n}" for n in range(40)]
    db.executemany(
        "INSERT INTO organisation VALUES (?, ?)",
        [(one, chance.choice([0, 1, 1, 2])) for one in bodies]
        + [(f"group-{n}", None) for n in range(asked.organisations - len(bodies))],
    )
    db.executemany(
        "INSERT INTO agreement VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [_agreement(n, bodies, chance) for n in range(asked.agreements)],
    )
    db.executemany(
        "INSERT INTO payment VALUES (?, ?, ?, ?)",
        [_payment(bodies, chance) for _ in range(asked.payments)],
    )


def _agreement(n: int, bodies: list[str], chance: random.Random) -> tuple[Any, ...]:
    starts = TODAY - timedelta(chance.randrange(1100))
    confirmed = starts - timedelta(chance.randrange(20, 120))
    yes = [1, 1, 1, 0, None]
    return (
        f"A{n}", chance.choice(bodies), starts.isoformat(), confirmed.isoformat(),
        chance.choice(yes), chance.choice(yes), chance.choice(["grant", "contract"]),
        chance.choice(yes),
    )  # fmt: skip


def _payment(bodies: list[str], chance: random.Random) -> tuple[str, ...]:
    due = TODAY - timedelta(chance.randrange(30, 1100))
    paid = due + timedelta(chance.choice([-9, -5, -2, 0, 0, 0, 0, 4]))
    return chance.choice(bodies), f"{paid:%Y-%m}", due.isoformat(), paid.isoformat()


def records(db: sqlite3.Connection) -> Iterator[Measured]:
    """Every record that rules measure, each kind with one query."""
    for slug, champions in db.execute(
        "SELECT slug, champions FROM organisation WHERE champions IS NOT NULL"
    ):
        yield _measured("body", slug, slug, TODAY, {"champions": champions})
    for key, body, starts, confirmed, term, overheads, kind, advance in db.execute(
        "SELECT key, body, starts, confirmed, term, overheads, type, advance FROM agreement"
    ):
        said = {"term_considered": term, "overheads_included": overheads}
        said["advance_payment_offered"] = advance
        facts: dict[str, Fact] = {name: bool(one) for name, one in said.items() if one is not None}
        on = date.fromisoformat(starts)
        facts |= {"starts": on, "confirmed": date.fromisoformat(confirmed), "type": kind}
        yield _measured("funding-agreement", key, body, on, facts)
    for body, month, number, prompt in db.execute(
        "SELECT body, month, COUNT(*), SUM(paid <= due) FROM payment GROUP BY body, month"
    ):
        on = add_months(date.fromisoformat(f"{month}-01"), 1) - timedelta(days=1)
        facts = {"payments": number, "paid_on_time": prompt}
        yield _measured("payments", f"{body} {month}", body, on, facts)


def _measured(record: str, key: str, body: str, on: date, facts: dict[str, Fact]) -> Measured:
    return Measured(record, key, key, f"/{key}/", body, FUNDER, on, facts)


def _entry(pack: Pack, one: Measured, found: Judgement) -> Entry:
    settles = found.settles or one.on
    return Entry(found.rule.commitment, pack.key, one.body, one.on, found.verdict, settles, one)


def derived(db: sqlite3.Connection, pack: Pack, calendar: WorkingCalendar) -> dict[str, Any]:
    """Read, judge and count: commitment -> (kept, broken) of the last year."""
    by_record: dict[str, list[Alike]] = {}
    for rule in pack.rules:
        by_record.setdefault(rule.record, []).append(Alike(rule, calendar))
    entries = [
        _entry(pack, one, alike.judge(one.facts, one.owner, one.on, None))
        for one in records(db)
        for alike in by_record.get(one.record, ())
    ]
    keys = [one.key for one in pack.commitments()]
    found = accounts(entries, keys, TODAY, pack.watch)
    return {
        key: (one.lately.kept, one.lately.broken + one.lately.at_risk)
        for key, one in found.items()
        if one.lately.told
    } | {"": len(entries)}


ASKED = {
    "shared-k": "SELECT SUM(champions >= 1), SUM(champions < 1) FROM organisation"
    " WHERE champions IS NOT NULL",
    "funder-i": "SELECT SUM(term = 1), SUM(term = 0) FROM agreement WHERE starts > :since",
    "funder-q": "SELECT SUM(d <= starts), SUM(d > starts) FROM (SELECT starts, MIN(date(confirmed,"
    " '+2 months'), date(confirmed, 'start of month', '+3 months', '-1 day')) d FROM agreement"
    " WHERE starts > :since)",
    "funder-n": "SELECT SUM(overheads = 1), SUM(overheads = 0) FROM agreement"
    " WHERE starts > :since AND type = 'grant'",
    "funder-j": "SELECT SUM(k), SUM(b) FROM (SELECT SUM(advance = 1) k, SUM(advance = 0) b"
    " FROM agreement WHERE starts > :since UNION ALL SELECT SUM(good), SUM(NOT good) FROM"
    " (SELECT SUM(paid <= due) * 100.0 / COUNT(*) >= 95 good FROM payment GROUP BY body, month"
    " HAVING COUNT(*) >= 5 AND date(month || '-01', '+1 month', '-1 day') > :since))",
}


def by_hand(db: sqlite3.Connection) -> dict[str, Any]:
    """The same counts, each from a query of its own."""
    given = {"since": SINCE.isoformat()}
    return {key: tuple(db.execute(sql, given).fetchone()) for key, sql in ASKED.items()}


def main() -> None:
    """Measure both in one run and say how they stand to each other."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("organisations", 3500), ("agreements", 1600), ("payments", 50000)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    asked = parser.parse_args()
    pack, db = load(PACK), sqlite3.connect(":memory:")
    fill(db, asked)
    calendar = published(pack.nation)
    start = time.perf_counter()
    mine = derived(db, pack, calendar)
    middle = time.perf_counter()
    theirs = by_hand(db)
    end = time.perf_counter()
    verdicts = mine.pop("")
    wrong = {key: (mine.get(key), theirs[key]) for key in theirs if mine.get(key) != theirs[key]}
    print(f"{verdicts} verdicts in {middle - start:.2f} s, all with their reasons")
    print(f"SQL by hand, {len(theirs)} counts without reasons: {end - middle:.3f} s")
    print(f"ratio: {(middle - start) / (end - middle):.1f}")
    print("the answers are equal" if not wrong else f"the answers differ: {wrong}")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
