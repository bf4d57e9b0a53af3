"""Whole addresses, for readers who are not on our pages, and keys that stand for things there."""

from urllib.parse import urljoin, urlsplit
from uuid import UUID, uuid5

from django.conf import settings


def whole(path: str) -> str:
    """The address of a path, with the name of the site."""
    return urljoin(settings.BASE_URL, path)


def entry_key(about: UUID, what: str) -> str:
    """What stands for a day in calendars (RFC 5545, 3.8.4.7): the same for the same thing, ever."""
    return f"{uuid5(about, what)}@{urlsplit(settings.BASE_URL).hostname}"
