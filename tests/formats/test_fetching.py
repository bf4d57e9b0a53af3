"""Fetching: a real server on this machine, and eighty addresses that nothing is ever sent to."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from opencompact.formats import fetching
from opencompact.formats.fetching import FetchError, Limits, fetch
from tests import figures

# Written as people and attackers write them; none may be connected to.
WRITTEN = (
    "http://127.0.0.1/", "http://127.1/", "http://127.0.0.1:80/", "http://127.255.255.254/",
    "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://0/",
    "http://0.0.0.0/", "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/", "http://localhost/", "http://LOCALHOST/", "http://localhost./",
    "http://10.0.0.1/", "http://10.255.255.255/", "http://172.16.0.1/", "http://172.31.255.254/",
    "http://192.168.0.1/", "http://192.168.1.254/", "http://169.254.169.254/latest/meta-data/",
    "http://169.254.0.1/", "http://100.64.0.1/", "http://100.127.255.254/", "http://192.0.0.1/",
    "http://192.0.2.1/", "http://198.18.0.1/", "http://198.51.100.1/", "http://203.0.113.1/",
    "http://224.0.0.1/", "http://239.255.255.250/", "http://240.0.0.1/", "http://255.255.255.255/",
    "http://192.88.99.1/", "http://[fe80::1]/", "http://[fc00::1]/", "http://[fd12:3456::1]/",
    "http://[ff02::1]/", "http://[fec0::1]/", "http://[2001:db8::1]/", "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::a00:1]/", "http://[64:ff9b:1::1]/", "http://[2002:7f00:1::]/",
    "http://[2002:a00:1::]/", "http://[2001:0:0:0:0:0:80ff:fffe]/", "http://[100::1]/",
    "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "https://localhost/",
    "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:25/", "dict://127.0.0.1:11211/",
    "ldap://127.0.0.1/", "data:text/csv,a", "javascript:alert(1)", "//127.0.0.1/", "127.0.0.1",
    "http:///etc/passwd", "http://", "", "http://a:b@127.0.0.1/", "http://a@example.org/",
    "http://example.org@127.0.0.1/", "http://127.0.0.1:22/", "http://127.0.0.1:6379/",
    "http://example.org:22/", "http://example.org:99999/", "http://[::1/", "http://[oops]/",
)  # fmt: skip
# Names that a server of somebody else's may answer with any address, or with two.
NAMED = {
    "inner.example": ["127.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "mixed.example": ["93.184.216.34", "10.0.0.1"],
    "six.example": ["::1"],
    "mapped.example": ["::ffff:10.0.0.1"],
    "scoped.example": ["fe80::1%1"],
    "nat.example": ["64:ff9b::c0a8:1"],
}
ADDRESSES = (*WRITTEN, *(f"https://{name}/list.csv" for name in NAMED))


def family(ip: str) -> int:
    return socket.AF_INET6 if ":" in ip else socket.AF_INET


@pytest.fixture
def lines(monkeypatch) -> list:
    """Every address that a socket was asked to connect to; none is."""
    asked: list = []
    real = socket.getaddrinfo

    def look_up(host, port, *rest, **more):
        if host in NAMED:
            return [
                (
                    socket.AF_INET6 if ":" in ip else socket.AF_INET,
                    socket.SOCK_STREAM,
                    6,
                    "",
                    (ip, port),
                )
                for ip in NAMED[host]
            ]
        if host.endswith(".example.org") or host == "example.org":
            raise socket.gaierror
        return real(host, port, *rest, **more)

    class Line(socket.socket):
        def connect(self, place):
            asked.append(place)
            raise OSError

    monkeypatch.setattr(fetching.socket, "getaddrinfo", look_up)
    monkeypatch.setattr(fetching.socket, "socket", Line)
    return asked


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_sent_to_an_address_that_is_not_public(lines, address):
    with pytest.raises(FetchError):
        fetch(address)
    assert lines == []


def test_the_figure_of_addresses(lines):
    for address in ADDRESSES:
        with pytest.raises(FetchError):
            fetch(address)
    figures.note("requests to inner places", addresses=len(ADDRESSES), connections=len(lines))
    assert len(ADDRESSES) >= 80
    assert not lines


def test_a_public_address_is_connected_to_as_it_was_judged(lines, monkeypatch):
    monkeypatch.setitem(NAMED, "open.example", ["93.184.216.34"])
    with pytest.raises(FetchError, match="does not answer"):
        fetch("http://open.example/list.csv")
    assert lines == [("93.184.216.34", 80)]


@pytest.mark.parametrize(
    ("ip", "public"),
    [("93.184.216.34", True), ("2606:2800:220:1::1", True), ("::ffff:93.184.216.34", True),
     ("64:ff9b::5db8:d822", True), ("10.0.0.1", False), ("::ffff:10.0.0.1", False)],
)  # fmt: skip
def test_is_public(ip, public):
    assert fetching.is_public(ip_address(ip)) is public


class Pages(BaseHTTPRequestHandler):
    """A few addresses, each with its own trouble."""

    asked: list[str] = []

    def do_GET(self):
        self.asked.append(self.path)
        leads = {"/on": "/list.csv", "/round": "/round", "/in": "http://10.0.0.1/", "/no": ""}
        if self.path in leads:
            self.send_response(302)
            self.send_header("Location", leads[self.path])
            self.end_headers()
            return
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Length", "1000" if self.path == "/half" else "9")
        self.end_headers()
        self.wfile.write(b"name\r\nA\r\n"[:9])

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Pages.asked.clear()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def server() -> Iterator[str]:
    """The host and port of a real server on this machine."""
    with served() as pair:
        yield pair


def get(server: str, path: str, **limits):
    return fetch(f"http://{server}{path}", limits=Limits(**limits), trusted=frozenset({server}))


def test_fetch_gives_the_file(server):
    found = get(server, "/list.csv?a=1#part")
    assert found.content == b"name\r\nA\r\n"
    assert Pages.asked == ["/list.csv?a=1"]


def test_fetch_follows_to_where_the_file_is(server):
    assert get(server, "/on").address == f"http://{server}/list.csv"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/round", "leads on and on"),
        ("/in", "not on the public internet"),
        ("/no", "leads to one that is not protected"),
        ("/gone", "answered 404"),
        ("/half", "broke off half-way"),
    ],
)
def test_fetch_says_what_went_wrong(server, path, says):
    with pytest.raises(FetchError, match=says):
        get(server, path)


def test_a_file_that_is_too_large_or_too_slow_is_left(server):
    with pytest.raises(FetchError, match="larger than"):
        get(server, "/list.csv", size=5)
    with pytest.raises(FetchError, match="too slowly"):
        get(server, "/list.csv", whole=-1)


def test_a_server_that_sends_a_byte_now_and_then_is_cut_off():
    """Without the cut it would be heard to its end: so many bytes are never sent."""
    listener, most, sent = socket.create_server(("127.0.0.1", 0)), 300, []
    pair = f"127.0.0.1:{listener.getsockname()[1]}"
    gone = threading.Event()

    def drip():
        line, _ = listener.accept()
        with line, suppress(OSError):
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while len(sent) < most and not gone.wait(0.02):
                sent.append(line.send(b"x"))

    server = threading.Thread(target=drip)
    server.start()
    with listener, pytest.raises(FetchError, match="too slowly"):
        get(pair, "/", whole=0.2)
    told = len(sent)
    gone.set()
    server.join()
    assert told < most


def test_letters_that_an_address_may_not_hold_are_written_with_their_numbers(server):
    get(server, "/list%20of caf\u00e9s.csv?q=a b")
    assert Pages.asked == ["/list%20of%20caf%C3%A9s.csv?q=a%20b"]


def test_without_trust_the_same_server_is_refused(server):
    with pytest.raises(FetchError):
        fetch(f"http://{server}/list.csv")
    assert Pages.asked == []


def test_a_protected_address_never_leads_to_an_open_one():
    with pytest.raises(FetchError, match="not protected"):
        fetching._next("https://example.org/a", "http://example.org/a")


def test_a_server_that_does_not_speak_http_is_left():
    listener = socket.create_server(("127.0.0.1", 0))
    pair = f"127.0.0.1:{listener.getsockname()[1]}"

    def babble():
        line, _ = listener.accept()
        with line:
            line.sendall(b"SSH-2.0-OpenSSH\r\n")

    threading.Thread(target=babble).start()
    with listener, pytest.raises(FetchError, match="gave no answer"):
        get(pair, "/")
