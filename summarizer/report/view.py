"""Entry → what a page shows of it: lines with their evidence, paragraphs with their scores."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from summarizer.document import Document, Sentence, Summary
from summarizer.report.entry import Entry
from summarizer.report.marks import Mark, find_marks
from summarizer.report.wording import HEADINGS, REASONS
from summarizer.words import count_words

PITCH = 7
"""From one bar of the margin to the next, in pixels."""

WIDEST = 32
"""The bar of the best sentence, in pixels."""

THICK = 3
"""How thick a bar is, in pixels."""

_NARROWEST = 3
_MOST_REASONS = 3
_LEAST_REASON = 0.05  # log odds; less is noise


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a written sentence: plain, or a fact that was checked."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the summary; ``evidence`` are indices of source sentences."""

    number: int
    pieces: tuple[Piece, ...]
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source: a sentence that was used, with the lines written from it, or others.

    ``index`` is None where nothing was used.
    """

    text: str
    index: int | None = None
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A sentence's score in the margin, as a width in pixels."""

    index: int
    top: int
    width: float
    score: float


@dataclass(frozen=True, slots=True)
class Margin:
    """The scores of a paragraph, one bar under the other: those used, and an outline of the rest.

    ``others`` is an SVG path.
    """

    height: int
    used: tuple[Bar, ...]
    others: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the source; ``outside`` is what the parser left out of the body."""

    kind: Literal["text", "heading", "outside"]
    spans: tuple[Span, ...]
    margin: Margin | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a source sentence was taken: kinds of evidence with what each added, in log odds."""

    index: int
    lines: tuple[int, ...]
    score: float
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Article:
    """Everything that the page of one summary shows.

    ``verify`` holds its facts against their evidence once more.
    """

    entry: Entry
    summary: Summary
    verify: bool = False

    @property
    def conclusion(self) -> tuple[str, ...]:
        """The article's own conclusion, by paragraphs."""
        return tuple((self.summary.document.conclusion or "").split("\n")) if self.own else ()

    @property
    def own(self) -> bool:
        """Whether the article has a conclusion of its own."""
        return self.summary.document.conclusion is not None

    @cached_property
    def words(self) -> int:
        """Words of the summary."""
        return count_words(self.summary.text)

    @cached_property
    def source_words(self) -> int:
        """Words of the article's body."""
        return sum(count_words(sentence.text) for sentence in self.summary.document.sentences)

    @property
    def heading(self) -> str:
        """What the summary is called, by who wrote it."""
        return HEADINGS.get(self.summary.method.rpartition("+")[2], HEADINGS["rules"])

    @cached_property
    def keywords(self) -> tuple[str, ...]:
        """What the article is about."""
        return self.summary.keywords

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Who and what it names."""
        return self.summary.names

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The sentences of the summary."""
        return tuple(
            Line(
                number,
                tuple(_cut(sentence.text, marks)),
                tuple(dict.fromkeys(source.index for source in sentence.evidence)),
            )
            for number, (sentence, marks) in enumerate(
                zip(self.summary.sentences, self.marks, strict=True), start=1
            )
        )

    @cached_property
    def marks(self) -> tuple[tuple[Mark, ...], ...]:
        """The facts of each sentence of the summary."""
        return find_marks(self.summary, verify=self.verify)

    @cached_property
    def facts(self) -> int:
        """How many facts the summary claims."""
        return sum(map(len, self.marks))

    @cached_property
    def doubts(self) -> tuple[Mark, ...]:
        """The facts that the evidence does not support."""
        return tuple(mark for marks in self.marks for mark in marks if mark.reason is not None)

    @cached_property
    def used(self) -> dict[int, tuple[int, ...]]:
        """Source sentence → the lines that were written from it."""
        found: dict[int, list[int]] = {}
        for line in self.lines:
            for index in line.evidence:
                found.setdefault(index, []).append(line.number)
        return {index: tuple(numbers) for index, numbers in found.items()}

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The whole source, the body with its scores."""
        return tuple(_paragraphs(self.summary.document, self.used))

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the evidence was taken, where the entry says."""
        sentences = self.summary.document.sentences
        if len(self.entry.reasons) != len(sentences):
            return ()
        return tuple(
            Reason(index, lines, sentences[index].score or 0.0, _weightiest(moved))
            for index, lines in sorted(self.used.items())
            if (moved := self.entry.reasons[index])
        )


def _cut(text: str, marks: Sequence[Mark]) -> Iterator[Piece]:
    """Cut a sentence at its facts; where two overlap, the first is shown."""
    position = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.stop)):
        if mark.start < position:
            continue
        if mark.start > position:
            yield Piece(text[position : mark.start])
        yield Piece(text[mark.start : mark.stop], mark)
        position = mark.stop
    if position < len(text):
        yield Piece(text[position:])


def _paragraphs(document: Document, used: dict[int, tuple[int, ...]]) -> Iterator[Paragraph]:
    scale = _Scale([s.score for s in document.sentences if s.score is not None])
    position = 0
    for _, group in groupby(document.sentences, key=lambda sentence: sentence.paragraph):
        sentences = tuple(group)
        yield from _outside(document.text[position : sentences[0].start])
        position = sentences[-1].stop
        yield Paragraph(
            "heading" if all(s.role == "heading" for s in sentences) else "text",
            tuple(_spans(document.text, sentences, used)),
            scale.margin(sentences, used),
        )
    yield from _outside(document.text[position:])


def _spans(
    text: str, sentences: Sequence[Sentence], used: dict[int, tuple[int, ...]]
) -> Iterator[Span]:
    """Cut a paragraph at the sentences that were used."""
    position = sentences[0].start
    for sentence in sentences:
        if sentence.index not in used:
            continue
        if sentence.start > position:
            yield Span(text[position : sentence.start])
        yield Span(sentence.text, sentence.index, used[sentence.index])
        position = sentence.stop
    if position < sentences[-1].stop:
        yield Span(text[position : sentences[-1].stop])


def _outside(text: str) -> Iterator[Paragraph]:
    for line in text.split("\n"):
        if line.strip():
            yield Paragraph("outside", (Span(line.strip()),))


class _Scale:
    """Scores of one document → widths."""

    def __init__(self, scores: Sequence[float]) -> None:
        self.low = min(scores, default=0.0)
        self.range = max(scores, default=0.0) - self.low

    def margin(
        self, sentences: Sequence[Sentence], used: dict[int, tuple[int, ...]]
    ) -> Margin | None:
        bars = [
            Bar(sentence.index, place * PITCH, self.width(sentence.score), sentence.score)
            for place, sentence in enumerate(sentences)
            if sentence.score is not None
        ]
        if not bars:
            return None
        others = (
            f"M{WIDEST - bar.width:.0f} {bar.top}H{WIDEST}v{THICK}H{WIDEST - bar.width:.0f}z"
            for bar in bars
            if bar.index not in used
        )
        return Margin(
            len(sentences) * PITCH,
            tuple(bar for bar in bars if bar.index in used),
            "".join(others),
        )

    def width(self, score: float) -> float:
        share = (score - self.low) / self.range if self.range else 0.5
        return round(_NARROWEST + share * (WIDEST - _NARROWEST), 1)


def _weightiest(moved: dict[str, float]) -> tuple[tuple[str, float], ...]:
    """Name the few kinds of evidence that moved a score most."""
    known = [(words, moved[name]) for name, words in REASONS.items() if name in moved]
    known += [(name, value) for name, value in moved.items() if name not in REASONS]
    weighty = [part for part in known if abs(part[1]) >= _LEAST_REASON]
    return tuple(sorted(weighty, key=lambda part: -abs(part[1]))[:_MOST_REASONS])
