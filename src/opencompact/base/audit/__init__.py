"""What happened, in a chain that shows any later change: `audit.record(...)`, `audit.verify()`."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .actions import Entry, record, record_many
    from .checking import Report, verify

__all__ = ["Entry", "Report", "record", "record_many", "verify"]


def __getattr__(name: str) -> Any:
    """Find these when they are first asked for: Django loads this package before its models."""
    if name not in __all__:
        raise AttributeError(name)
    home = "checking" if name in {"Report", "verify"} else "actions"
    return getattr(import_module(f"{__name__}.{home}"), name)
