"""A browser for the tests that play in one."""

from tests.browser.harness import browser

__all__ = ["browser"]
