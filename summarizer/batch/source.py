"""Files → pages: which files are articles, and how their bytes become text."""

import codecs
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes

from summarizer.document import Page
from summarizer.errors import MissingExtraError, ReadError

TEXT_SUFFIXES = (".txt", ".md")
HTML_SUFFIXES = (".html", ".htm")
SUFFIXES = TEXT_SUFFIXES + HTML_SUFFIXES

MAX_BYTES = 50_000_000
"""Largest file read."""

_SENTENCE_END = re.compile(r"\w\S*[.!?…]")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# PDF · Word before 2007 · zip (.docx, .odt) · gzip · PNG · JPEG · GIF
_BINARY = (
    b"%PDF-",
    b"\xd0\xcf\x11\xe0",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
)
_RUSSIAN_ENCODINGS = ["cp1251", "koi8_r", "cp866", "mac_cyrillic", "utf_16_le", "utf_16_be"]


def find_articles(folder: Path, exclude: Path | None = None) -> Iterator[Path]:
    """Yield the article files below ``folder``, sorted folder by folder.

    Hidden files and folders are passed over, so is ``exclude`` with all below it. Links to
    folders are not followed.
    """
    for root, folders, files in os.walk(folder):
        here = Path(root)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and here / name != exclude
        )
        for name in sorted(files):
            path = here / name
            if not name.startswith(".") and path.suffix.lower() in SUFFIXES and path.is_file():
                yield path


def read_page(path: Path) -> Page:
    """Read one article file.

    Raises:
        ReadError: it cannot be opened, is too large, or is in no known encoding.
        MissingExtraError: HTML without the ``documents`` extra.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(path, f"larger than {MAX_BYTES:,} bytes")
        text = decode(path.read_bytes())
    except OSError as error:
        raise ReadError(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise ReadError(path, "not a text in a known encoding: convert it to UTF-8") from error
    if path.suffix.lower() in HTML_SUFFIXES:
        return parse_html(text, path)
    return Page(text)


def decode(data: bytes) -> str:
    """Decode the bytes of a Russian text: by its mark, as UTF-8, or by the likeliest old encoding.

    Raises:
        UnicodeDecodeError: none fits.
    """
    if data.startswith(_BINARY):
        raise UnicodeDecodeError("utf-8", data[:8], 0, 8, "a document, picture or archive")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(data, cp_isolation=_RUSSIAN_ENCODINGS).best()
        if best is None:
            raise
        return str(best)


def parse_html(html: str, path: Path) -> Page:
    """Take the article out of a web page (trafilatura, Barbaresi 2021).

    Raises:
        ReadError: there is no article in it.
        MissingExtraError: the ``documents`` extra is not installed.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise MissingExtraError("documents", "reading HTML") from error
    page: Any = bare_extraction(
        html, with_metadata=True, include_comments=False, include_tables=False
    )
    # What is left of a page of links alone has no sentence in it.
    if page is None or not _SENTENCE_END.search(page.text or ""):
        raise ReadError(path, "no article found in the HTML")
    return Page(page.text, page.title or None)
