"""Replies on the disk, so that a run that is repeated asks nothing twice.

One small file a reply in the user's cache folder (``XDG_CACHE_HOME``), named by all that decides
what the reply is. A key is never part of it.
"""

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from summarizer.document import Tokens
from summarizer.write.model.engine import Reply, Request

FORMAT = 1
"""Rises when replies are kept or asked for differently."""


class Telling(Protocol):
    """An engine that counts, and tells of each reply at once.

    ``identity`` is all that decides a reply besides the request; ``context`` is in tokens.
    """

    identity: tuple[Any, ...]

    @property
    def context(self) -> int:
        """Prompt and reply together."""

    def count(self, texts: Sequence[str]) -> list[int]:
        """Return the length of texts in tokens."""

    def generate(
        self, requests: Sequence[Request], tell: Callable[[int, Reply], None] = ...
    ) -> list[Reply]:
        """Answer every request, in their order."""


class OneByOne:
    """An engine that answers one request after the other."""

    def answer(self, request: Request) -> Reply:
        """Answer one request."""
        raise NotImplementedError

    def generate(
        self, requests: Sequence[Request], tell: Callable[[int, Reply], None] = lambda *_: None
    ) -> list[Reply]:
        """Answer every request, in their order."""
        replies = []
        for number, request in enumerate(requests):
            replies.append(self.answer(request))
            tell(number, replies[-1])
        return replies


class Cached:
    """An engine whose replies are kept; those that failed are asked for again."""

    def __init__(self, engine: Telling, folder: Path | None = None) -> None:
        self._engine = engine
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        self._folder = folder or cache / "summarizer" / "replies"

    def generate(self, requests: Sequence[Request]) -> list[Reply]:
        """Answer from the disk what was answered before."""
        found = {request: _read(self._place(request)) for request in requests}
        asked = [request for request, reply in found.items() if reply is None]
        known = {request: reply for request, reply in found.items() if reply is not None}

        def keep(number: int, reply: Reply) -> None:
            known[asked[number]] = reply
            if reply.failure is None:
                _write(self._place(asked[number]), reply)

        self._engine.generate(asked, keep)
        return [known[request] for request in requests]

    def _place(self, request: Request) -> Path:
        decides = (FORMAT, self._engine.identity, request.prompt, request.source, request.room)
        name = sha256(repr(decides).encode()).hexdigest()
        return self._folder / name[:2] / f"{name[2:]}.json"


def _read(path: Path) -> Reply | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        tokens = found.pop("tokens")
        return Reply(**found, tokens=None if tokens is None else Tokens(**tokens))
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return None  # not there, or damaged: it is asked for again


def _write(path: Path, reply: Reply) -> None:
    """Write a reply whole; without a disk to keep it on, the summary is made all the same."""
    temporary = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary.write_text(json.dumps(asdict(reply), ensure_ascii=False), encoding="utf-8")
        os.replace(temporary, path)
