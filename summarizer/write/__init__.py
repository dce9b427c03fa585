"""Stage 6: chosen sentences → written sentences. One way of writing a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, runtime_checkable

from summarizer.document import Document, Sentence
from summarizer.errors import OptionError, UnknownNameError
from summarizer.select import Budget

STYLES = {"conclusion": "rules", "extract": "extract"}
"""Style → the writer that serves it by default."""

WRITERS = {
    "extract": "summarizer.write.extract:Extract",
    "rules": "summarizer.write.conclusion:Conclusion",
}
"""Name → where the class stands; imported when first asked for."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One sentence as written, and the source sentences it was written from."""

    text: str
    evidence: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer returns: sentences in reading order, and notes for the user."""

    drafts: tuple[Draft, ...]
    notes: tuple[str, ...] = ()


@runtime_checkable
class Writer(Protocol):
    """What can write.

    ``overhead`` is the number of words that it may add to the chosen sentences; ``spare`` is how
    many times the budget it wants to choose from, 1 if it leaves nothing out.
    """

    name: str
    overhead: int
    spare: float

    def accepts(self, sentence: str) -> bool:
        """Whether it can use this sentence at all."""

    def write(self, document: Document, chosen: Sequence[Sentence], budget: Budget) -> Written:
        """Write a text from ``chosen`` (one or more, best first) that keeps ``budget``."""


def get_writer(style: str, writer: str | Writer | None) -> Writer:
    """Return the writer for a style: the one asked for, or the style's own.

    Raises:
        UnknownNameError: no such style or writer.
        OptionError: an extract takes no writer, or the object is no writer.
    """
    if not isinstance(style, str) or style not in STYLES:
        raise UnknownNameError("style", str(style), tuple(STYLES))
    if writer is None:
        writer = STYLES[style]
    elif style == "extract":
        raise OptionError("style='extract' takes sentences as they stand: leave writer out")
    if isinstance(writer, str):
        known = tuple(name for name in WRITERS if name != "extract" or style == "extract")
        if writer not in known:
            raise UnknownNameError("writer", writer, known)
        module, name = WRITERS[writer].split(":")
        found: Writer = getattr(import_module(module), name)()
        return found
    if not isinstance(writer, Writer) or isinstance(writer, type):
        raise OptionError(f"a writer is a name or has .name and .write(): {writer!r} does not")
    return writer
