"""What a report is made from: one article and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, Self

from summarizer.document import Document, Sentence, Summary, WrittenSentence
from summarizer.errors import FileError, OptionError, SummarizerError
from summarizer.pipeline import Summarizer


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no summary, as the command line says it."""

    reason: str

    @classmethod
    def of(cls, error: SummarizerError) -> Self:
        """Return what a page shows of an error."""
        return cls(error.reason if isinstance(error, FileError) else str(error))


@dataclass(frozen=True, slots=True)
class Entry:
    """One article: where it came from, its summary or why there is none, the time it took.

    ``reasons`` is what ``Summarizer.explain`` says of ``result.document``, where it was asked.
    """

    source: str
    result: Summary | Failure
    seconds: float | None = None
    reasons: tuple[dict[str, float], ...] = ()

    @classmethod
    def of(
        cls, source: str, result: Summary | SummarizerError, seconds: float | None = None
    ) -> Self:
        """Return the entry of what a summarizer returned or raised."""
        if isinstance(result, SummarizerError):
            return cls(source, Failure.of(result), seconds)
        return cls(source, result, seconds)

    @property
    def title(self) -> str:
        """The article's title, or the name of its file."""
        title = self.result.document.title if isinstance(self.result, Summary) else None
        return title or PurePath(self.source).name or "Без названия"


def explained(entry: Entry, summarizer: Summarizer) -> Entry:
    """Return an entry with what moved the scores, where its ranker can say."""
    if not isinstance(entry.result, Summary):
        return entry
    try:
        return replace(entry, reasons=summarizer.explain(entry.result.document))
    except OptionError:
        return entry


def read_entry(
    record: Mapping[str, Any], document: Mapping[str, Any] | None, seconds: float | None = None
) -> Entry:
    """Return the entry of an article that a batch has kept as JSON.

    Args:
        record: ``Summary.to_dict()`` with ``source`` and ``error``.
        document: ``text``, ``title``, ``conclusion``, and of every sentence ``index``, ``start``,
            ``stop``, ``paragraph``, ``role``, ``score``; None where there is no summary.
        seconds: how long it took.
    """
    if document is None or record["error"] is not None:
        return Entry(record["source"], Failure(record["error"] or ""), seconds)
    text = document["text"]
    sentences = tuple(
        Sentence(text=text[found["start"] : found["stop"]], **found)
        for found in document["sentences"]
    )
    lines = tuple(
        WrittenSentence(
            line["start"],
            line["stop"],
            line["text"],
            tuple(sentences[source["index"]] for source in line["evidence"]),
        )
        for line in record["sentences"]
    )
    summary = Summary(
        record["summary"],
        lines,
        Document(text, document["title"], sentences, document["conclusion"]),
        record["method"],
        tuple(record["notes"]),
    )
    return Entry(record["source"], summary, seconds)
