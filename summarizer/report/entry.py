"""What a report is made from: one article and what became of it."""

from dataclasses import dataclass, replace
from pathlib import PurePath

from summarizer.document import Summary
from summarizer.errors import OptionError, SummarizerError
from summarizer.pipeline import Summarizer


@dataclass(frozen=True, slots=True)
class Entry:
    """One article: where it came from, its summary or the error, the time it took.

    ``reasons`` is what ``Summarizer.explain`` says of ``result.document``, where it was asked.
    """

    source: str
    result: Summary | SummarizerError
    seconds: float | None = None
    reasons: tuple[dict[str, float], ...] = ()

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
