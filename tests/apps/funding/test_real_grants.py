"""The grants of a whole foundation, as they were published."""

from pathlib import Path

import pytest

from opencompact.apps.funding.models import Payee
from opencompact.apps.funding.tasks import grants as tasks
from opencompact.base.areas.scoping import within

FILE = Path(__file__).resolve().parents[4] / "shared" / "data" / "grants-360giving.json"
ALL, PAYEES, TOTAL = 4_116, 3_624, "115795635.69"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(
        not FILE.exists(), reason=f"{FILE} is not here: the public data lie beside the checkout."
    ),
]


def test_every_grant_goes_in_once_to_the_penny_and_out_again(area, at, tmp_path):
    first = tasks.import_grants("anywhere", FILE, dry_run=False, at=at)
    assert (first["read"], first["created"], first["rejected"]) == (ALL, ALL, [])
    assert first["total"] == TOTAL
    with within(area):
        assert Payee.objects.count() == PAYEES
    out = tmp_path / "grants.csv"
    out.write_text(tasks.export_grants("anywhere", "360giving-csv").text, newline="")
    again = tasks.import_grants("anywhere", out, dry_run=False, at=at)
    assert (again["unchanged"], again["total"]) == (ALL, TOTAL)
