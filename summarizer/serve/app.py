"""The application: what is refused at the door, and what goes to the workers. Plain ASGI."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from summarizer.errors import WorkerError
from summarizer.serve.limits import Limits, Refusal, describe, encode
from summarizer.serve.openapi import PAGE, describe_api
from summarizer.serve.workers import Answer, Workers

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_JSON = b"application/json"
_PAGE_HEADERS = {
    b"content-type": b"text/html; charset=utf-8",
    b"content-security-policy": b"default-src 'none'; style-src 'unsafe-inline'",
}
_METHODS = {
    "/summarize": ("POST",),
    "/check": ("POST",),
    "/health": ("GET", "HEAD"),
    "/openapi.json": ("GET", "HEAD"),
    "/": ("GET", "HEAD"),
}


class _Gone(Exception):  # noqa: N818
    """The client has left."""


class Service:
    """The application, for any ASGI server; its processes live as long as it does."""

    def __init__(self, workers: int = 1, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._workers = Workers(workers, self._limits.seconds, self._limits.waiting)
        self._held = 0
        self._api = encode(describe_api(self._limits))

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request, or live from the server's start to its end."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        try:
            answer = await self._answer(scope, receive)
        except Refusal as refusal:
            answer = _refuse(refusal, scope)
        except _Gone:
            return
        headers = {
            b"content-type": _JSON,
            b"content-length": b"%d" % len(answer.body),
            b"x-content-type-options": b"nosniff",
            **answer.headers,
        }
        await send(
            {
                "type": "http.response.start",
                "status": answer.status,
                "headers": list(headers.items()),
            }
        )
        await send({"type": "http.response.body", "body": answer.body})

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            await self._workers.start()
        except (WorkerError, OSError) as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            return
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._workers.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: Message, receive: Receive) -> Answer:
        path = scope["path"]
        if path not in _METHODS:
            raise Refusal(404, "NotFound", "there is nothing at this path: see /openapi.json")
        if scope["method"] not in _METHODS[path]:
            raise Refusal(405, "MethodNotAllowed", f"{path} takes {' or '.join(_METHODS[path])}")
        if path == "/health":
            return self._tell_health()
        if path == "/openapi.json":
            return Answer(200, self._api)
        if path == "/":
            return Answer(200, PAGE.encode(), _PAGE_HEADERS)
        return await self._work(path[1:], scope, receive)

    def _tell_health(self) -> Answer:
        """Tell whether the service can work: 503 while not one worker is ready."""
        workers = self._workers
        said = {
            "status": "ok" if workers.ready else "starting",
            "workers": workers.count,
            "ready": workers.ready,
            "waiting": workers.waiting,
        }
        return Answer(200 if workers.ready else 503, encode(said))

    async def _work(self, task: str, scope: Message, receive: Receive) -> Answer:
        body = b""
        try:
            body = await self._read(dict(scope["headers"]), receive)
            return await self._workers.ask(task, body)
        finally:
            self._held -= len(body)

    async def _read(self, headers: Mapping[bytes, bytes], receive: Receive) -> bytes:
        """Return the body; it is counted as held.

        Raises:
            Refusal: 400 two lengths, 413 too large, 415 no JSON by its headers, 408 too slow, 503
                no room for it.
        """
        if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != _JSON:
            raise Refusal(415, "NotJson", f"send the body as {_JSON.decode()}")
        if headers.get(b"content-encoding", b"identity").lower() != b"identity":
            raise Refusal(415, "Encoded", "send the body without a content encoding")
        if b"content-length" in headers and b"transfer-encoding" in headers:
            raise Refusal(400, "NotHttp", "send the body with a length or in chunks, not with both")
        announced = headers.get(b"content-length", b"0")
        if announced.isdigit() and int(announced[:20]) > self._limits.body:
            raise self._too_large()
        parts: list[bytes] = []
        try:
            async with asyncio.timeout(self._limits.patience):
                await self._collect(receive, parts)
        except BaseException as error:
            self._held -= sum(map(len, parts))
            if isinstance(error, TimeoutError):
                message = f"the body did not come within {self._limits.patience:g} s"
                raise Refusal(408, "TooSlow", message) from error
            raise
        return b"".join(parts)

    async def _collect(self, receive: Receive, parts: list[bytes]) -> None:
        """Append the body to ``parts`` as it comes, and count it as held."""
        size = 0
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise _Gone
            part, more = message.get("body", b""), message.get("more_body", False)
            size += len(part)
            self._held += len(part)
            parts.append(part)
            if size > self._limits.body:
                raise self._too_large()
            if self._held > self._limits.held:
                raise Refusal(503, "Busy", "too much is being read: try again later")

    def _too_large(self) -> Refusal:
        most = f"{self._limits.body:,}"
        return Refusal(413, "TooLarge", f"the body is larger than {most} bytes: send it in parts")


def _refuse(refusal: Refusal, scope: Message) -> Answer:
    headers: dict[bytes, bytes] = {}
    if refusal.status == 405:
        headers[b"allow"] = ", ".join(_METHODS[scope["path"]]).encode()
    if refusal.status == 503:
        headers[b"retry-after"] = b"1"
    if refusal.status in {408, 413, 503}:  # the rest of the body is not read
        headers[b"connection"] = b"close"
    return Answer(refusal.status, describe(refusal.kind, str(refusal)), headers)
