"""A URL → the article on that page, within limits, and from public addresses alone.

The name is looked up once and the connection goes to an address that was looked at, so that no
second answer of the name server can lead elsewhere. Redirects are followed by hand, each looked at
like the first.
"""

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urljoin, urlsplit

from summarizer import __version__
from summarizer.batch.html import read as read_html
from summarizer.batch.readers import ReadFailure, read_text
from summarizer.document import Page
from summarizer.errors import FetchError, MissingExtraError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool

Address = IPv4Address | IPv6Address

_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_READERS = {
    "text/html": read_html,
    "application/xhtml+xml": read_html,
    "text/plain": read_text,
}
_BLOCK = 1 << 16
# Addresses of IPv4 in a dress that nobody wears in the open network (RFC 4291, RFC 8215).
_OLD = (IPv6Network("::/96"), IPv6Network("64:ff9b:1::/48"))
_TRANSLATED = IPv6Network("64:ff9b::/96")  # an IPv4 address in its last four bytes (RFC 6052)


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one page may cost: bytes unpacked, seconds in all, redirects."""

    size: int = 10_000_000
    seconds: float = 20.0
    redirects: int = 5


def is_url(name: str) -> bool:
    """Whether a name is one of a page: «https://…».

    >>> is_url("https://example.org/"), is_url("статья.txt")
    (True, False)
    """
    return name.lower().startswith(("http://", "https://"))


def is_public(address: Address) -> bool:
    """Whether an address is one of the open network, whatever it is wrapped in.

    >>> is_public(ip_address("127.0.0.1")), is_public(ip_address("::ffff:10.0.0.1"))
    (False, False)
    """
    if isinstance(address, IPv6Address):
        if address.is_site_local or any(address in network for network in _OLD):
            return False
        inner = address.ipv4_mapped or address.sixtofour
        if address.teredo:
            inner = address.teredo[1]
        if address in _TRANSLATED:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None and not is_public(inner):
            return False
    return address.is_global and not address.is_multicast


def fetch_page(
    url: str,
    *,
    allows: Callable[[Address], bool] = is_public,
    limits: FetchLimits | None = None,
) -> Page:
    """Fetch a web page or a plain text and take the article out of it.

    Args:
        url: http or https.
        allows: which addresses may be asked; all that a name has must be allowed.
        limits: what it may cost.

    Raises:
        FetchError: it cannot be fetched, or holds no article.
        MissingExtraError: the ``documents`` extra is not installed.
    """
    try:
        import urllib3
    except ImportError as error:
        raise MissingExtraError("documents", "reading a URL") from error
    limits = limits or FetchLimits()
    fetcher = _Fetcher(url, allows, limits)
    try:
        return _within(limits.seconds, fetcher.page)
    except ReadFailure as error:
        raise FetchError(url, str(error)) from error
    except urllib3.exceptions.NewConnectionError as error:  # to urllib3 it is a timeout too
        raise FetchError(url, f"cannot be fetched: {_plain(error)}") from error
    except (TimeoutError, urllib3.exceptions.TimeoutError) as error:
        raise FetchError(url, f"did not come within {limits.seconds:g} s") from error
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise FetchError(url, f"cannot be fetched: {_plain(error)}") from error


def _within(seconds: float, work: Callable[[], Page]) -> Page:
    """Return what ``work`` returns, or give it up: a head that drips has no end of its own.

    Raises:
        TimeoutError: it took longer; the thread is left to itself.
    """
    done: Future[Page] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001  # raised where it is waited for
            done.set_exception(error)

    Thread(target=run, daemon=True).start()
    return done.result(seconds)


class _Fetcher:
    """One page on its way."""

    def __init__(self, url: str, allows: Callable[[Address], bool], limits: FetchLimits) -> None:
        self._url = url
        self._allows = allows
        self._limits = limits
        self._stop = time.monotonic() + limits.seconds

    def page(self) -> Page:
        url = self._url
        for _ in range(self._limits.redirects + 1):
            with self._ask(url) as response:
                if response.status not in _REDIRECTS:
                    return self._read(response)
                url = urljoin(url, response.headers.get("location", ""))
        raise FetchError(self._url, f"leads on more than {self._limits.redirects} times")

    @contextmanager
    def _ask(self, url: str) -> Iterator["BaseHTTPResponse"]:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        if parts.scheme not in _PORTS or not host:
            raise FetchError(self._url, "only http and https are fetched")
        if parts.username is not None or parts.password is not None:
            raise FetchError(self._url, "takes a name and a password, which are not sent")
        port = parts.port or _PORTS[parts.scheme]
        with _connect(parts.scheme, host, port, self._look_up(host, port)) as pool:
            response = pool.urlopen(
                "GET",
                _target(parts),
                headers={
                    "Host": _netloc(host, port, parts.scheme),
                    "User-Agent": f"summarizer/{__version__}",
                    "Accept": "text/html, text/plain;q=0.9",
                    "Accept-Encoding": "gzip",
                },
                redirect=False,
                retries=False,
                preload_content=False,
                timeout=self._left(),
            )
            try:
                yield response
            finally:
                response.close()

    def _look_up(self, host: str, port: int) -> str:
        """Return an address of a host, all of which are allowed."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            raise FetchError(self._url, f"no such host: {host}") from error
        addresses = [str(place[4][0]).partition("%")[0] for place in found]
        if not all(self._allows(ip_address(address)) for address in addresses):
            raise FetchError(self._url, f"{host} is not a public address: not fetched")
        return addresses[0]

    def _read(self, response: "BaseHTTPResponse") -> Page:
        if response.status != 200:
            raise FetchError(self._url, f"the server answers {response.status} {response.reason}")
        kind = response.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
        if kind not in _READERS:
            raise FetchError(self._url, f"is {kind}, neither a web page nor a plain text")
        blocks: list[bytes] = []
        size = 0
        while block := response.read1(_BLOCK, decode_content=True):  # whatever has come
            blocks.append(block)
            size += len(block)
            if size > self._limits.size:
                raise FetchError(self._url, f"is larger than {self._limits.size:,} bytes")
            self._left()
        return _READERS[kind](b"".join(blocks)).page

    def _left(self) -> float:
        """Return the seconds that are left.

        Raises:
            TimeoutError: none.
        """
        left = self._stop - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def _connect(scheme: str, host: str, port: int, address: str) -> "HTTPConnectionPool":
    """Return connections to an address; a certificate has to be the host's."""
    import urllib3

    if scheme == "http":
        return urllib3.HTTPConnectionPool(address, port)
    return urllib3.HTTPSConnectionPool(address, port, server_hostname=host, assert_hostname=host)


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _netloc(host: str, port: int, scheme: str) -> str:
    shown = f"[{host}]" if ":" in host else host
    return shown if port == _PORTS[scheme] else f"{shown}:{port}"


def _plain(error: Any) -> str:
    return str(getattr(error, "reason", None) or error).rpartition(": ")[2] or type(error).__name__
