"""Which numbers, dates, names and quotations of a summary were checked, and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.document import Summary, WrittenSentence
from summarizer.facts import ArticleFacts, Unsupported, find_unsupported
from summarizer.facts.claims import find_claims

_SHORT = 24


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact of a written sentence, ``sentence.text[start:stop] == text``.

    ``reason`` is None where the evidence supports it, and says what is wrong where it does not.
    """

    kind: str
    text: str
    start: int
    stop: int
    reason: str | None = None

    @property
    def in_one_piece(self) -> bool:
        """Whether it should not be parted by a line end: «18,5 %», «16 июня»."""
        return self.kind in {"number", "date"} and len(self.text) <= _SHORT


def find_marks(summary: Summary, *, verify: bool) -> tuple[tuple[Mark, ...], ...]:
    """Return the facts of each sentence of a summary, in reading order.

    Args:
        verify: hold them against their evidence once more. It takes as long as writing did, and no
            summarizer lets a fact through that does not stand this test.
    """
    facts = ArticleFacts.of(summary.document.text, summary.document.title)
    return tuple(
        tuple(sorted(_marks(sentence, facts if verify else None), key=lambda mark: mark.start))
        for sentence in summary.sentences
    )


def _marks(sentence: WrittenSentence, facts: ArticleFacts | None) -> Iterator[Mark]:
    text = sentence.text
    unsupported: tuple[Unsupported, ...] = ()
    if facts is not None:
        evidence = [source.text for source in sentence.evidence]
        unsupported = find_unsupported(text, evidence or facts.find_evidence(text), facts)
    for bad in unsupported:
        yield Mark(bad.kind, bad.text, bad.start, bad.stop, bad.reason)
    for claim in find_claims(text):
        if not any(claim.start < bad.stop and bad.start < claim.stop for bad in unsupported):
            yield Mark(claim.kind, text[claim.start : claim.stop], claim.start, claim.stop)
