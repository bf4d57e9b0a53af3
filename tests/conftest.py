"""What every test may ask for: areas, people and the moment at which things happen."""

import gc
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from uuid import NAMESPACE_DNS, uuid5

import pytest
from _pytest.runner import runtestprotocol
from django.test.utils import teardown_databases

from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import Actor, ActorRole, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.base.roomy import roomy
from tests import schema
from tests.browser.harness import browser
from tests.database import empty_what_was_filled

__all__ = ["browser"]  # one for the whole run: a process has room for one Playwright

# What is loaded before the first test stays: see `pytest_collection_finish`.
gc.disable()
empty_what_was_filled()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first: nobody waits for it when all the rest is done."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """What was loaded stays to the end: the collector need not look through it time and again.

    A test is over before much can be left lying, so it need not look often either.
    """
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run a test as pytest does, with room for all the calls below it."""
    told = {"nodeid": item.nodeid, "location": item.location}
    item.ihook.pytest_runtest_logstart(**told)
    roomy(partial(runtestprotocol, item, nextitem=nextitem))
    item.ihook.pytest_runtest_logfinish(**told)
    return True


@pytest.fixture(scope="session")
def by_night(request: pytest.FixtureRequest) -> bool:
    """Whether the long programmes run too: then nothing is spared."""
    return "not nightly" not in request.config.option.markexpr


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_modify_db_settings, django_db_blocker
) -> Iterator[None]:
    """In place of the fixture that runs every migration in every worker."""
    with django_db_blocker.unblock():
        made = schema.set_up()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def at() -> datetime:
    """A moment: Friday 20 November 2026, noon."""
    return datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def area(db) -> Area:
    """The area that tests work in, with the same key in each of them."""
    return Area.objects.create(
        id=uuid5(NAMESPACE_DNS, "anywhere"), slug="anywhere", name="Anywhere"
    )


@pytest.fixture
def other_area(db) -> Area:
    """A neighbour, whose records must never show."""
    return Area.objects.create(slug="elsewhere", name="Elsewhere", nation="scotland")


@pytest.fixture
def scoped(area) -> Iterator[Area]:
    """The whole test runs inside `area`."""
    with within(area):
        yield area


@pytest.fixture
def user(db) -> User:
    """A person with an account and no role."""
    return User.objects.create_user("ada@example.org", "correct horse", name="Ada Lovelace")


@pytest.fixture
def actor(user, area) -> Actor:
    """That person, signed in, without a role in `area`."""
    return Actor(user_id=user.pk, name=user.name, email=user.email, area_id=area.pk)


@pytest.fixture
def officer(user, area) -> Actor:
    """That person as the area's officer."""
    role = ActorRole(kind=RoleKind.OFFICER)
    return Actor(user_id=user.pk, name=user.name, email=user.email, area_id=area.pk, roles=(role,))
