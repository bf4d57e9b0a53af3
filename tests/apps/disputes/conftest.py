"""Two towns: one under the procedure of Leicester, one under that of Leeds."""

import pytest

from tests.apps.disputes.town import Town, build


@pytest.fixture
def town(scoped) -> Town:
    """Leicester's procedure; the test runs inside the area."""
    return build(scoped, "leicester-2008")


@pytest.fixture
def leeds(scoped) -> Town:
    """The procedure of Leeds; the test runs inside the area."""
    return build(scoped, "leeds-2010")
