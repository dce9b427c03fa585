"""Which numbers, names and quotations of a summary were checked, and what came of it."""

from dataclasses import dataclass

from summarizer.document import Summary


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact of a written sentence, ``sentence.text[start:stop]``.

    ``reason`` is None where the evidence supports it, and says what is wrong where it does not.
    """

    start: int
    stop: int
    kind: str
    text: str
    reason: str | None = None


def find_marks(summary: Summary) -> tuple[tuple[Mark, ...], ...]:
    """Return the facts of each sentence of a summary."""
    return tuple(() for _ in summary.sentences)
