"""Gets a file from a web address, and never from a place that only this server can reach."""

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from opencompact.core.phrases import PhrasedError, marked
from opencompact.core.record import record

PORTS: Final = {"http": 80, "https": 443}
PIECE: Final = 64 * 1024
MEGABYTE: Final = 1024 * 1024
# Ranges that carry another address inside, and one that older Pythons take for public.
TRANSLATED: Final = (ip_network("64:ff9b::/96"),)
LOCAL: Final = (
    ip_network("64:ff9b:1::/48"),
    ip_network("192.0.0.0/24"),
    ip_network("192.88.99.0/24"),
    ip_network("fec0::/10"),
)
# What an address may hold as it is; anything else is written with its number before it is asked.
AS_IT_IS: Final = "%/:?=&;@!$'()*+,~[]"
BROKEN_OFF: Final = marked("The file broke off half-way. Try again later.")
TOO_SLOW: Final = marked("The file comes too slowly. Download it yourself and hand it in.")
NO_ADDRESS: Final = marked("This is not a web address. It should begin with https://.")
Ip = IPv4Address | IPv6Address


class FetchError(PhrasedError):
    """The address cannot be used, or gave nothing."""


@record
class Limits:
    """Seconds to wait for a connection or a piece, seconds in all, bytes, and redirections."""

    wait: float = 5
    whole: float = 60
    size: int = 50 * MEGABYTE
    hops: int = 3


@record
class Fetched:
    """What came, and the address that gave it in the end."""

    content: bytes
    address: str


def fetch(
    address: str, *, limits: Limits | None = None, trusted: frozenset[str] = frozenset()
) -> Fetched:
    """Get the file at a web address; raises FetchError.

    `trusted` names host:port pairs that the administrator allows although they are not public.
    Every redirection is judged like the first address.
    """
    limits = limits or Limits()
    ends = time.monotonic() + limits.whole
    for _ in range(limits.hops + 1):
        parts = judged(address, trusted)
        with (
            closing(_connection(parts, limits, trusted, ends)) as connection,
            _cut_off(connection.sock, ends),
        ):
            answer = _ask(connection, parts)
            if answer.status in {301, 302, 303, 307, 308}:
                address = _next(address, answer.headers.get("Location") or "")
                continue
            return Fetched(_content(answer, limits, ends), address)
    raise FetchError(
        marked("The address leads on and on. Open it in a browser and use where it ends.")
    )


def is_address(place: str) -> bool:
    """Whether somebody means a web address, where a file could be named too."""
    return place.startswith(tuple(f"{scheme}://" for scheme in PORTS))


def judged(address: str, trusted: frozenset[str] = frozenset()) -> SplitResult:
    """The parts of an address that may be asked; raises FetchError for any other."""
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise FetchError(NO_ADDRESS) from None
    if parts.scheme not in PORTS or not host:
        raise FetchError(NO_ADDRESS)
    if parts.username is not None or parts.password is not None:
        raise FetchError(marked("Leave the name and password out of the address."))
    if port not in {None, PORTS[parts.scheme]} and _pair(parts) not in trusted:
        raise FetchError(marked("Only addresses without a port number can be used."))
    return parts


def is_public(address: Ip) -> bool:
    """Whether anybody on the internet could ask this address too."""
    if isinstance(address, IPv6Address):
        inner = _inside(address)
        if inner is not None:
            return is_public(inner)
    if any(address in network for network in LOCAL if network.version == address.version):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inside(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in TRANSLATED):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _pair(parts: SplitResult) -> str:
    return f"{parts.hostname}:{parts.port or PORTS[parts.scheme]}"


def _places(parts: SplitResult, trusted: frozenset[str]) -> Iterator[tuple[int, str, int]]:
    """Family, address and port of each place the host is at; all of them have to be public.

    The connection then goes to what was judged here: the name is not looked up a second time.
    """
    host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(
            marked("There is no server called {host}. Check the address."), host=host
        ) from None
    for family, _, _, _, place in found:
        ip = str(place[0])
        if _pair(parts) not in trusted and not is_public(ip_address(ip.partition("%")[0])):
            raise FetchError(
                marked("{host} is not on the public internet, so it cannot be asked."), host=host
            )
        yield family, ip, port


def _connection(
    parts: SplitResult, limits: Limits, trusted: frozenset[str], ends: float
) -> HTTPConnection:
    """A connection to the first place of the host that answers."""
    host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
    for family, ip, _ in list(_places(parts, trusted)):
        if time.monotonic() > ends:
            raise FetchError(TOO_SLOW)
        line = socket.socket(family, socket.SOCK_STREAM)
        line.settimeout(limits.wait)
        try:
            line.connect((ip, port))
            if parts.scheme == "https":
                line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
        except OSError:
            line.close()
            continue
        connection = HTTPConnection(host, port, timeout=limits.wait)
        connection.sock = line
        return connection
    raise FetchError(marked("{host} does not answer, or not safely. Try again later."), host=host)


@contextmanager
def _cut_off(line: socket.socket, ends: float) -> Iterator[None]:
    """Cut a connection when the time is over: a server that sends a byte now and then is no help.

    The line itself is cut, below any encryption, so that whoever waits for it wakes up.
    """

    def cut() -> None:
        with suppress(OSError):
            socket.socket.shutdown(line, socket.SHUT_RDWR)

    clock = Timer(max(0, ends - time.monotonic()), cut)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def _ask(connection: HTTPConnection, parts: SplitResult) -> HTTPResponse:
    bare = parts._replace(scheme="", netloc="", fragment="", path=parts.path or "/")
    target = quote(bare.geturl(), safe=AS_IT_IS)
    headers = {"User-Agent": "OpenCompact", "Accept-Encoding": "identity", "Connection": "close"}
    try:
        connection.request("GET", target, headers=headers)
        return connection.getresponse()
    except (OSError, HTTPException, ValueError):
        raise FetchError(
            marked("{host} gave no answer. Try again later."), host=parts.hostname
        ) from None


def _next(address: str, location: str) -> str:
    """Where a redirection leads; never from a protected address to an open one."""
    leads = urljoin(address, location)
    if not location or (address.startswith("https:") and not leads.startswith("https:")):
        raise FetchError(marked("The address leads to one that is not protected. Use another one."))
    return leads


def _content(answer: HTTPResponse, limits: Limits, ends: float) -> bytes:
    if answer.status != 200:  # noqa: PLR2004 - HTTP's OK
        raise FetchError(
            marked("The server answered {status}. Open the address in a browser."),
            status=answer.status,
        )
    content = bytearray()
    try:
        while piece := answer.read(PIECE):
            content += piece
            if len(content) > limits.size:
                raise FetchError(
                    marked("The file is larger than {most} MB."), most=limits.size // MEGABYTE
                )
            if time.monotonic() > ends:
                raise FetchError(TOO_SLOW)
    except (OSError, HTTPException):
        raise FetchError(TOO_SLOW if time.monotonic() > ends else BROKEN_OFF) from None
    if time.monotonic() > ends:
        raise FetchError(TOO_SLOW)
    if answer.length:  # the library keeps quiet about what was promised and did not come
        raise FetchError(BROKEN_OFF)
    return bytes(content)
