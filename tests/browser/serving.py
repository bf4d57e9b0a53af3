"""A server for a whole module: what is written inside stays for all its tests and then goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pytest_django.live_server_helper import LiveServer

from tests.database import empty


@contextmanager
def served() -> Iterator[str]:
    """Serve the test database on a free port; the address is yielded."""
    server = LiveServer("localhost")
    try:
        yield str(server.url)
    finally:
        server.stop()


@contextmanager
def committed() -> Iterator[None]:
    """Empty every table afterwards, the guarded ones too."""
    try:
        yield
    finally:
        empty()
