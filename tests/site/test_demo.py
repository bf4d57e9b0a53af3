"""Cities built for one test alone: one that breaks, and one on each of a year's odd days."""

from datetime import UTC, datetime
from itertools import islice

import pytest
from django.db import transaction

from opencompact.apps.disputes.models import Case
from opencompact.base import audit
from opencompact.base.accounts.models import User
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.site import demo
from opencompact.site.demo import building, names
from opencompact.site.demo.scripts import scripts

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
def small(monkeypatch):
    """A register of a few hundred, for tests that build a city of their own."""
    whole = names.Maker.invented
    monkeypatch.setattr(names.Maker, "invented", lambda maker: islice(whole(maker), 500))


def test_a_building_that_breaks_leaves_nothing(db, small, monkeypatch):
    def broken(_scene):
        raise RuntimeError("power cut")

    monkeypatch.setattr(building.disagreeing, "happenings", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        demo.build(AT, progress=lambda _line: None)
    assert not Area.objects.filter(slug="aldermere").exists()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "at",
    [
        datetime(2027, 1, 1, 9, tzinfo=UTC),
        datetime(2027, 3, 29, 23, 30, tzinfo=UTC),
        datetime(2028, 2, 29, 0, 5, tzinfo=UTC),
        datetime(2031, 12, 27, 12, tzinfo=UTC),
    ],
    ids=["new year", "easter monday", "leap day", "after the known holidays"],
)
@pytest.mark.nightly
def test_the_city_can_be_built_on_any_day(db, small, at):
    demo.build(at, progress=lambda _line: None)
    area = Area.objects.get(slug="aldermere")
    with within(area):
        assert Case.objects.count() == len(scripts())
    assert audit.verify().sound
