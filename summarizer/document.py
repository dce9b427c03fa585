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


@dataclass(frozen=True, slots=True, repr=False)
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

    def __repr__(self) -> str:
        return f"Document({_begin(self.title or self.text)!r}, {_count(self.sentences)})"


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


@dataclass(frozen=True, slots=True, repr=False)
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

    def __repr__(self) -> str:
        return f"Summary({_begin(self.text)!r}, {_count(self.sentences)}, {self.method!r})"

    def _repr_html_(self) -> str:
        """Show a notebook the text, each sentence with its evidence under the pointer."""
        from html import escape

        lines = (
            f'<span title="{escape(" ".join(s.text for s in line.evidence))}">'
            f"{escape(line.text)}</span>"
            for line in self.sentences
        )
        notes = "".join(f"<br><small>{escape(note)}</small>" for note in self.notes)
        return f"<p>{' '.join(lines)}{notes}</p>"

    @property
    def keywords(self) -> tuple[str, ...]:
        """Nouns that tell what the article is about, weightiest first; counted when asked for."""
        from summarizer.subjects import find_keywords

        return find_keywords(self.document)

    @property
    def names(self) -> tuple[str, ...]:
        """Who and what the article names, most often first; looked for when asked for."""
        from summarizer.subjects import find_names

        return find_names(self.document)

    def to_dict(self) -> dict[str, Any]:
        """Everything but the source text, ready for ``json.dumps``.

        Offsets of evidence count characters of the text as it was handed over.
        """
        return {**self.to_record(), "keywords": list(self.keywords), "names": list(self.names)}

    def to_record(self) -> dict[str, Any]:
        """Return the same without keywords and names, which take time of their own."""
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


def _begin(text: str) -> str:
    """Return the beginning of a text, for a line of a terminal."""
    line = " ".join(text[:80].split())
    return line if len(text) <= 60 else f"{line[:60]}…"


def _count(sentences: tuple[object, ...]) -> str:
    return f"{len(sentences)} sentence{'' if len(sentences) == 1 else 's'}"
