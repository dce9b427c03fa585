"""A PDF → its text (pypdf): lines joined to paragraphs, page headers and numbers left out."""

import logging
import re
import zlib
from collections import Counter
from io import BytesIO

from summarizer.batch.readers import MAX_BYTES, ReadFailure, Reading
from summarizer.document import Page
from summarizer.errors import MissingExtraError

MAX_PAGES = 5_000

_NUMBER = re.compile(r"\d+")
_END = re.compile(r"[.!?…:;»\")]$")
_HYPHENATED = re.compile(r"[а-яё][-\xad‐]$")
_REPEATED = 3
# What pypdf raises where an object is missing or is not what it should be.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    zlib.error,
)


def read(data: bytes) -> Reading:
    """Read the text of a PDF.

    Raises:
        ReadFailure: damaged, locked, too many pages or characters, or nothing but pictures.
        MissingExtraError: the ``documents`` extra is not installed.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise MissingExtraError("documents", "reading PDF") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends is no news to the user
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadFailure("the PDF is locked with a password")
        if len(reader.pages) > MAX_PAGES:
            raise ReadFailure(f"more than {MAX_PAGES:,} pages")
        pages: list[list[str]] = []
        size = 0
        for page in reader.pages:
            text = page.extract_text()
            size += len(text)
            if size > MAX_BYTES:
                raise ReadFailure(f"unpacks to more than {MAX_BYTES:,} characters")
            pages.append([line.strip() for line in text.splitlines()])
    except (PyPdfError, *_BROKEN) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ReadFailure(f"damaged PDF: {reason}") from error
    body = join_lines([line for page in drop_furniture(pages) for line in page])
    if not body.strip():
        raise ReadFailure("no text in the PDF: a scan needs text recognition first")
    return Reading(Page(body))


def drop_furniture(pages: list[list[str]]) -> list[list[str]]:
    """Leave out lines that stand first or last on three pages or more, and page numbers.

    Two headers are the same if they differ by numbers alone.
    """
    edges = Counter(
        _NUMBER.sub("0", line) for page in pages for line in {*page[:2], *page[-2:]} if line
    )

    def is_furniture(line: str) -> bool:
        pattern = _NUMBER.sub("0", line)
        return pattern == "0" or edges[pattern] >= _REPEATED

    return [
        [
            line
            for number, line in enumerate(page)
            if not ((number < 2 or number >= len(page) - 2) and is_furniture(line))
        ]
        for page in pages
    ]


def join_lines(lines: list[str]) -> str:
    """Join the lines of a page to paragraphs, and the halves of hyphenated words.

    A paragraph ends at a blank line, or at a line with a final mark that is clearly short.

    >>> join_lines(["Мост откры-", "ли весной.", "", "Его строили", "три года."])
    'Мост открыли весной.\\n\\nЕго строили три года.'
    """
    full = sorted(len(line) for line in lines if line)
    width = full[len(full) * 3 // 4] if full else 0
    paragraphs: list[str] = []
    current = ""
    for line in lines:
        if not line:
            paragraphs.append(current)
            current = ""
            continue
        if _HYPHENATED.search(current) and line[:1].islower():
            current = current[:-1] + line
        else:
            current = f"{current} {line}" if current else line
        if _END.search(line) and len(line) < 0.8 * width:
            paragraphs.append(current)
            current = ""
    return "\n\n".join(paragraph for paragraph in [*paragraphs, current] if paragraph)
