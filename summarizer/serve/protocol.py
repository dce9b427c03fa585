"""One HTTP connection: uvicorn's own over h11, with limits on heads and on their number.

uvicorn waits for ever for the first head, and answers what is no HTTP, and one connection too
many, in plain text.
"""

import asyncio
from functools import partial
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from summarizer.serve.limits import Limits, describe


class Protocol(H11Protocol):
    """A connection whose client has so much patience to send a head, one of so many."""

    def __init__(self, *args: Any, limits: Limits, **options: Any) -> None:
        super().__init__(*args, **options)
        self._patience = limits.patience
        self._most = limits.connections
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > self._most:
            self._refuse(503, "Busy", "too many connections are open: try again later")

    def data_received(self, data: bytes) -> None:
        """Wait for the rest, where it is the beginning of a head."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_waiting()
        elif self._deadline is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, as JSON."""
        self._refuse(400, "NotHttp", msg)

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
            self._refuse(408, "TooSlow", message)

    def _refuse(self, status: int, kind: str, message: str) -> None:
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            body = describe(kind, message)
            headers = [
                ("content-type", "application/json"),
                ("content-length", str(len(body))),
                ("connection", "close"),
            ]
            events = (
                h11.Response(status_code=status, headers=headers),
                h11.Data(data=body),
                h11.EndOfMessage(),
            )
            for event in events:
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


def protocol_of(limits: Limits) -> Any:
    """Return what uvicorn calls for each connection."""
    return partial(Protocol, limits=limits)
