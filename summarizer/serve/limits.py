"""How much the service takes on, and how it refuses more."""

import json
from dataclasses import dataclass
from typing import Any

from summarizer.errors import OptionError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request, and all of them together, may cost.

    Args:
        body: bytes of a request's body.
        seconds: for the work on one request, from the moment that a worker begins.
        patience: seconds in which a client has to send its head, and then its body.
        waiting: requests that may wait for a worker.
        held: bytes of all bodies at once.
        connections: open at once.
    """

    body: int = 1_000_000
    seconds: float = 30.0
    patience: float = 20.0
    waiting: int = 256
    held: int = 64_000_000
    connections: int = 1_000

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not getattr(self, name) > 0:
                raise OptionError(f"{name} is above 0, not {getattr(self, name)}")


class Refusal(Exception):  # noqa: N818
    """A request that is not served: the HTTP ``status``, a name for programs, words for people."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind


def encode(value: dict[str, Any]) -> bytes:
    """Return JSON in UTF-8; half a surrogate pair stays the escape that it came as."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")


def describe(kind: str, message: str) -> bytes:
    """Return the JSON of every refusal."""
    return encode({"error": {"type": kind, "message": message}})
