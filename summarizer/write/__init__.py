"""Stage 5: document + ranking + budget → written sentences. One way of writing a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, runtime_checkable

from summarizer.budget import Budget
from summarizer.document import Document, Sentence, Tokens
from summarizer.errors import OptionError, SummarizerError, UnknownNameError
from summarizer.rank import Ranked

STYLES = {
    "conclusion": "rules",
    "theses": "theses",
    "headline": "headline",
    "extract": "extract",
}
"""Style → the writer that serves it by default."""

WRITERS = {
    "extract": "summarizer.write.extract:Extract",
    "headline": "summarizer.write.theses:Headline",
    "rules": "summarizer.write.conclusion:Conclusion",
    "theses": "summarizer.write.theses:Theses",
}
"""Name → where the class stands; imported when first asked for."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One sentence as written, and the source sentences it was written from."""

    text: str
    evidence: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer returns: sentences in reading order, notes for the user, tokens it counted."""

    drafts: tuple[Draft, ...]
    notes: tuple[str, ...] = ()
    tokens: Tokens | None = None


@runtime_checkable
class Writer(Protocol):
    """What can write: it chooses the sentences that it needs by their scores.

    A ``separator`` on it stands between its sentences in the place of a space.
    """

    name: str

    def write(self, document: Document, ranking: Ranked, budget: Budget) -> Written:
        """Write a text about ``document`` that keeps ``budget``.

        Raises:
            BudgetError: nothing fits into the budget.
        """


@dataclass(frozen=True, slots=True)
class Job:
    """What a writer is given of one article."""

    document: Document
    ranking: Ranked
    budget: Budget


@runtime_checkable
class BatchWriter(Writer, Protocol):
    """A writer that gains from many articles at once; ``batch_size`` is how many it wants."""

    batch_size: int

    def write_batch(self, jobs: Sequence[Job]) -> list[Written]:
        """Write each text as ``write`` would, in the order of ``jobs``."""


def get_writer(style: str, writer: str | Writer | None) -> Writer:
    """Return the writer for a style: the one asked for, or the style's own.

    The name of a model, as ``model.opening`` tells it, is opened.

    Raises:
        UnknownNameError: no such style or writer.
        OptionError: a style that takes no other writer, or the object is no writer.
        WeightsError: the model cannot be used.
        MissingExtraError: it is a model, and the extra that it needs is not installed.
    """
    if not isinstance(style, str) or style not in STYLES:
        raise UnknownNameError("style", str(style), tuple(STYLES))
    if writer is None:
        writer = STYLES[style]
    elif style != "conclusion":
        raise OptionError(f"style={style!r} has a writer of its own: leave writer out")
    if isinstance(writer, str):
        if writer not in WRITERS:
            from summarizer.write.model.opening import is_model, open_model

            if is_model(writer):
                return open_model(writer)
        known = (STYLES[style],)
        if writer not in known:
            raise UnknownNameError("writer", writer, known)
        module, name = WRITERS[writer].split(":")
        found: Writer = getattr(import_module(module), name)()
        return found
    if not isinstance(writer, Writer) or isinstance(writer, type):
        raise OptionError(f"a writer is a name or has .name and .write(): {writer!r} does not")
    return writer


def write_each(writer: Writer, jobs: Sequence[Job]) -> list[Written | SummarizerError]:
    """Write each text, together where the writer can; in the place of one that can't be, its error.

    Where a batch fails, each of its texts is written by itself.

    Raises:
        OptionError: the writer returns more texts than it has jobs, or fewer.
    """
    if not isinstance(writer, BatchWriter) or not jobs:
        return [write_one(writer, job) for job in jobs]
    try:
        written = writer.write_batch(jobs)
    except SummarizerError as error:
        return [error] if len(jobs) == 1 else [write_one(writer, job) for job in jobs]
    if len(written) != len(jobs):
        raise OptionError(
            f"the writer {writer.name!r} must return {len(jobs)} texts, not {len(written)}"
        )
    return [*written]


def write_one(writer: Writer, job: Job) -> Written | SummarizerError:
    """Write one text; return the error where it can't be."""
    try:
        return writer.write(job.document, job.ranking, job.budget)
    except SummarizerError as error:
        return error
