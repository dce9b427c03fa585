"""What passes between a writer and what runs its model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from summarizer.document import Tokens


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked: the prompt, the text that numbers may come from, the most tokens."""

    prompt: str
    source: str
    room: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote; not ``finished`` where there was no room for its end.

    ``failure`` is the reason where it wrote nothing because it broke; ``note`` is what the user
    should know of a text that it wrote. ``tokens`` are counted by who runs it, if at all.
    """

    text: str
    finished: bool
    failure: str | None = None
    note: str | None = None
    tokens: Tokens | None = None

    @classmethod
    def failed(cls, reason: str) -> Self:
        """Return the reply of what broke."""
        return cls("", finished=True, failure=reason)


class Engine(Protocol):
    """What runs a model."""

    def generate(self, requests: Sequence[Request]) -> list[Reply]:
        """Answer every request, in their order; the same ones are answered alike."""
