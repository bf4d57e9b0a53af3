"""Tells the fixtures of a test how it went."""

from collections.abc import Generator

import pytest

WRONG = pytest.StashKey[str]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Generator:
    """Keep in a word what a test failed with; nothing when it passed."""
    if call.when == "call":
        item.stash[WRONG] = f"{item.name}: {call.excinfo.typename}" if call.excinfo else ""
    return (yield)
