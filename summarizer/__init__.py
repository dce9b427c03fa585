"""Summaries of Russian articles that can be traced to their source.

    text → clean → article → segment → rank → write → check → Summary

``summarize`` runs the stages once, ``Summarizer`` keeps them for many texts.
"""

from summarizer import clash as _clash
from summarizer.document import Document, Page, Sentence, Summary, WrittenSentence
from summarizer.errors import (
    BudgetError,
    BusyError,
    ChangedError,
    EmptyTextError,
    FetchError,
    FileError,
    InputError,
    JournalError,
    LanguageError,
    MissingExtraError,
    OptionError,
    ReadError,
    SlowError,
    SummarizerError,
    TextTooLongError,
    TextTypeError,
    UnknownNameError,
    WeightsError,
    WorkerError,
    WriteError,
)
from summarizer.facts import Unsupported, check
from summarizer.pipeline import Summarizer, summarize

__version__ = "0.1.0"

_clash.warn_of_clash()

__all__ = [
    "BudgetError",
    "BusyError",
    "ChangedError",
    "Document",
    "EmptyTextError",
    "FetchError",
    "FileError",
    "InputError",
    "JournalError",
    "LanguageError",
    "MissingExtraError",
    "OptionError",
    "Page",
    "ReadError",
    "Sentence",
    "SlowError",
    "Summarizer",
    "SummarizerError",
    "Summary",
    "TextTooLongError",
    "TextTypeError",
    "UnknownNameError",
    "Unsupported",
    "WeightsError",
    "WorkerError",
    "WriteError",
    "WrittenSentence",
    "check",
    "summarize",
]
