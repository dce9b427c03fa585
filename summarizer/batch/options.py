"""What a batch is asked to do, as values that every engine reads."""

from dataclasses import asdict, dataclass, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

from summarizer import __version__
from summarizer.pipeline import DEFAULT_RANKER, Length, Style, Summarizer
from summarizer.rank import Ranker
from summarizer.write import Writer

Format = Literal["jsonl", "csv", "parquet"]
Form = Literal["text", "jsonl", "parquet"]
Engine = Literal["local", "ray"]

STANDARD_INPUT = Path("-")
STANDARD_OUTPUT = Path("-")
FOLDER = ".summarizer"
"""Where journal, lock and the workers' standard error lie, inside the output folder."""
LINES = "summaries.jsonl"
PARQUET = "summaries.parquet"

_PACKAGES = ("razdel", "pymorphy3", "pymorphy3-dicts-ru", "numpy", "slovnet", "navec")
_READERS = ("chardet", "trafilatura", "lxml", "python-docx", "pypdfium2", "striprtf", "pyarrow")


@dataclass(frozen=True, slots=True)
class SummaryOptions:
    """The keywords of ``Summarizer``, as a value that can be sent to a worker.

    Objects given as ranker or writer must pickle.
    """

    title: str | None = None
    style: Style = "conclusion"
    sentences: int | None = None
    words: int | None = None
    ratio: float | None = None
    length: Length | None = None
    ranker: str | Ranker = DEFAULT_RANKER
    writer: str | Writer | None = None

    def build(self) -> Summarizer:
        """Set up the summarizer.

        Raises:
            OptionError: the options are wrong.
        """
        return Summarizer(**{field.name: getattr(self, field.name) for field in fields(self)})

    def describe(self) -> dict[str, Any]:
        """Return the options by name, objects by their names and what they were made with."""
        return {field.name: _describe(getattr(self, field.name)) for field in fields(self)}


def _describe(value: Any) -> Any:
    name = getattr(value, "name", value)
    options = getattr(value, "options", None)
    if not isinstance(options, dict):
        return name
    return {"name": name, **{option: str(given) for option, given in options.items()}}


@dataclass(frozen=True, slots=True)
class Fields:
    """What the columns are called that hold text, id and title of an article.

    ``keep`` names others that go into the records as they are.
    """

    text: str = "text"
    id: str = "id"
    title: str = "title"
    keep: tuple[str, ...] = ()

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns that a record has for being kept alone: id and title it has anyway."""
        return tuple(name for name in dict.fromkeys(self.keep) if name not in (self.id, self.title))


@dataclass(frozen=True, slots=True)
class Plan:
    """One batch: what is read, how it is summarized, what is written, how the work is done.

    Args:
        source: a folder, a file of JSON lines, CSV or Parquet, or ``-`` for standard input.
        target: the folder of the output; the journal lies in it.
        summary: how articles are summarized.
        fields: names of columns.
        format: what the file is, where its name does not tell.
        globs: of a folder, only files whose path below it fits one of these; ``*`` takes ``/`` too.
        forms: what is written into ``target``: mirrored text files, ``summaries.jsonl``,
            ``summaries.parquet``.
        jsonl: where the JSON lines go, if not into ``target``; for ``-`` the caller writes the
            records of the outcomes.
        limit: only so many articles, from the beginning.
        engine: who does the work: processes of this machine, or Ray; then all machines of the
            cluster see ``source`` under this path.
        workers: processes; None: one a core, or one in all for a writer that takes batches; with
            Ray, one a core of the cluster.
        timeout: seconds for one article.
        keep_documents: outcomes also carry the text and all its sentences with scores.
        restart: forget what an earlier run has done.
    """

    source: Path
    target: Path
    summary: SummaryOptions = SummaryOptions()
    fields: Fields = Fields()
    format: Format | None = None
    globs: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ("text",)
    jsonl: Path | None = None
    limit: int | None = None
    engine: Engine = "local"
    workers: int | None = None
    timeout: float = 300.0
    keep_documents: bool = False
    restart: bool = False

    def identity(self) -> dict[str, Any]:
        """Return all that decides what the records say, inputs apart."""
        return {
            "options": self.summary.describe(),
            "columns": asdict(self.fields) | {"keep": list(self.fields.keep)},
            "globs": list(self.globs),
            "documents": self.keep_documents,
            "versions": versions((*_PACKAGES, *_READERS)),
        }


def versions(packages: tuple[str, ...] = _PACKAGES) -> dict[str, str]:
    """Return the versions of this library and of those that its summaries depend on."""
    found = {"summarizer": __version__}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
