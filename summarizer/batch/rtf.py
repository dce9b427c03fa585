"""Rich Text Format → its text (striprtf)."""

from summarizer.batch.readers import ReadFailure, Reading
from summarizer.document import Page
from summarizer.errors import MissingExtraError


def read(data: bytes) -> Reading:
    """Read the text of an RTF document; code pages and Unicode are undone.

    Raises:
        ReadFailure: it is none, or there is no text in it.
        MissingExtraError: the ``documents`` extra is not installed.
    """
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError as error:
        raise MissingExtraError("documents", "reading RTF") from error
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ReadFailure("not RTF")
    try:
        text: str = rtf_to_text(data.decode("latin-1"), encoding="cp1251", errors="replace")
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise ReadFailure(f"damaged RTF: {error}") from error
    if not text.strip():
        raise ReadFailure("no text in the RTF")
    return Reading(Page("\n\n".join(line.strip() for line in text.split("\n") if line.strip())))
