"""Links in mail that do one thing without an account: `links.offer(…)`, `links.used(…)`."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .offering import Offer, Reader, offer, revoke, send, waiting
    from .purposes import Purpose
    from .using import SpentError, used

__all__ = [
    "Offer",
    "Purpose",
    "Reader",
    "SpentError",
    "offer",
    "revoke",
    "send",
    "used",
    "waiting",
]
HOMES = {"Purpose": "purposes", "SpentError": "using", "used": "using"}


def __getattr__(name: str) -> Any:
    """Find these when they are first asked for: Django loads this package before its models."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{HOMES.get(name, 'offering')}"), name)
