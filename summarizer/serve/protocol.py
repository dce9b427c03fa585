"""One HTTP connection: uvicorn's own over httptools, with limits on heads and on their number.

uvicorn reads heads of any length, waits for ever for the first, takes requests without a host, and
answers what is no HTTP, and one connection too many, in plain text.
"""

import asyncio
import re
from functools import partial
from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from summarizer.serve.limits import Limits, Refusal, describe

_MOST = 1 << 16
"""Bytes of a head, give or take a piece."""

_PIECE = 1 << 14
_REQUEST_LINE = re.compile(rb"[A-Z]+ /\S* HTTP/1\.[01]\r\n")


class Protocol(HttpToolsProtocol):
    """A connection whose client has so much patience to send a head, one of so many."""

    def __init__(self, *args: Any, limits: Limits, **options: Any) -> None:
        super().__init__(*args, **options)
        self._patience = limits.patience
        self._most = limits.connections
        self._deadline: asyncio.TimerHandle | None = None
        self._in_head = False
        self._head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > self._most:
            self._refuse(Refusal(503, "Busy", "too many connections are open: try again later"))

    def data_received(self, data: bytes) -> None:
        """Wait for the rest, where it is the beginning of a head."""
        self._unset_keepalive_if_required()
        for start in range(0, len(data), _PIECE):
            try:
                self._feed(data[start : start + _PIECE])
            except Refusal as refusal:
                self._refuse(refusal)
                return
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_waiting()
        elif self._deadline is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Begin to count the bytes of a head."""
        self._in_head = True
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Refuse what the parser lets pass."""
        self._in_head = False
        version = self.parser.get_http_version()
        hosts = sum(name == b"host" for name, _ in self.headers)
        if version not in {"1.0", "1.1"} or hosts > 1 or (version == "1.1" and not hosts):
            raise Refusal(400, "NotHttp", "send HTTP/1.1 with one Host")
        if not self.url.startswith(b"/"):
            raise Refusal(404, "NotFound", "this is no proxy: ask for a path")
        super().on_headers_complete()

    def _feed(self, data: bytes) -> None:
        """Parse a piece.

        Raises:
            Refusal: 400 no HTTP or too long a head, 404 no path, 405 a method that nobody knows.
        """
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            pass  # it goes on as it began
        except httptools.HttpParserInvalidMethodError as error:
            if _REQUEST_LINE.match(data):
                raise Refusal(405, "MethodNotAllowed", "no such method here") from error
            raise Refusal(400, "NotHttp", "this is no HTTP") from error
        except httptools.HttpParserError as error:
            if isinstance(error.__context__, Refusal):  # of on_headers_complete
                raise error.__context__ from None
            raise Refusal(400, "NotHttp", f"this is no HTTP: {error}") from error
        if self._in_head:
            self._head += len(data)
            if self._head > _MOST:
                raise Refusal(400, "NotHttp", f"the head is longer than {_MOST:,} bytes")

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(self._patience, self._expire)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _expire(self) -> None:
        self._deadline = None
        if not self.transport.is_closing():
            message = f"the head of the request did not come within {self._patience:g} s"
            self._refuse(Refusal(408, "TooSlow", message))

    def _refuse(self, refusal: Refusal) -> None:
        """Answer, unless an answer has begun, and close the connection."""
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            body = describe(refusal.kind, str(refusal))
            head = (
                b"content-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
            )
            self.transport.write(STATUS_LINE[refusal.status] + head % len(body) + body)
        if self.cycle is not None:
            self.cycle.disconnected = True
        self.transport.close()


def protocol_of(limits: Limits) -> Any:
    """Return what uvicorn calls for each connection."""
    return partial(Protocol, limits=limits)
