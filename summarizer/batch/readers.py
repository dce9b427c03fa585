"""One file → a page: how it is unpacked, which reader takes it.

What the bytes say of themselves goes before the name of the file, which may be missing or wrong.
Files are opened for reading only, and never unless they are regular files.
"""

import gzip
import os
import stat
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import IO

from summarizer.batch.encoding import decode, undo_double_encoding
from summarizer.batch.formats import (
    GZIP,
    GZIP_MAGIC,
    READERS,
    format_of,
    is_table,
    sniff,
    sniff_text,
    suffix_of,
)
from summarizer.document import Page
from summarizer.errors import ReadError

MAX_BYTES = 50_000_000
"""Largest file read, unpacked."""

MANY = "holds many articles: summarizer batch INPUT OUT_DIR takes it"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of its input: the page, the encoding found, notes for the user."""

    page: Page
    encoding: str | None = None
    notes: tuple[str, ...] = ()


Reader = Callable[[bytes], Reading]
"""From the bytes of a file to a page; raises ``ReadFailure``."""


class ReadFailure(Exception):  # noqa: N818
    """Says why bytes are no article; ``read_file`` turns it into a ``ReadError`` with the path."""


def read_page(path: Path) -> Page:
    """Read one article file; ``read_file`` also tells its encoding.

    Raises:
        ReadError: see ``read_file``.
    """
    return read_file(path).page


def read_file(path: Path) -> Reading:
    """Read one article file; what is no other known kind is taken for plain text.

    Raises:
        ReadError: it cannot be opened, is too large, holds no text in a known encoding, or many.
        MissingExtraError: HTML, DOCX, PDF or RTF without the ``documents`` extra.
    """
    if format_of(path.name):
        raise ReadError(path, MANY)
    try:
        with _open(path) as file:
            packed = path.name.lower().endswith(GZIP)
            data = _unpack(file) if packed else _read_all(file)
        return read_bytes(data, suffix_of(path.name))
    except OSError as error:
        raise ReadError(path, error.strerror or str(error)) from error
    except ReadFailure as error:
        raise ReadError(path, str(error)) from error


def read_bytes(data: bytes, suffix: str | None = None) -> Reading:
    """Read what came from somewhere: told by its bytes, else by the suffix that it had, if any.

    Raises:
        ReadFailure: too large, nothing that can be read, or many articles.
        MissingExtraError: it takes an extra that is not installed.
    """
    if data.startswith(GZIP_MAGIC):
        data = unpack(data)
    if len(data) > MAX_BYTES:
        raise ReadFailure(f"larger than {MAX_BYTES:,} bytes")
    try:
        found = sniff(data, suffix)
    except ValueError as error:
        raise ReadFailure(str(error)) from error
    where = READERS[found or sniff_text(data) or ".txt"]
    if where is None:
        return read_text(data)
    module, name = where.split(":")
    reader: Reader = getattr(import_module(module), name)
    return reader(data)


def read_text(data: bytes) -> Reading:
    """Read the bytes of a text; if it is HTML, what that says.

    Raises:
        ReadFailure: no known encoding, or a table of articles.
    """
    source = read_plain(data)
    if is_table(source.page.text):
        raise ReadFailure(MANY)
    return Reading(page_of(source.page.text), source.encoding, source.notes)


def page_of(text: str, title: str | None = None) -> Page:
    """Return the page that a text is: HTML is taken off, a title that was given stands.

    Raises:
        ReadFailure, MissingExtraError: as ``read_bytes`` does.
    """
    if "<" in text or "&lt;" in text:
        from summarizer.batch.html import read_markup

        found = read_markup(text)
        if found is not None:
            return Page(found.text, title or found.title)
    return Page(text, title)


def read_plain(data: bytes) -> Reading:
    """Read the bytes of a text as it stands.

    Raises:
        ReadFailure: no known encoding.
    """
    try:
        decoded = decode(data)
    except UnicodeDecodeError as error:
        raise ReadFailure("not a text in a known encoding: convert it to UTF-8") from error
    sound = undo_double_encoding(decoded.text)
    return Reading(Page(sound.text), decoded.encoding, sound.notes)


def unpack(data: bytes) -> bytes:
    """Unpack gzip up to ``MAX_BYTES``.

    Raises:
        ReadFailure: damaged, or too much comes out of it.
    """
    return _unpack(BytesIO(data))


def _open(path: Path) -> IO[bytes]:
    # Without O_NONBLOCK opening a pipe that nobody writes to would wait for ever.
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        kind = "a directory" if stat.S_ISDIR(status.st_mode) else "not a regular file"
        raise ReadFailure(f"is {kind}")
    return os.fdopen(descriptor, "rb")


def _read_all(file: IO[bytes]) -> bytes:
    if os.fstat(file.fileno()).st_size > MAX_BYTES:
        raise ReadFailure(f"larger than {MAX_BYTES:,} bytes")
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ReadFailure(f"larger than {MAX_BYTES:,} bytes")
    return data


def _unpack(file: IO[bytes]) -> bytes:
    blocks: list[bytes] = []
    size = 0
    try:
        with gzip.GzipFile(fileobj=file, mode="rb") as packed:
            while block := packed.read(_BLOCK):
                size += len(block)
                if size > MAX_BYTES:
                    raise ReadFailure(f"unpacks to more than {MAX_BYTES:,} bytes")
                blocks.append(block)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ReadFailure(f"damaged gzip: {error}") from error
    return b"".join(blocks)
