"""Files of many articles → items: JSON lines, CSV, Parquet. All of them stream."""

import codecs
import csv
import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path
from typing import Any

from summarizer.batch.arrays import begins_array, read_values
from summarizer.batch.encoding import decode
from summarizer.batch.formats import GZIP, GZIP_MAGIC, format_of, suffix_of
from summarizer.batch.options import STANDARD_INPUT, Fields, Format
from summarizer.batch.readers import MAX_BYTES, ReadFailure
from summarizer.batch.records import Item, Line, Row
from summarizer.errors import MissingExtraError, OptionError, ReadError

_DELIMITERS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"')
_SEPARATOR = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_ESCAPED = re.compile(r'(?<!\\)(?:\\\\)*\\"(?=[^",;\t|\r\n])')
_NO_ESCAPE = re.compile(r'(?<!\\)(\\+)(?![\\"])')
_HEADER = 65_536
_HEAD = 1_000_000
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Table:
    """A file of many articles; ``path`` may be ``-`` for standard input.

    With ``stream`` given, that opens the file, and ``path`` is only what it is called.
    """

    path: Path
    format: Format
    fields: Fields
    stream: Callable[[], Any] | None = None

    def items(self) -> Iterator[Item]:
        """Yield the articles of the file in order, read as they are asked for.

        Raises:
            OptionError: a table without the column of the text.
            ReadError: it cannot be read on.
            MissingExtraError: Parquet without the ``parquet`` extra.
        """
        name = "stdin" if self.path == STANDARD_INPUT else self.path.name
        name = name if self.stream is None else str(self.path)
        if self.format == "parquet":
            return _parquet(self, name)
        return _streamed(self, name)

    def count(self) -> int | None:
        """Return the number of articles, of lines an estimate; None where nobody can know."""
        if self.format == "parquet":
            with _opened_parquet(self) as file:
                return int(file.metadata.num_rows)
        if self.path == STANDARD_INPUT or not self.path.is_file():
            return None
        with self.path.open("rb") as lines:
            head = lines.read(_HEAD)
        if head.startswith(GZIP_MAGIC) or not head:
            return None
        if self.format == "jsonl" and begins_array(_text_of(head)):
            return None
        size = self.path.stat().st_size
        found = head.count(b"\n") + (size == len(head) and not head.endswith(b"\n"))
        return max(1, found * size // len(head) - (self.format == "csv"))


def open_table(path: Path, fields: Fields, format: Format | None = None) -> Table:  # noqa: A002
    """Tell of what format a file is: as said, by its suffix; standard input holds JSON lines.

    Raises:
        OptionError: the format cannot be told, or cannot be streamed.
    """
    if format is None:
        format = "jsonl" if path == STANDARD_INPUT else format_of(path.name)  # noqa: A001
    if format is None:
        one = f"; for one article: summarizer {path}" if suffix_of(path.name) else ""
        raise OptionError(
            f"{path}: a folder, .jsonl, .csv or .parquet is summarized in batches{one}"
        )
    if format == "parquet" and (path == STANDARD_INPUT or path.name.lower().endswith(GZIP)):
        raise OptionError("Parquet is read from a file that is not packed, not from a stream")
    return Table(path, format, fields)


def items_of(
    tables: tuple[Table, ...], limit: int | None = None, left: bytes | None = None
) -> Iterator[Item]:
    """Yield the articles of tables, numbered through; of ``left`` only those that have a 1."""
    items = islice(chain.from_iterable(table.items() for table in tables), limit)
    for n, item in enumerate(items):
        if left is None or left[n : n + 1] == b"\1":
            yield replace(item, n=n)


def digest(*parts: object) -> str:
    """Return a short digest of what stands in an article."""
    found = blake2b(digest_size=12)
    for part in parts:
        data = part if isinstance(part, bytes) else repr(part).encode("utf-8", "backslashreplace")
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()


def _streamed(table: Table, name: str) -> Iterator[Item]:
    try:
        with _opened(table) as file:
            if table.format == "jsonl":
                yield from _json_lines(file, name)
            else:
                yield from _csv(file, name, table.fields)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ReadError(table.path, f"damaged gzip: {error}") from error
    except OSError as error:
        raise ReadError(table.path, error.strerror or str(error)) from error


@contextmanager
def _opened(table: Table) -> Iterator[io.BufferedReader]:
    """Open a file or standard input; gzip is told by its first bytes."""
    path = table.path
    if path == STANDARD_INPUT and sys.stdin is None:
        raise ReadError(path, "standard input is closed")
    raw: Any
    if table.stream is not None:
        raw = table.stream()
    else:
        raw = sys.stdin.buffer if path == STANDARD_INPUT else path.open("rb")
    try:
        file = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(raw)
        if file.peek(2).startswith(GZIP_MAGIC):
            unpacked: Any = gzip.GzipFile(fileobj=file, mode="rb")
            file = io.BufferedReader(unpacked)
        yield file
    finally:
        if path != STANDARD_INPUT:
            raw.close()


def _json_lines(file: io.BufferedReader, name: str) -> Iterator[Item]:
    head = file.peek(_HEADER)[:_HEADER]
    if begins_array(_text_of(head)):
        yield from _json_values(file, name, _encoding(head))
        return
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = io.TextIOWrapper(file, "utf-16", errors="replace")
        lines: Iterable[tuple[int, bytes | None]] = (
            (number, line.encode()) for number, line in enumerate(text, 1)
        )
    else:
        lines = _bounded_lines(file)
    n = 0
    for number, line in lines:
        place = f"{name}:{number}"
        if line is None:
            error = ReadError(Path(place), f"a line of more than {MAX_BYTES:,} bytes")
            yield Item(n, place, digest("long"), MAX_BYTES, error)
        else:
            data = line.strip().removeprefix(codecs.BOM_UTF8) if number == 1 else line.strip()
            if not data:
                continue
            yield Item(n, place, digest(data), len(data), Line(data))
        n += 1


def _json_values(file: io.BufferedReader, name: str, encoding: str) -> Iterator[Item]:
    text = io.TextIOWrapper(file, encoding, errors="replace")
    n = 0
    try:
        for value in read_values(text):
            data = value.encode("utf-8", "backslashreplace")
            yield Item(n, f"{name}:{n + 1}", digest(data), len(data), Line(data))
            n += 1
    except ReadFailure as failure:  # nobody can tell where the next one begins
        place = f"{name}:{n + 1}"
        error = ReadError(Path(place), f"{failure}; what follows cannot be read")
        yield Item(n, place, digest("broken"), 0, error)
    finally:
        text.detach()


def _bounded_lines(file: io.BufferedReader) -> Iterator[tuple[int, bytes | None]]:
    """Yield number and bytes of every line; None for one that is too long, which is passed over."""
    number = 0
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        if len(line) <= MAX_BYTES:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(1 << 20)
        yield number, None


def _csv(file: io.BufferedReader, name: str, fields: Fields) -> Iterator[Item]:
    csv.field_size_limit(MAX_BYTES)
    encoding = _encoding(file.peek(_HEADER)[:_HEADER])
    # What is in another encoding than the head shows as unreadable characters.
    text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    try:
        header, delimiter = _header(text)
        columns = [column.strip() for column in next(csv.reader([header], delimiter=delimiter), [])]
        places = _places(name, columns, fields)
        rows = csv.reader(_unescaped(text), delimiter=delimiter, escapechar="\\")
        yield from _csv_rows(rows, name, places)
    finally:
        text.detach()


def _header(text: io.TextIOWrapper) -> tuple[str, str]:
    """Return the line of the names and the delimiter; Excel may say that in a line before it."""
    delimiter = ""
    header = text.readline(_HEADER)
    while header and (not header.strip() or _SEPARATOR.fullmatch(header)):
        said = _SEPARATOR.fullmatch(header)
        delimiter = said[1] if said else delimiter
        header = text.readline(_HEADER)
    return header, delimiter or max(_DELIMITERS, key=_QUOTED.sub("", header).count)


def _places(name: str, columns: list[str], fields: Fields) -> list[int | None]:
    """Return where the columns are that were asked for.

    Raises:
        OptionError: that of the text is not there, or one to be kept.
    """
    for column in (fields.text, *fields.kept):
        if column not in columns:
            raise OptionError(f"{name} has no column {column!r}, but {', '.join(columns)}")
    asked = (fields.text, fields.id, fields.title, *fields.kept)
    return [columns.index(column) if column in columns else None for column in asked]


def _unescaped(lines: Iterable[str]) -> Iterator[str]:
    r"""Double the backslashes that escape nothing, so that the reader may take the others for it.

    They escape quotes from where a quote is seen that can be nothing else.

    >>> list(_unescaped([r'"C:\Завод"', r'"Завод \"Заря\", C:\"']))
    ['"C:\\\\Завод"', '"Завод \\"Заря\\", C:\\"']
    """
    escaped = False
    for line in lines:
        if "\\" not in line:
            yield line
            continue
        escaped = escaped or _ESCAPED.search(line) is not None
        yield _NO_ESCAPE.sub(_double, line) if escaped else line.replace("\\", "\\\\")


def _double(match: re.Match[str]) -> str:
    return 2 * match[1]


def _csv_rows(rows: Any, name: str, places: list[int | None]) -> Iterator[Item]:
    n = 0
    while True:
        place = f"{name}:{n + 1}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Item(n, place, digest("csv"), 0, ReadError(Path(place), f"not CSV: {error}"))
            n += 1
            continue
        if not row:
            continue
        found = [
            row[column] if column is not None and column < len(row) else None for column in places
        ]
        yield Item(n, place, digest(*found), 2 * len(found[0] or ""), _row(found))
        n += 1


def _row(found: list[Any]) -> Row:
    text, identity, title, *kept = found
    return Row(text, identity, title, tuple(kept))


def _text_of(head: bytes) -> str:
    return head.decode(_encoding(head), "replace")


def _encoding(head: bytes) -> str:
    """Return the encoding of a file by its head, which may end inside a character."""
    whole = head.rpartition(b"\n")[0] or head
    try:
        return decode(whole).encoding or "utf-8"
    except UnicodeDecodeError:
        return "utf-8"


@contextmanager
def _opened_parquet(table: Table) -> Iterator[Any]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise MissingExtraError("parquet", "reading Parquet") from error
    try:
        source = os.fspath(table.path) if table.stream is None else table.stream()
        with ParquetFile(source) as file:
            yield file
    except (ArrowException, OSError) as error:
        reason = (str(error).splitlines() or ["damaged"])[0]
        raise ReadError(table.path, f"not Parquet, or damaged: {reason}") from error


def _parquet(table: Table, name: str) -> Iterator[Item]:
    fields = table.fields
    with _opened_parquet(table) as file:
        columns = file.schema_arrow.names
        asked = [fields.text, fields.id, fields.title, *fields.kept]
        _places(name, columns, fields)
        n = 0
        for batch in file.iter_batches(_BATCH, columns=[one for one in asked if one in columns]):
            for row in batch.to_pylist():
                found = [row.get(column) for column in asked]
                size = 2 * len(found[0]) if isinstance(found[0], str) else 0
                yield Item(n, f"{name}:{n + 1}", digest(*found), size, _row(found))
                n += 1
