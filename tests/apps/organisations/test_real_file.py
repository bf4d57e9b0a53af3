"""The register of a whole city, as it was published."""

from pathlib import Path

import pytest

from opencompact.apps.organisations import tasks
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.scoping import within

FILE = Path(__file__).resolve().parents[4] / "shared" / "data" / "organisations.csv"
ALL = 3_624
PAIRS = {"splash", "st michaels youth project", "rape and sexual abuse support centre"}

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(
        not FILE.exists(), reason=f"{FILE} is not here: the public data lie beside the checkout."
    ),
]


def test_every_organisation_goes_in_once_and_twins_stay_apart(area, at):
    first = tasks.import_file("anywhere", FILE, dry_run=False, at=at)
    assert (first["read"], first["created"], first["rejected"]) == (ALL, ALL, [])
    assert all("web address" in one["reason"] for one in first["warnings"])
    again = tasks.import_file("anywhere", FILE, dry_run=False, at=at)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, ALL)
    with within(area):
        found = Organisation.objects.all()
        assert found.count() == ALL
        assert len(set(found.values_list("slug", flat=True))) == ALL
        names = [one.partition("|")[0] for one in found.values_list("match_key", flat=True)]
    assert {name for name in names if names.count(name) > 1} == PAIRS
    assert all(names.count(name) == 2 for name in PAIRS)
