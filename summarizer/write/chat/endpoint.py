"""A server that speaks the protocol of OpenAI: llama.cpp, Ollama, vLLM, a hosted service.

The client of OpenAI repeats what fails on the way (429, 5xx, Retry-After, broken connections);
here is repeated what arrives and is no reply. All of it ends with the timeout, so that no server
can hold an article longer, by whatever trick.
"""

import asyncio
import json
import os
import re
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import urlsplit

from summarizer.errors import MissingExtraError, OptionError
from summarizer.write.chat.completion import estimate, payload, read_completion
from summarizer.write.chat.grammar import write_grammar
from summarizer.write.model.engine import Reply, Request

LARGEST = 4_000_000
"""Bytes of an answer that are read."""

_UNKNOWN = (400, 404, 415, 422)  # what servers say of a field that they do not know
_REFUSED = (401, 403)
_KEY = "OPENAI_API_KEY"
_NO_KEY = "none"  # local servers need none
_SHORTEST_KEY = 8  # and take any word for one
_SAID = 160  # characters of a server's message
_MORE_ROOM = 4

_T = TypeVar("_T")


class Endpoint:
    """A model behind a server; ``ChatWriter`` tells what its arguments are."""

    def __init__(
        self,
        model: str,
        base_url: str,
        *,
        timeout: float,
        retries: int,
        concurrency: int,
        grammar: bool,
        context: int,
    ) -> None:
        try:
            import httpx2
            import openai
        except ImportError as error:
            raise MissingExtraError("chat", "a model behind a server") from error
        self._openai = openai
        self._http_error = httpx2.HTTPError
        self._model = model
        self._base_url = base_url
        self._key = _read_key()
        self._timeout = timeout
        self._retries = retries
        self._concurrency = concurrency
        self._manners = (_grammatical, _plain, _bare) if grammar else (_plain, _bare)
        self._first = 0  # of the manners: the one that this server was seen to take
        self.context = context
        self.identity = ("endpoint", base_url, model, grammar)

    def count(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens texts have, at most: nobody tells."""
        return [estimate(text) for text in texts]

    def generate(
        self, requests: Sequence[Request], tell: Callable[[int, Reply], None] = lambda *_: None
    ) -> list[Reply]:
        """Answer every request, so many at a time; ``tell`` hears of each as it is answered."""
        return _run(self._answer_all(requests, tell))

    async def _answer_all(
        self, requests: Sequence[Request], tell: Callable[[int, Reply], None]
    ) -> list[Reply]:
        gate = asyncio.Semaphore(self._concurrency)
        client = self._openai.AsyncOpenAI(
            base_url=self._base_url,
            api_key=self._key,
            timeout=None,  # one for all of it stands below
            max_retries=self._retries,
            http_client=self._openai.DefaultAsyncHttpxClient(follow_redirects=False),
        )

        async def answer(number: int, request: Request) -> Reply:
            async with gate:
                try:
                    async with asyncio.timeout(self._timeout):
                        reply = await self._persist(client, request)
                except TimeoutError:
                    reply = Reply.failed(f"no reply within {self._timeout:g} s")
            tell(number, reply)
            return reply

        async with client:
            return list(await asyncio.gather(*(answer(n, r) for n, r in enumerate(requests))))

    async def _persist(self, client: Any, request: Request) -> Reply:
        """Ask again where the reply is none: once more for each retry, with more room if cut."""
        reply = Reply.failed("not asked")
        room = request.room
        for _ in range(self._retries + 1):
            reply, again = await self._ask(client, request, room)
            if reply.failure is None or not again:
                break
            if not reply.finished:
                left = self.context - estimate(request.prompt)
                room = max(request.room, min(_MORE_ROOM * request.room, left))
        return reply

    async def _ask(self, client: Any, request: Request, room: int) -> tuple[Reply, bool]:
        """Return a reply, and whether asking again may help."""
        openai = self._openai
        for number in range(self._first, len(self._manners)):
            fields = self._manners[number](payload(request, room), request)
            try:
                body = await self._send(client, fields)
            except openai.APIStatusError as error:
                if error.status_code in _UNKNOWN and number + 1 < len(self._manners):
                    continue
                return Reply.failed(self._explain(error)), False
            except openai.APIConnectionError as error:
                return Reply.failed(
                    f"the server cannot be reached: {self._hide(str(error))}"
                ), False
            except (openai.APIError, self._http_error):
                return Reply.failed("the server broke off its answer"), True
            self._first = number
            return read_completion(body, request), True
        raise AssertionError

    async def _send(self, client: Any, fields: dict[str, Any]) -> object:
        """Return the answer's JSON, None if it is no JSON or too large."""
        create = client.chat.completions.with_streaming_response.create
        async with create(model=self._model, **fields) as response:
            body = bytearray()
            async for chunk in response.iter_bytes():
                body += chunk
                if len(body) > LARGEST:
                    return None
        try:
            found: object = json.loads(body.decode("utf-8", "replace"))
            # Written anew, the key has one form, however the server escaped it.
            return json.loads(self._hide(json.dumps(found), json.dumps(self._key)[1:-1]))
        except (ValueError, RecursionError):
            return None

    def _explain(self, error: Any) -> str:
        code = error.status_code
        if code in _REFUSED:
            return f"the server refuses the key ({code}): set {_KEY}"
        said = error.body.get("message") if isinstance(error.body, dict) else error.body
        plain = said if isinstance(said, str) and "<" not in said else ""
        said = " ".join(re.sub(r"[^\w.,:;()«»…\"'/-]+", " ", self._hide(plain)).split())
        return f"the server answers {code}" + (f": {said[:_SAID]}" if said else "")

    def _hide(self, text: str, key: str = "") -> str:
        """Take the key, as it is written there, out of what a server says."""
        return text if len(self._key) < _SHORTEST_KEY else text.replace(key or self._key, "…")


def _grammatical(fields: dict[str, Any], request: Request) -> dict[str, Any]:
    """Ask with the article's grammar, as llama.cpp and vLLM take it, and without thinking."""
    grammar = write_grammar(request.source)
    extra = {
        "grammar": grammar,
        "structured_outputs": {"grammar": grammar},
        "chat_template_kwargs": {"enable_thinking": False},
    }
    return {**fields, "extra_body": extra}


def _plain(fields: dict[str, Any], _: Request) -> dict[str, Any]:
    return fields


def _bare(fields: dict[str, Any], _: Request) -> dict[str, Any]:
    """Ask as models that think want to be asked: they take no temperature."""
    return {"messages": fields["messages"], "max_completion_tokens": fields["max_tokens"]}


def _read_key() -> str:
    key = os.environ.get(_KEY, "").strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise OptionError(f"what {_KEY} holds is no key")
    return key or _NO_KEY


def check_url(url: str | None) -> str:
    """Return the address of a server, if none is given that of the environment.

    Raises:
        OptionError: there is none, or it is no such address, or holds a key.
    """
    url = url or os.environ.get("OPENAI_BASE_URL")
    if url is None:
        raise OptionError("base_url is not given: where is the model served?")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise OptionError(f"base_url begins with http:// or https://, {url!r} does not")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise OptionError("base_url holds no key: the environment does")
    return url.rstrip("/")


def _run(work: Coroutine[Any, Any, _T]) -> _T:
    """Run a coroutine to its end, also where a loop is running already, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
