"""A Word document → the text that a reader of it sees (python-docx).

What was inserted is there, in smart tags and content controls too; what was deleted is not.
Headers, footnotes and comments are left out, and so is hidden text.
"""

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
_SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = frozenset(
    f"{_SPACE}{name}"
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "pPr",
        "sdtPr",
        "drawing",
        "pict",
        "object",
    )
)
_SIGNS = {
    f"{_SPACE}tab": " ",
    f"{_SPACE}br": "\n",
    f"{_SPACE}cr": "\n",
    f"{_SPACE}noBreakHyphen": "-",
    f"{_SPACE}ptab": " ",
}
_BOX = f"{_SPACE}txbxContent"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
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
        names = {style.style_id: style.name for style in document.styles}
        paragraphs = list(_paragraphs(document.element.body, names))
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


def _paragraphs(parent: Any, names: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    """Yield text and style of paragraphs; those in content controls too, a table a line a row."""
    kept = ""
    for block in _blocks(parent):
        if block.tag == f"{_SPACE}tbl":
            yield from ((row, None) for row in _rows(block, names))
            continue
        text = kept + "".join(_pieces(block))
        kept = ""
        if block.find(f"{_SPACE}pPr/{_SPACE}rPr/{_SPACE}del") is not None:
            kept = text  # its end was deleted: the next one goes on
        elif text.strip():
            yield _tidy(text), names.get(_style(block))
        for box in _boxes(block):
            yield from _paragraphs(box, names)
    if kept.strip():
        yield _tidy(kept), None


def _blocks(parent: Any) -> Iterator[Any]:
    """Yield paragraphs and tables, out of whatever is wrapped around them."""
    for child in parent.iterchildren():
        if child.tag in (f"{_SPACE}p", f"{_SPACE}tbl"):
            yield child
        elif child.tag not in _GONE and isinstance(child.tag, str):
            yield from _blocks(child)


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the text boxes that hang on a paragraph; the old form of a new one is none."""
    for box in paragraph.iter(_BOX):
        above = {element.tag for element in box.iterancestors()}
        own = next(box.iterancestors(f"{_SPACE}p")) is paragraph
        if own and f"{_COMPATIBLE}Fallback" not in above:
            yield box


def _rows(table: Any, names: dict[str, str]) -> Iterator[str]:
    for row in table.iter(f"{_SPACE}tr"):
        if row.find(f"{_SPACE}trPr/{_SPACE}del") is not None:
            continue
        if next(row.iterancestors(f"{_SPACE}tbl")) is not table:  # of a table inside a cell
            continue
        cells = (
            " ".join(text for text, _ in _paragraphs(cell, names)).replace("\n", " ")
            for cell in row.iter(f"{_SPACE}tc")
            if next(cell.iterancestors(f"{_SPACE}tr")) is row
        )
        if line := " | ".join(cell for cell in cells if cell):
            yield line


def _pieces(element: Any) -> Iterator[str]:
    """Yield what is to be read in a paragraph, whatever it is wrapped in."""
    for child in element.iterchildren():
        if child.tag == f"{_SPACE}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif (
            child.tag in _GONE
            or child.tag == f"{_COMPATIBLE}AlternateContent"
            or not isinstance(child.tag, str)
        ):
            continue
        elif child.tag != f"{_SPACE}r" or not _is_hidden(child):
            yield from _pieces(child)


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{_SPACE}rPr/{_SPACE}vanish")
    return mark is not None and mark.get(f"{_SPACE}val") not in ("0", "false", "off")


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_SPACE}pPr/{_SPACE}pStyle")
    return "" if style is None else str(style.get(f"{_SPACE}val"))


def _tidy(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().split("\n"))


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
