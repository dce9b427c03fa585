"""A Word document → its text (python-docx). Headers, footnotes and comments are left out."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from summarizer.batch.readers import MAX_BYTES, ReadFailure, Reading
from summarizer.document import Page
from summarizer.errors import MissingExtraError

MAX_PARTS = 10_000
"""Most files in the archive that a document is."""

_TITLE_STYLES = ("Title", "Название")
# What python-docx and lxml raise where a part is missing or is not what it should be.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def read(data: bytes) -> Reading:
    """Read paragraphs and tables in their order; the first in style «Title» is the title.

    Raises:
        ReadFailure: not a Word document, damaged, or larger than ``MAX_BYTES`` when unpacked.
        MissingExtraError: the ``documents`` extra is not installed.
    """
    try:
        import docx
        from docx.opc.exceptions import OpcError
        from lxml.etree import LxmlError
    except ImportError as error:
        raise MissingExtraError("documents", "reading DOCX") from error
    _check_archive(data)
    try:
        document = docx.Document(BytesIO(data))
        paragraphs = list(_paragraphs(document.iter_inner_content()))
    except (OpcError, LxmlError, *_BROKEN) as error:
        raise ReadFailure(f"damaged DOCX: {_first_line(error)}") from error
    title = next((text for text, style in paragraphs if style in _TITLE_STYLES), None)
    body = "\n\n".join(text for text, style in paragraphs if text != title)
    if not body:
        raise ReadFailure("no text in the DOCX")
    return Reading(Page(body, title))


def _check_archive(data: bytes) -> None:
    """Look at what the archive says of itself before anything is unpacked.

    ``zipfile`` stops at the sizes said here, so a false one makes a damaged part, not a bomb.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, LookupError) as error:
        raise ReadFailure(f"not a DOCX: {_first_line(error)}") from error
    if len(parts) > MAX_PARTS:
        raise ReadFailure(f"more than {MAX_PARTS:,} parts in the DOCX")
    if sum(part.file_size for part in parts) > MAX_BYTES:
        raise ReadFailure(f"unpacks to more than {MAX_BYTES:,} bytes")


def _paragraphs(blocks: Any) -> Iterator[tuple[str, str | None]]:
    for block in blocks:
        if hasattr(block, "rows"):  # a table: one line a row
            for row in block.rows:
                cells = [cell.text.strip() for cell in row.cells]
                yield " | ".join(cell for cell in cells if cell), None
        elif block.text.strip():
            yield block.text.strip(), block.style.name if block.style is not None else None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
