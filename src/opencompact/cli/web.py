"""The web server with the regular jobs beside it, both of one start and one end."""

import multiprocessing
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from gunicorn.app.base import BaseApplication

TICK_SECONDS = 5
GRACE_SECONDS = 5


class Server(BaseApplication):
    """Gunicorn with our application, which is loaded once, before the workers are made."""

    def __init__(self, **options: Any) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Take the options given and nothing from files or the environment."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application."""
        from opencompact.site.wsgi import application

        return application


def run(host: str, port: int, workers: int) -> int:
    """Serve until a signal to stop; return the server's exit status."""
    from django.db import connections
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 - loads every page now, not on the first visit
    connections.close_all()  # no process may share another's connection
    forked = multiprocessing.get_context("fork")
    server = forked.Process(target=_serve, args=(host, port, workers))
    server.start()
    with _stopping(server), _ticking():
        server.join()
    return server.exitcode or 0


def _serve(host: str, port: int, workers: int) -> None:
    Server(
        bind=f"{host}:{port}",
        workers=workers,
        worker_class="gthread",
        threads=4,
        preload_app=True,
        control_socket_disable=True,
        loglevel="warning",
        graceful_timeout=GRACE_SECONDS,
        proc_name="opencompact",
    ).run()


@contextmanager
def _stopping(server: Any) -> Iterator[None]:
    """Hand a request to stop on to the server, and wait for it."""

    def stop(*_: object) -> None:
        server.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        if server.is_alive():
            server.terminate()
            server.join(timeout=2 * GRACE_SECONDS)


@contextmanager
def _ticking() -> Iterator[None]:
    """Run the regular jobs beside the server, every few seconds."""
    done = threading.Event()

    def work() -> None:
        from django.db import connection

        from opencompact.base.tasks.jobs import tick

        while not done.wait(TICK_SECONDS):
            tick(datetime.now(UTC))
            connection.close()

    beside = threading.Thread(target=work, daemon=True)
    beside.start()
    try:
        yield
    finally:
        done.set()
        beside.join(timeout=GRACE_SECONDS)
