"""The application: what is refused at the door, and what goes to the workers."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from summarizer.errors import MissingExtraError
from summarizer.serve.limits import Limits, Refusal, describe
from summarizer.serve.openapi import PAGE, describe_api
from summarizer.serve.requests import CHECK, SUMMARIZE, parse
from summarizer.serve.workers import Workers

try:
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException
    from starlette.requests import ClientDisconnect, Request
    from starlette.responses import HTMLResponse, Response
    from starlette.routing import Route
except ImportError as error:
    raise MissingExtraError("serve", "the service") from error

_JSON = "application/json"
_HEADERS = {"x-content-type-options": "nosniff"}
_PAGE_HEADERS = {
    **_HEADERS,
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
}


def build_app(workers: int = 1, limits: Limits | None = None) -> Starlette:
    """Return the application, for any ASGI server; its processes live as long as it does."""
    limits = limits or Limits()
    service = Service(Workers(workers, limits.seconds, limits.waiting), limits)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await service.workers.start()
        try:
            yield
        finally:
            await service.workers.stop()

    return Starlette(
        routes=[
            Route("/summarize", service.summarize, methods=["POST"]),
            Route("/check", service.check, methods=["POST"]),
            Route("/health", service.health),
            Route("/openapi.json", service.openapi),
            Route("/", service.page),
        ],
        exception_handlers={
            Refusal: _refuse,
            HTTPException: _refuse_http,
            ClientDisconnect: _forget,
        },
        lifespan=lifespan,
    )


class Service:
    """The routes over a set of workers."""

    def __init__(self, workers: Workers, limits: Limits) -> None:
        self.workers = workers
        self._limits = limits
        self._held = 0
        self._api = json.dumps(describe_api(limits), ensure_ascii=False).encode()

    async def summarize(self, request: Request) -> Response:
        """Summarize one article."""
        return await self._work(request, "summarize", SUMMARIZE)

    async def check(self, request: Request) -> Response:
        """Hold a summary to its article."""
        return await self._work(request, "check", CHECK)

    async def health(self, _: Request) -> Response:
        """Tell whether the service can work: 503 while not one worker is ready."""
        workers = self.workers
        said = {
            "status": "ok" if workers.ready else "starting",
            "workers": workers.count,
            "ready": workers.ready,
            "waiting": workers.waiting,
        }
        return _respond(json.dumps(said).encode(), 200 if workers.ready else 503)

    async def openapi(self, _: Request) -> Response:
        """Describe the service for programs."""
        return _respond(self._api)

    async def page(self, _: Request) -> Response:
        """Describe the service for people."""
        return HTMLResponse(PAGE, headers=_PAGE_HEADERS)

    async def _work(self, request: Request, task: str, schema: Mapping[str, Any]) -> Response:
        body = b""
        try:
            body = await self._read(request)
            fields = parse(body, schema)
            # Surrogates without their other half stay escapes.
            question = json.dumps({"task": task, "fields": fields}).encode()
            answer = await self.workers.ask(question)
        finally:
            self._held -= len(body)
        return _respond(answer.body, answer.status)

    async def _read(self, request: Request) -> bytes:
        """Return the body; it is counted as held.

        Raises:
            Refusal: 400 two lengths, 413 too large, 415 no JSON by its headers, 408 too slow, 503
                no room for it.
        """
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != _JSON:
            raise Refusal(415, "NotJson", f"send the body as {_JSON}")
        if request.headers.get("content-encoding", "identity").lower() != "identity":
            raise Refusal(415, "Encoded", "send the body without a content encoding")
        if "content-length" in request.headers and "transfer-encoding" in request.headers:
            raise Refusal(400, "NotHttp", "send the body with a length or in chunks, not with both")
        announced = request.headers.get("content-length", "0")
        if announced.isdecimal() and int(announced[:20]) > self._limits.body:
            raise self._too_large()
        parts: list[bytes] = []
        try:
            async with asyncio.timeout(self._limits.patience):
                await self._collect(request, parts)
        except BaseException as error:
            self._held -= sum(map(len, parts))
            if isinstance(error, TimeoutError):
                message = f"the body did not come within {self._limits.patience:g} s"
                raise Refusal(408, "TooSlow", message) from error
            raise
        return b"".join(parts)

    async def _collect(self, request: Request, parts: list[bytes]) -> None:
        """Append the body to ``parts`` as it comes, and count it as held."""
        size = 0
        async for part in request.stream():
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


def _respond(body: bytes, status: int = 200, **headers: str) -> Response:
    return Response(body, status, _HEADERS | headers, media_type=_JSON)


async def _refuse(_: Request, error: Exception) -> Response:
    if not isinstance(error, Refusal):
        raise error
    headers = {"retry-after": "1"} if error.status == 503 else {}
    if error.status in {408, 413, 503}:  # the rest of the body is not read
        headers["connection"] = "close"
    said = describe(error.kind, str(error))
    return _respond(json.dumps(said, ensure_ascii=False).encode(), error.status, **headers)


async def _refuse_http(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    said = describe(error.detail.title().replace(" ", ""), f"{error.detail}: see /openapi.json")
    return _respond(json.dumps(said).encode(), error.status_code, **(error.headers or {}))


async def _forget(_: Request, __: Exception) -> Response:
    """Nobody is there any more to read this."""
    return Response(status_code=400)
