"""A folder of articles → a folder of summaries with the same relative paths."""

import errno
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any
from zlib import crc32

from summarizer.batch.source import find_articles, read_page
from summarizer.document import Summary
from summarizer.errors import OptionError, SummarizerError, WriteError
from summarizer.pipeline import Summarizer

_OF_ONE_NAME = frozenset(
    (
        errno.EACCES,
        errno.EEXIST,
        errno.EILSEQ,
        errno.EINVAL,
        errno.EISDIR,
        errno.ENAMETOOLONG,
        errno.ENOTDIR,
        errno.EPERM,
    )
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: its path relative to the input, and a summary or an error.

    ``seconds`` is the time that it took to read, summarize and write.
    """

    source: Path
    result: Summary | SummarizerError
    seconds: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """One record, ready for ``json.dumps``; ``error`` is None or the reason."""
        if isinstance(self.result, Summary):
            return {"source": self.source.as_posix(), **self.result.to_dict(), "error": None}
        return {"source": self.source.as_posix(), "summary": None, "error": str(self.result)}


def summarize_folder(
    source: Path, target: Path, summarizer: Summarizer, *, jsonl: Path | None = None
) -> Iterator[Outcome]:
    """Summarize every article below ``source`` into ``target``; yield outcomes as they come.

    ``a.txt`` becomes ``a.txt``, anything else keeps its suffix: ``a.html`` → ``a.html.txt``. Files
    are written under a temporary name and renamed, so none is ever half there.

    Args:
        jsonl: a file for one record a document, failed ones too; it appears when all are done.

    Raises:
        OptionError: the folders cannot be used so, or there is nothing to summarize.
    """
    source, target = source.resolve(), target.resolve()
    if source == target:
        raise OptionError(f"input and output are the same folder: {source}")
    if target in source.parents:
        raise OptionError(f"the input lies in the output folder {target}: articles could be lost")
    if jsonl is not None:
        within = jsonl.resolve().parents
        if jsonl.suffix == ".txt" and target in within:
            raise OptionError(f"{jsonl} would look like a summary: name it .jsonl")
        if source in within and target not in within:
            raise OptionError(f"{jsonl} lies among the articles: put it elsewhere")
    if next(find_articles(source, target), None) is None:
        raise OptionError(f"no .txt, .md or .html articles in {source}")
    target.mkdir(parents=True, exist_ok=True)
    return _run(source, target, summarizer, jsonl)


def _run(
    source: Path, target: Path, summarizer: Summarizer, jsonl: Path | None
) -> Iterator[Outcome]:
    written: set[Path] = set()
    with _Lines(jsonl) if jsonl else nullcontext(_ignore) as record:
        for path in find_articles(source, target):
            relative = path.relative_to(source)
            started = time.perf_counter()
            try:
                output = target / _output_name(relative)
                if output in written:
                    raise WriteError(output, f"another article is written to {output.name} already")
                page = read_page(path)
                result: Summary | SummarizerError = summarizer.summarize(
                    page.text, title=page.title
                )
                write_text(output, f"{result}\n")
                written.add(output)
            except SummarizerError as error:
                result = error
            outcome = Outcome(relative, result, time.perf_counter() - started)
            record(outcome.to_dict())
            yield outcome


def _output_name(relative: Path) -> Path:
    if relative.suffix == ".txt":
        return relative
    return relative.with_name(relative.name + ".txt")


def write_text(path: Path, text: str) -> None:
    """Write a file whole: under a temporary name first, then renamed.

    Raises:
        WriteError: this name cannot be written.
        OSError: nothing can: the disk is full, say.
    """
    temporary = _temporary(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(text.encode("utf-8"))
        os.replace(temporary, path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        if error.errno in _OF_ONE_NAME:
            raise WriteError(path, os.strerror(error.errno)) from error
        raise


def _temporary(path: Path) -> Path:
    """Return a name beside ``path`` that is never too long."""
    return path.with_name(f".{crc32(os.fsencode(path.name)):08x}.partial")


def _ignore(record: dict[str, Any]) -> None:
    pass


class _Lines(AbstractContextManager[Callable[[dict[str, Any]], None]]):
    """A file of JSON lines that appears under its name when the run has come to its end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.file = _temporary(path).open("w", encoding="utf-8", errors="backslashreplace")

    def __enter__(self) -> Callable[[dict[str, Any]], None]:
        return self.add

    def add(self, record: dict[str, Any]) -> None:
        self.file.write(json.dumps(record, ensure_ascii=False) + "\n")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.close()
        if kind is None:
            os.replace(_temporary(self.path), self.path)
        else:
            _temporary(self.path).unlink()
