"""An area with an adopted agreement, and a client to read it with."""

import pytest

from opencompact.apps.agreement import actions
from opencompact.apps.agreement.models import Edition
from opencompact.base.areas.models import Area
from tests.core.pack.reading import samples


@pytest.fixture(autouse=True)
def _no_navigation(settings) -> None:
    """What the whole site puts around a page is tested there."""
    settings.NAVIGATION = ""


@pytest.fixture
def edition(scoped: Area, officer, at) -> Edition:
    """The sample agreement, in force in the area; the test runs inside it."""
    return actions.adopt_pack(scoped, samples.pack(), actor=officer, at=at)
