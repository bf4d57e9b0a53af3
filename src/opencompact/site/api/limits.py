"""How often somebody may ask: counted in the cache, by token, else by where they come from."""

from datetime import datetime
from typing import Any, Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import PermissionDenied

from opencompact.base.areas.models import ApiToken

# A wrong token is counted apart: guessing has to be slower than asking.
GUESSES, GUESSING = 10, 300
MINUTE: Final = 60


def by_token(token: ApiToken, at: datetime) -> int:
    """Count one request of a token; how many seconds to wait, or 0."""
    return _count(f"token:{token.pk}", settings.API_RATES["token"], MINUTE, at)


def by_address(request: Any, at: datetime) -> int:
    """Count one request without a token from an address."""
    return _count(f"address:{_address(request)}", settings.API_RATES["address"], MINUTE, at)


def by_guess(request: Any, at: datetime) -> int:
    """Count one wrong token from an address."""
    return _count(f"guess:{_address(request)}", GUESSES, GUESSING, at)


def _count(who: str, most: int, seconds: int, at: datetime) -> int:
    """Count in windows of a fixed length. Two requests at once may count as one: no harm here."""
    now = int(at.timestamp())
    window, left = now // seconds, seconds - now % seconds
    cache, key = caches["api"], f"{who}:{seconds}:{window}"
    cache.add(key, 0, seconds)
    try:
        counted = cache.incr(key)
    except ValueError:  # it ran out between these two lines: a new window has begun
        return 0
    return left if counted > most else 0


def _address(request: Any) -> str:
    """Where the request comes from, as far as the proxies of settings.PROXIES can be believed."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return "unknown"
