"""A small web for tests: names with addresses, and one real server behind the public one."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import pytest

from opencompact.formats import fetching

PUBLIC = "93.184.216.34"


@dataclass
class Web:
    """What lies where. `leads` are redirections; `lines` is where a connection was asked for.

    The guard resolves and judges as ever. Only what it has judged to be `PUBLIC` is connected, and
    then to the server of the test; anything else would be a fault and is refused.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=lambda: {"lists.example": [PUBLIC]})
    lines: list[Any] = field(default_factory=list)

    def look_up(self, host: str, port: int, **_: Any) -> list[Any]:
        """Where a name is: no real name is ever asked for."""
        try:
            found = self.names.get(host) or [str(ip_address(host))]
        except ValueError:
            raise socket.gaierror from None
        return [
            (
                socket.AF_INET6 if ":" in ip else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (ip, port),
            )
            for ip in found
        ]


def _handler(web: Web) -> type[BaseHTTPRequestHandler]:
    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if leads := web.leads.get(path):
                self.send_response(302)
                self.send_header("Location", leads)
            else:
                self.send_response(200 if path in web.files else 404)
            self.send_header("Content-Length", str(len(web.files.get(path, b""))))
            self.end_headers()
            self.wfile.write(web.files.get(path, b""))

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Pages


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """The web as the fetcher finds it."""
    made = Web()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()

    class Line(socket.socket):
        def connect(self, place: Any) -> None:
            made.lines.append(place)
            if place != (PUBLIC, 80):
                raise OSError
            super().connect(server.server_address)

    monkeypatch.setattr(fetching.socket, "getaddrinfo", made.look_up)
    monkeypatch.setattr(fetching.socket, "socket", Line)
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
