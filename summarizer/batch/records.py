"""Articles → records: the one function that every engine runs.

What a record says is decided by the article, the options and the versions alone; time, host and
worker stand in the journal.
"""

import json
import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

from summarizer.batch.encoding import decode, undo_double_encoding
from summarizer.batch.entries import Entry, pack, unpack
from summarizer.batch.options import Fields, versions
from summarizer.batch.readers import ReadFailure, Reading, page_of, read_file
from summarizer.document import Document, Page, Summary
from summarizer.errors import FileError, ReadError, SummarizerError
from summarizer.pipeline import Summarizer


@dataclass(frozen=True, slots=True)
class Line:
    """A line of JSON as it stands in the file."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the columns that were asked for, whatever is in them."""

    text: object
    id: object = None
    title: object = None
    kept: tuple[object, ...] = ()


@dataclass(frozen=True)
class Item:
    """One article to be, not read yet.

    ``n`` is its place in the input, from 0; ``name`` names it there (a relative path, or
    «news.jsonl:17»); ``signature`` tells whether it is still what it was; ``size`` is in bytes,
    for sharing out the work. ``content`` is a file to open, what stands in the input, or why
    there is nothing to read.
    """

    n: int
    name: str
    signature: str
    size: int
    content: Path | Line | Row | ReadError


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one article; ``error`` is None, or the reason why there is no summary.

    ``sentences`` are those of the summary with their evidence (index, offsets into the text as it
    was handed over, text, score), as ``Summary.to_record`` gives them. ``model`` names the weights,
    ``tokens`` are what a language model ``read`` and has ``written``, where it counts, ``kept``
    holds the columns that were asked for.
    """

    id: str
    source: str
    title: str | None
    summary: str | None
    sentences: tuple[dict[str, Any], ...]
    conclusion: str | None
    method: str | None
    model: str | None
    versions: dict[str, str]
    encoding: str | None
    notes: tuple[str, ...]
    error: str | None = None
    error_type: str | None = None
    kept: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, int] | None = None

    def to_json(self) -> bytes:
        """Return the record as one line of UTF-8, without the line end; what is kept follows."""
        found = {name: getattr(self, name) for name in RECORD_FIELDS}
        return json.dumps({**found, **self.kept}, ensure_ascii=False).encode("utf-8")


RECORD_FIELDS = tuple(name for name in Record.__dataclass_fields__ if name != "kept")


@dataclass(frozen=True, slots=True)
class Made:
    """A record with the document it is about, for those who show it."""

    item: Item
    record: Record
    document: Document | None


def summarize_items(
    items: Iterable[Item],
    summarizer: Summarizer,
    fields: Fields,
    emit: Callable[[Made], None],
    on_start: Callable[[Item], None] | None = None,
) -> None:
    """Read and summarize articles, through ``Summarizer.map``; what fails becomes its record.

    Args:
        items: taken one at a time, as the summarizer asks for them.
        emit: called with each record as soon as it is ready. With a writer that takes batches, an
            article that cannot be read overtakes those that are being written.
        on_start: called with each item before it is read.
    """
    waiting: deque[tuple[Item, str, Reading]] = deque()

    def pages() -> Iterator[Page]:
        for item in items:
            if on_start is not None:
                on_start(item)
            try:
                identity, reading = read_item(item, fields)
            except SummarizerError as error:
                emit(Made(item, failed_record(item, error, kept=kept_of(item, fields)), None))
            else:
                waiting.append((item, identity, reading))
                yield reading.page

    for result in summarizer.map(pages(), on_error="return"):
        item, identity, reading = waiting.popleft()
        kept = kept_of(item, fields)
        if isinstance(result, Summary):
            record = _record(item, identity, reading, result, summarizer.model, kept)
            emit(Made(item, record, result.document))
        else:
            emit(Made(item, failed_record(item, result, identity, reading, kept), None))


def read_item(item: Item, fields: Fields) -> tuple[str, Reading]:
    """Return the id of an article and what was read.

    Raises:
        SummarizerError: it cannot be read.
    """
    content = item.content
    if isinstance(content, ReadError):
        raise content
    if isinstance(content, Path):
        return item.name, read_file(content)
    try:
        if isinstance(content, Line):
            return _read_line(item, content.data, fields)
        return _read_row(item, content)
    except ReadFailure as error:
        raise ReadError(Path(item.name), str(error)) from error


def kept_of(item: Item, fields: Fields) -> dict[str, Any]:
    """Return the columns of an item that go into its record; null where it has none."""
    names = fields.kept
    content = item.content
    values: tuple[object, ...] = ()
    if names and isinstance(content, Row):
        values = content.kept
    elif names and isinstance(content, Line):
        try:
            found, _ = _parsed(content.data)
            values = tuple(found.get(name) for name in names)
        except ReadFailure:
            values = ()
    return dict(zip(names, map(_as_json, values or (None,) * len(names)), strict=True))


def _as_json(value: Any) -> Any:
    """Return a value of a table as JSON has it: times in ISO 8601, exact numbers as text."""
    match value:
        case None | bool() | int():
            return value
        case float():
            return value if math.isfinite(value) else None
        case list() | tuple():
            return [_as_json(one) for one in value]
        case dict():
            return {_plain(str(name)): _as_json(one) for name, one in value.items()}
        case date() | time():
            return value.isoformat()
    text = value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else str(value)
    return _plain(text)


def _read_line(item: Item, data: bytes, fields: Fields) -> tuple[str, Reading]:
    found, encoding = _parsed(data)
    if fields.text not in found:
        raise ReadFailure(f"no field {fields.text!r}")
    row = Row(found[fields.text], found.get(fields.id), found.get(fields.title))
    return _read_row(item, row, encoding)


def _parsed(data: bytes) -> tuple[dict[str, Any], str | None]:
    try:
        decoded = decode(data)
        found = json.loads(decoded.text)
    except UnicodeDecodeError as error:
        raise ReadFailure("not a text in a known encoding") from error
    except RecursionError as error:
        raise ReadFailure("not JSON: nested too deep") from error
    except ValueError as error:
        raise ReadFailure(f"not JSON: {str(error).splitlines()[0]}") from error
    if not isinstance(found, dict):
        raise ReadFailure("not a JSON object")
    return found, decoded.encoding


def _read_row(item: Item, row: Row, encoding: str | None = None) -> tuple[str, Reading]:
    if not isinstance(row.text, str):
        kind = "null" if row.text is None else type(row.text).__name__
        raise ReadFailure(f"the text is no string, but {kind}")
    identity = item.name if row.id is None or row.id == "" else _plain(str(row.id))
    title = str(row.title) if row.title else None
    decoded = undo_double_encoding(row.text)
    return identity, Reading(page_of(decoded.text, title), encoding, decoded.notes)


def _plain(text: str) -> str:
    """Return the text with lone surrogates, which UTF-8 cannot hold, as «\\ud800»."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _record(
    item: Item,
    identity: str,
    reading: Reading,
    summary: Summary,
    model: str | None,
    kept: dict[str, Any],
) -> Record:
    found = summary.to_record()
    return Record(
        id=identity,
        source=item.name,
        title=found["title"],
        summary=found["summary"],
        sentences=tuple(found["sentences"]),
        conclusion=found["conclusion"],
        method=found["method"],
        model=model,
        versions=_versions(),
        encoding=reading.encoding,
        notes=(*reading.notes, *found["notes"]),
        kept=kept,
        tokens=found["tokens"],
    )


def failed_record(
    item: Item,
    error: SummarizerError,
    identity: str | None = None,
    reading: Reading | None = None,
    kept: dict[str, Any] | None = None,
) -> Record:
    """Return the record of an article that has no summary, with the reason."""
    return Record(
        id=identity if identity is not None else item.name,
        source=item.name,
        title=_plain(reading.page.title) if reading and reading.page.title else None,
        summary=None,
        sentences=(),
        conclusion=None,
        method=None,
        model=None,
        versions=_versions(),
        encoding=reading.encoding if reading else None,
        notes=reading.notes if reading else (),
        error=error.reason if isinstance(error, FileError) else str(error),
        error_type=type(error).__name__,
        kept=kept or {},
    )


def moved(entry: Entry, item: Item, fields: Fields) -> Entry:
    """Return what was made of an item that stands elsewhere in the input now."""
    record = json.loads(unpack(entry.record))
    if record["id"] == entry.name:  # for want of an id, or by chance
        try:
            record["id"] = read_item(item, fields)[0]
        except SummarizerError:
            record["id"] = item.name
    record["source"] = item.name
    packed = pack(json.dumps(record, ensure_ascii=False).encode("utf-8"))
    return replace(entry, n=item.n, name=item.name, record=packed)


@cache
def _versions() -> dict[str, str]:
    return versions()
