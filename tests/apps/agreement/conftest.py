"""An area with an adopted agreement, and a client to read it with."""

import pytest

from opencompact.apps.agreement import actions
from opencompact.apps.agreement.models import Edition
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from tests.core.pack.reading import samples


@pytest.fixture(autouse=True)
def _no_navigation(settings) -> None:
    """What the whole site puts around a page is tested there."""
    settings.NAVIGATION = ""
    settings.PANELS = {}


@pytest.fixture
def edition(scoped: Area, officer, at) -> Edition:
    """The sample agreement, in force in the area; the test runs inside it."""
    return actions.adopt_pack(scoped, samples.pack(), actor=officer, at=at)


@pytest.fixture
def get(client, edition):
    """Fetch a page or a file of the agreement outside any area, as a visitor does, as text."""
    area = edition.area

    def fetch(path: str, status: int = 200) -> str:
        with within(None):
            response = client.get(f"/{area.slug}/agreement/{path}")
        assert response.status_code == status, path
        return response.content.decode(errors="replace")

    return fetch
