"""The immutable values that flow through the pipeline."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from summarizer.clean.traced import Span, Traced

Role = Literal["text", "heading"]


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader hands over: a text, and its title where that came apart from it."""

    text: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article's body.

    ``document.text[start:stop] == text`` always; offsets count characters (code points).
    ``score`` is the ranker's salience, higher is better, comparable within one document only;
    None before ranking. A ``heading`` is a short line without a final mark: a subheading, a
    caption, a signature.
    """

    index: int
    start: int
    stop: int
    text: str
    paragraph: int
    role: Role = "text"
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An article taken apart: clean text, title, the sentences of the body, its own conclusion.

    ``notes`` say what reading left out. ``origin`` leads from the clean text to what was handed
    over.
    """

    text: str
    title: str | None
    sentences: tuple[Sentence, ...]
    conclusion: str | None
    notes: tuple[str, ...] = ()
    trace: Traced | None = field(default=None, compare=False, repr=False)

    def origin(self, start: int, stop: int) -> Span:
        """Return where ``text[start:stop]`` stands in the text as it was handed over."""
        return Span(start, stop) if self.trace is None else self.trace.origin(start, stop)


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """One sentence of a summary with the source sentences that it was written from.

    ``summary.text[start:stop] == text`` always.
    """

    start: int
    stop: int
    text: str
    evidence: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a language model read and wrote, as who runs it counts."""

    read: int
    written: int


def sum_tokens(*counts: Tokens | None) -> Tokens | None:
    """Return the sum of what was counted, None where nothing was."""
    counted = [count for count in counts if count is not None]
    if not counted:
        return None
    return Tokens(sum(count.read for count in counted), sum(count.written for count in counted))


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary that can be traced: every sentence to its evidence in ``document``.

    ``method`` names ranker and writer («learned+rules»). ``notes`` say what a user should know:
    characters that could not be read, what a writer corrected. ``tokens`` are those of a writer
    that counts them.
    """

    text: str
    sentences: tuple[WrittenSentence, ...]
    document: Document
    method: str
    notes: tuple[str, ...] = ()
    tokens: Tokens | None = None

    def __str__(self) -> str:
        return self.text

    def to_dict(self) -> dict[str, Any]:
        """Everything but the source text, ready for ``json.dumps``.

        Offsets of evidence count characters of the text as it was handed over.
        """
        origins = {
            source.index: self.document.origin(source.start, source.stop)
            for sentence in self.sentences
            for source in sentence.evidence
        }
        return {
            "title": self.document.title,
            "summary": self.text,
            "sentences": [
                {
                    "text": sentence.text,
                    "start": sentence.start,
                    "stop": sentence.stop,
                    "evidence": [
                        {
                            "index": source.index,
                            "start": origins[source.index].start,
                            "stop": origins[source.index].stop,
                            "text": source.text,
                            "score": source.score,
                        }
                        for source in sentence.evidence
                    ],
                }
                for sentence in self.sentences
            ],
            "conclusion": self.document.conclusion,
            "method": self.method,
            "notes": list(self.notes),
            "tokens": None if self.tokens is None else asdict(self.tokens),
        }
