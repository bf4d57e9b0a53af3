"""An invented city to try everything in: `build(at, progress=…)` and the people in `accounts()`."""

from typing import TYPE_CHECKING, Any

from .cast import PASSWORD, SLUG, DemoAccount, accounts

if TYPE_CHECKING:
    from .building import build

__all__ = ["PASSWORD", "SLUG", "DemoAccount", "accounts", "build"]


def __getattr__(name: str) -> Any:
    """Find `build` when it is first asked for: the bar on each page needs only the people."""
    if name == "build":
        from .building import build  # noqa: PLC0415

        return build
    raise AttributeError(name)
