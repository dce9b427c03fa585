"""One file → a page: which files are articles, how they are unpacked, which reader takes them.

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
from summarizer.document import Page
from summarizer.errors import ReadError

GZIP = ".gz"
READERS: dict[str, str | None] = {
    ".txt": None,
    ".md": None,
    ".html": "summarizer.batch.html:read",
    ".htm": "summarizer.batch.html:read",
    ".docx": "summarizer.batch.docx:read",
    ".pdf": "summarizer.batch.pdf:read",
}
"""Suffix → where the reader stands; None: the bytes are the text. Each also with ``.gz``."""

MAX_BYTES = 50_000_000
"""Largest file read, unpacked."""

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


def suffix_of(name: str) -> str | None:
    """Return the suffix in ``READERS`` that a file name ends with, ``.gz`` aside; None if none.

    >>> suffix_of("Статья.TXT.gz"), suffix_of("снимок.png")
    ('.txt', None)
    """
    lowered = name.lower().removesuffix(GZIP)
    suffix = os.path.splitext(lowered)[1]  # noqa: PTH122
    return suffix if suffix in READERS else None


def read_page(path: Path) -> Page:
    """Read one article file; ``read_file`` also tells its encoding.

    Raises:
        ReadError: see ``read_file``.
    """
    return read_file(path).page


def read_file(path: Path) -> Reading:
    """Read one article file; what is no other known kind is taken for plain text.

    Raises:
        ReadError: it cannot be opened, is too large, or holds no text in a known encoding.
        MissingExtraError: HTML, DOCX or PDF without the ``documents`` extra.
    """
    try:
        reader = _reader(suffix_of(path.name))
        with _open(path) as file:
            return reader(_unpack(file) if path.name.lower().endswith(GZIP) else _read_all(file))
    except OSError as error:
        raise ReadError(path, error.strerror or str(error)) from error
    except ReadFailure as error:
        raise ReadError(path, str(error)) from error


def read_text(data: bytes) -> Reading:
    """Read the bytes of a plain text.

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


def _reader(suffix: str | None) -> Reader:
    where = READERS[suffix] if suffix else None
    if where is None:
        return read_text
    module, name = where.split(":")
    found: Reader = getattr(import_module(module), name)
    return found


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
