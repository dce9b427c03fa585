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


class Cached:
    """An engine whose replies are kept; those that failed are asked for again."""

    def __init__(self, engine: Telling, folder: Path | None = None) -> None:
        self._engine = engine
        self._folder = folder or _default_folder()

    def generate(self, requests: Sequence[Request]) -> list[Reply]:
        """Answer from the disk what was answered before."""
        paths = [self._place(request) for request in requests]
        known = {path: reply for path in set(paths) if (reply := _read(path)) is not None}
        first = {path: number for number, path in reversed(list(enumerate(paths)))}
        missing = [number for path, number in first.items() if path not in known]
        asked = sorted(missing)

        def keep(place: int, reply: Reply) -> None:
            known[paths[asked[place]]] = reply
            if reply.failure is None:
                _write(paths[asked[place]], reply)

        self._engine.generate([requests[number] for number in asked], keep)
        return [known[path] for path in paths]

    def _place(self, request: Request) -> Path:
        decides = (FORMAT, self._engine.identity, request.prompt, request.source, request.room)
        name = sha256(repr(decides).encode()).hexdigest()
        return self._folder / name[:2] / f"{name[2:]}.json"


def _default_folder() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "summarizer" / "replies"


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
