"""Every error that the library raises, in one tree.

SummarizerError
├── InputError (ValueError)          the text cannot be summarized
│   ├── TextTypeError (TypeError)    not a str
│   ├── EmptyTextError               no letters, or nothing besides title and litter
│   ├── LanguageError                not Russian
│   └── TextTooLongError             over the stated limit
├── OptionError (ValueError)         the call cannot be carried out
│   ├── BudgetError                  the length asked for is impossible
│   ├── UnknownNameError             no ranker, writer or style of that name
│   ├── BusyError                    another run is at work on the output folder
│   └── ChangedError                 the output folder holds a run of something else
├── WeightsError                     a model folder cannot be used
├── FileError                        a file of a batch
│   ├── ReadError                    cannot be read as an article
│   ├── WriteError                   cannot be written
│   └── JournalError                 the journal of a batch cannot be kept
├── FetchError                       a URL cannot be read as an article
├── WorkerError                      an article cost the worker process its life
│   └── SlowError                    it took longer than allowed
└── MissingExtraError (ImportError)  an optional dependency is not installed

Catch ``SummarizerError`` for all of them. What an error speaks of is kept on it as attributes.
"""

from pathlib import Path

from summarizer.clash import DISTRIBUTION


class SummarizerError(Exception):
    """Root of the tree. What is kept on an error is what it is made of, in that order."""

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        kept = {name: value for name, value in vars(self).items() if name != "__notes__"}
        return type(self), tuple(kept.values()) or self.args


class InputError(SummarizerError, ValueError):
    """The text cannot be summarized."""


class TextTypeError(InputError, TypeError):
    """The text is not a ``str``."""


class EmptyTextError(InputError):
    """The text holds nothing that can be read as an article."""


class LanguageError(InputError):
    """The text is not Russian."""


class TextTooLongError(InputError):
    """The text is longer than the limit; ``length`` and ``limit`` are in ``unit``."""

    def __init__(self, length: int, limit: int, unit: str) -> None:
        super().__init__(
            f"the text has {length:,} {unit}, the limit is {limit:,}: summarize it part by part"
        )
        self.length = length
        self.limit = limit
        self.unit = unit


class OptionError(SummarizerError, ValueError):
    """An argument is wrong, whatever the text."""


class BudgetError(OptionError):
    """The length asked for is impossible."""


class UnknownNameError(OptionError):
    """No ``kind`` (ranker, writer, style) is called ``name``; ``known`` are the names there are."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"unknown {kind} {name!r}: use {' or '.join(map(repr, known))}")
        self.kind = kind
        self.name = name
        self.known = known


class BusyError(OptionError):
    """Another run is at work on the output ``folder``."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"another run is at work on {folder}: wait until it ends")
        self.folder = folder


class ChangedError(OptionError):
    """The run begun in ``folder`` was another one: ``differences`` say in what."""

    def __init__(self, folder: Path, differences: tuple[str, ...]) -> None:
        super().__init__(
            f"{folder} holds a run that differs in {'; '.join(differences)}: "
            "begin anew (--restart), or take another folder"
        )
        self.folder = folder
        self.differences = differences


class WeightsError(SummarizerError):
    """The model in ``folder`` cannot be used, for ``reason``."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder = folder
        self.reason = reason


class FileError(SummarizerError):
    """Something is wrong with the file ``path``: ``reason``."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class ReadError(FileError):
    """The file cannot be read as an article."""


class WriteError(FileError):
    """The summary cannot be written to this file, others can."""


class JournalError(FileError):
    """The journal of a batch cannot be read or written; what it holds is safe."""


class FetchError(SummarizerError):
    """What ``url`` names cannot be read as an article, for ``reason``."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason


class WorkerError(SummarizerError):
    """The worker process died of the article, twice."""


class SlowError(WorkerError):
    """The article took longer than ``seconds``."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"not done in {seconds:g} s")
        self.seconds = seconds


class MissingExtraError(SummarizerError, ImportError):
    """``extra`` of this package is needed for ``purpose`` and is not installed."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs an extra: pip install '{DISTRIBUTION}[{extra}]'")
        self.extra = extra
        self.purpose = purpose
