"""Mail that is written in the transaction of an action and sent after it: `notify.queue(...)`."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .actions import queue

__all__ = ["queue"]


def __getattr__(name: str) -> Any:
    """Find this when it is first asked for: Django loads this package before its models."""
    if name == "queue":
        from .actions import queue  # noqa: PLC0415

        return queue
    raise AttributeError(name)
