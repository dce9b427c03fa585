"""FILE → a page: a file, standard input, a URL."""

import sys
from pathlib import Path

from summarizer.batch import read_page
from summarizer.batch.formats import format_of
from summarizer.batch.readers import ReadFailure, read_bytes
from summarizer.document import Page
from summarizer.errors import OptionError, ReadError


def read(file: Path | str) -> Page:
    """Return the page that an argument names.

    Args:
        file: a path, ``-`` for standard input; a URL as a ``str``.

    Raises:
        OptionError: it is a folder, or a file of many articles.
        ReadError: the file cannot be read as an article.
        FetchError: the URL cannot.
    """
    if isinstance(file, str):
        from summarizer.fetch import fetch_page

        return fetch_page(file)
    if str(file) == "-":
        return _read_standard_input()
    if file.is_dir():
        raise OptionError(f"{file} is a folder: summarizer batch {file} OUT_DIR")
    if format_of(file.name):
        raise OptionError(f"{file} holds many articles: summarizer batch {file} OUT_DIR")
    return read_page(file)


def _read_standard_input() -> Page:
    if sys.stdin is None:  # closed by the caller: summarizer - <&-
        raise ReadError(Path("-"), "standard input is closed")
    try:
        return read_bytes(sys.stdin.buffer.read()).page
    except ReadFailure as error:
        raise ReadError(Path("-"), str(error)) from error
