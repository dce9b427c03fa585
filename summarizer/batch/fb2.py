"""FictionBook 2 (http://www.fictionbook.org) → the text of a book; its notes are left out."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET  # expat: limits what entities may grow to, loads none

from summarizer.batch.readers import MAX_BYTES, ReadFailure, Reading
from summarizer.document import Page

_LINES = frozenset(("p", "v", "subtitle", "text-author"))
_PASSED_OVER = frozenset(("binary", "image", "table", "description", "stylesheet"))


def read(data: bytes) -> Reading:
    """Read title and text; a paragraph, a heading, a line of verse is a line.

    Raises:
        ReadFailure: damaged, or there is no text in it.
    """
    try:
        root = ET.fromstring(data)  # noqa: S314
        title = next((_text(found) for found in root.iter() if _name(found) == "book-title"), "")
        bodies = [one for one in root if _name(one) == "body" and one.get("name") is None]
        lines = [line for body in bodies for line in _lines(body)]
    except (ET.ParseError, RecursionError, ValueError, LookupError) as error:
        raise ReadFailure(f"damaged FB2: {error}") from error
    if not lines:
        raise ReadFailure("no text in the FB2")
    return Reading(Page("\n\n".join(lines), title or None))


def read_packed(data: bytes) -> Reading:
    """Read a book that lies alone in a zip archive.

    Raises:
        ReadFailure: see ``read``; not such an archive, or it unpacks to too much.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if part.filename.lower().endswith(".fb2")]
            if len(parts) != 1:
                raise ReadFailure("not one .fb2 in the archive")
            if parts[0].file_size > MAX_BYTES:
                raise ReadFailure(f"unpacks to more than {MAX_BYTES:,} bytes")
            return read(archive.read(parts[0]))
    except (
        OSError,
        RuntimeError,
        ValueError,
        LookupError,
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        raise ReadFailure(f"damaged archive: {error}") from error


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _lines(element: ET.Element) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name in _LINES:
            if line := _text(child):
                yield line
        elif name == "title":
            if line := ". ".join(filter(None, map(_text, child))):
                yield line
        elif name not in _PASSED_OVER:
            yield from _lines(child)


def _text(element: ET.Element) -> str:
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not (_name(child) == "a" and child.get("type") == "note"):
            yield from _pieces(child)
        yield child.tail or ""
