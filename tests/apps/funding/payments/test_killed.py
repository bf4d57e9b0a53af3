"""kill -9 during an import of payments, at any moment: to the penny, each payment once."""

import shutil

import pytest

from opencompact.formats import tables
from tests.apps.organisations import test_killed
from tests.apps.organisations.test_killed import CHANCE, Installation, check_chain, migrated

__all__ = ["migrated"]
ROWS, STEPS, QUICK, NIGHTLY = 600, 30, 2, 100
PROGRAM = "tests.apps.funding.payments.killed"
OF_PAYMENTS = {
    "rows": "SELECT count(*) FROM funding_payment",
    "different": "SELECT count(DISTINCT key) FROM funding_payment",
    "pence": "SELECT round(coalesce(sum(amount), 0) * 100) FROM funding_payment",
    "told": "SELECT round(coalesce(sum(total), 0) * 100) FROM funding_paymentrun",
    "done": "SELECT coalesce(sum(rows_done), 0) FROM funding_paymentrun",
    "counted": "SELECT coalesce(sum(created), 0) FROM funding_paymentrun",
    "payees": "SELECT count(*) FROM funding_payee",
    "named": "SELECT count(DISTINCT supplier) FROM funding_payment",
    "finished": "SELECT count(*) FROM funding_paymentrun WHERE state = 'finished'",
}


class OfPayments(Installation):
    """The same for files of payments, in which every third row has a twin."""

    what, sql = "payments", OF_PAYMENTS

    def fresh(self) -> None:
        mark = CHANCE.randrange(10**9)
        rows = [
            (f"Group {mark} {number // 3}", number // 3 + 0.01, "2026-10-01", "Council")
            for number in range(ROWS)
        ]
        self.file.write_text(tables.write(["supplier", "amount", "paid", "body"], rows))


def play(installation: OfPayments, kills: int) -> None:
    killed = finished = 0
    installation.fresh()
    while killed < kills:
        done = installation.import_and_kill("anywhere", CHANCE.randrange(1, STEPS))
        finished, killed = finished + done, killed + (not done)
        facts = installation.facts()
        assert facts["rows"] == facts["different"] == facts["counted"] == facts["done"], facts
        assert facts["pence"] == facts["told"], facts
        assert facts["payees"] == facts["named"], facts
        if done:
            installation.fresh()
    installation.run(*test_killed.IMPORT, str(installation.file), "anywhere")
    facts = installation.facts()
    assert facts["rows"] == facts["finished"] * ROWS, facts
    check_chain(installation)


@pytest.fixture
def installation(migrated, tmp_path, monkeypatch) -> OfPayments:
    monkeypatch.setattr(test_killed, "IMPORT", (*test_killed.IMPORT[:2], PROGRAM))
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    return OfPayments(tmp_path)


@pytest.mark.once
def test_an_import_that_is_killed_loses_and_doubles_no_payment(installation):
    play(installation, QUICK)


@pytest.mark.nightly
def test_an_import_that_is_killed_very_often_loses_and_doubles_no_payment(installation):
    play(installation, NIGHTLY)
