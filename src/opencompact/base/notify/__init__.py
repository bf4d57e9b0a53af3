"""Mail that is written in the transaction of an action and sent after it: `notify.queue(...)`."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .actions import queue
    from .readers import speaking_to

__all__ = ["queue", "speaking_to"]
HOMES = {"queue": "actions", "speaking_to": "readers"}


def __getattr__(name: str) -> Any:
    """Find this when it is first asked for: Django loads this package before its models."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
