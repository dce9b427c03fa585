"""A PDF → its title and text (PDFium by pypdfium2): lines with their sizes go to ``layout``."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from summarizer.batch.layout import Line, read_layout
from summarizer.batch.readers import MAX_BYTES, ReadFailure, Reading
from summarizer.errors import MissingExtraError

MAX_PAGES = 5_000

_LINE_ENDS = (0x0A, 0x0D)
_HYPHENS = (0x02, 0xFFFE)  # what PDFium gives for one at the end of a line
_BOLD = 600
_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_UNITS = ("м", "см", "мм", "км", "дм")


@dataclass(frozen=True, slots=True)
class _Glyph:
    character: str
    size: float
    place: int


def read(data: bytes) -> Reading:
    """Read the text of a PDF, its title apart if it stands out.

    Raises:
        ReadFailure: damaged, locked, too many pages or characters, or nothing but pictures.
        MissingExtraError: the ``documents`` extra is not installed.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtraError("documents", "reading PDF") from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error):
            raise ReadFailure("the PDF is locked with a password") from error
        raise ReadFailure(f"damaged PDF: {error}") from error
    try:
        page = read_layout(_read_pages(document))
    except pypdfium2.PdfiumError as error:
        raise ReadFailure(f"damaged PDF: {error}") from error
    finally:
        document.close()
    if not page.text.strip():
        raise ReadFailure("no text in the PDF: a scan needs text recognition first")
    return Reading(page)


def _read_pages(document: Any) -> list[list[Line]]:
    if len(document) > MAX_PAGES:
        raise ReadFailure(f"more than {MAX_PAGES:,} pages")
    pages: list[list[Line]] = []
    size = 0
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        size += text.count_chars()
        if size > MAX_BYTES:
            raise ReadFailure(f"unpacks to more than {MAX_BYTES:,} characters")
        pages.append(list(_lines(text, number)))
        text.close()
        page.close()
    return pages


def _lines(page: Any, number: int) -> Iterator[Line]:
    from pypdfium2 import raw

    glyphs: list[_Glyph] = []
    for place in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, place)
        if code in _HYPHENS:
            glyphs.append(_Glyph("-", raw.FPDFText_GetFontSize(page, place), place))
        if code in _LINE_ENDS or code in _HYPHENS:
            if line := _line(page, glyphs, number):
                yield line
            glyphs = []
        else:
            glyphs.append(_Glyph(chr(code), raw.FPDFText_GetFontSize(page, place), place))
    if line := _line(page, glyphs, number):
        yield line


def _line(page: Any, glyphs: list[_Glyph], number: int) -> Line | None:
    """Return a line of glyphs; None if nothing is in it, or if it does not run from left to right.

    The size is that of most glyphs, with the scale that the text is shown in.
    """
    from pypdfium2 import raw

    shown = [glyph for glyph in glyphs if not glyph.character.isspace()]
    if not shown:
        return None
    size = Counter(glyph.size for glyph in shown).most_common(1)[0][0]
    usual = [glyph for glyph in shown if glyph.size == size]
    middle = usual[len(usual) // 2].place
    matrix = raw.FS_MATRIX()
    scale = 1.0
    if raw.FPDFText_GetMatrix(page, middle, matrix):
        if abs(matrix.b) > abs(matrix.a):
            return None
        scale = math.hypot(matrix.c, matrix.d)
    left, base = _origin(page, usual[0].place)
    return Line(
        text=_text(page, glyphs, size, base),
        size=round(size * scale, 1),
        bold=raw.FPDFText_GetFontWeight(page, middle) >= _BOLD or _has_bold_name(page, middle),
        left=min(left, _origin(page, shown[0].place)[0]),
        right=_right(page, shown[-1].place),
        base=base,
        page=number,
    )


def _text(page: Any, glyphs: list[_Glyph], size: float, base: float) -> str:
    """Return what a line says; small raised digits are powers, or references to notes."""
    text = ""
    raised = ""
    for glyph in glyphs:
        small = glyph.size < 0.8 * size and glyph.character in "0123456789+-−n*"
        if small and _origin(page, glyph.place)[1] > base + 0.1 * size:
            raised += glyph.character
            continue
        text += _power(text, raised) + glyph.character
        raised = ""
    return " ".join((text + _power(text, raised)).split())


def _power(before: str, raised: str) -> str:
    """Return raised digits as such behind a number or a unit, nothing behind a word.

    >>> _power("площадь 12 м", "2"), _power("по данным службы", "3")
    ('²', '')
    """
    word = before.rpartition(" ")[2]
    if not raised or (word[-1:] not in "0123456789)" and word not in _UNITS and not word.isascii()):
        return ""
    return raised.translate(_RAISED)


def _origin(page: Any, place: int) -> tuple[float, float]:
    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(page, place, x, y)
    return x.value, y.value


def _right(page: Any, place: int) -> float:
    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(page, place, left, right, bottom, top)
    return right.value or _origin(page, place)[0]


def _has_bold_name(page: Any, place: int) -> bool:
    from pypdfium2 import raw

    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(page, place, name, 128, flags)
    return b"bold" in name.value.lower()
