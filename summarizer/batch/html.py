"""A web page → the article in it (trafilatura, Barbaresi 2021)."""

import re
from typing import Any

from summarizer.batch.readers import ReadFailure, Reading, read_text
from summarizer.document import Page
from summarizer.errors import MissingExtraError

_SENTENCE_END = re.compile(r"\w\S*[.!?…]")


def read(data: bytes) -> Reading:
    """Take the article out of a web page.

    Raises:
        ReadFailure: there is no article in it.
        MissingExtraError: the ``documents`` extra is not installed.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise MissingExtraError("documents", "reading HTML") from error
    source = read_text(data)
    page: Any = bare_extraction(
        source.page.text, with_metadata=True, include_comments=False, include_tables=False
    )
    # What is left of a page of links alone has no sentence in it.
    if page is None or not _SENTENCE_END.search(page.text or ""):
        raise ReadFailure("no article found in the HTML")
    return Reading(Page(page.text, page.title or None), source.encoding, source.notes)
