"""What happened, in a chain that shows any later change: `audit.record(...)`, `audit.verify()`."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .actions import Entry, record, record_many
    from .checking import Report, verify

__all__ = ["Entry", "Report", "record", "record_many", "verify"]


def __getattr__(name: str) -> Any:
    """Find these when they are first asked for: Django loads this package before its models."""
    from . import actions, checking  # noqa: PLC0415

    for module in (actions, checking):
        if name in __all__ and hasattr(module, name):
            return getattr(module, name)
    raise AttributeError(name)
