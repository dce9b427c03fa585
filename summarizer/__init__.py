"""Summaries of Russian articles that can be traced to their source.

    text → clean → article → segment → rank → select → write → check → Summary

``summarize`` runs the stages once, ``Summarizer`` keeps them for many texts.
"""

from summarizer.document import Document, Page, Sentence, Summary, WrittenSentence
from summarizer.errors import (
    BudgetError,
    EmptyTextError,
    FileError,
    InputError,
    LanguageError,
    MissingExtraError,
    OptionError,
    ReadError,
    SummarizerError,
    TextTooLongError,
    TextTypeError,
    UnknownNameError,
    WeightsError,
    WriteError,
)
from summarizer.facts import Unsupported, check
from summarizer.pipeline import Summarizer, summarize

__version__ = "0.1.0"

__all__ = [
    "BudgetError",
    "Document",
    "EmptyTextError",
    "FileError",
    "InputError",
    "LanguageError",
    "MissingExtraError",
    "OptionError",
    "Page",
    "ReadError",
    "Sentence",
    "Summarizer",
    "SummarizerError",
    "Summary",
    "TextTooLongError",
    "TextTypeError",
    "UnknownNameError",
    "Unsupported",
    "WeightsError",
    "WriteError",
    "WrittenSentence",
    "check",
    "summarize",
]
