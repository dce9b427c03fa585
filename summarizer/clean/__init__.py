"""Stage 1: raw text → clean text.

Only what no reader would miss is changed, one phenomenon a file: characters, HTML, the marks of a
wiki, of Markdown and LaTeX, the wrapping of lines, the frame of a letter, emoji and tags, text in
capitals. «ё» stays «ё». ``read_raw`` also tells where each piece of the clean text stood.
"""

import re

from summarizer.clean.capitals import lower_capitals
from summarizer.clean.characters import (
    REPLACEMENT,
    compose,
    decode_entities,
    drop_stress,
    plain,
    undo_lookalikes,
)
from summarizer.clean.latex import strip_latex
from summarizer.clean.lines import join_lines, join_wrapped_lines
from summarizer.clean.mail import unfold_letter
from summarizer.clean.markdown import strip_markdown
from summarizer.clean.markup import is_html, strip_bbcode, strip_html
from summarizer.clean.posts import strip_posts
from summarizer.clean.traced import Edit, Span, Traced
from summarizer.clean.wiki import strip_wiki
from summarizer.errors import TextTooLongError, TextTypeError

__all__ = [
    "MAX_CHARACTERS",
    "REPLACEMENT",
    "Span",
    "Traced",
    "clean",
    "is_html",
    "join_wrapped_lines",
    "read_raw",
]

MAX_CHARACTERS = 10_000_000
"""Longest text taken, in characters: some thirty novels."""

_WIDE_SPACE = re.compile(r"[ \t]{2,}|\t")
_MARGIN = re.compile(r" +\n *|\n +")
_BLANK_LINES = re.compile(r"\n{3,}")

_STEPS = (
    unfold_letter,
    strip_bbcode,
    strip_wiki,
    strip_latex,
    strip_markdown,
    strip_posts,
    undo_lookalikes,
    join_lines,
    lower_capitals,
)


def clean(text: str) -> str:
    """Return ``text`` in NFC with plain spaces, plain line ends and no marks of its format.

    >>> clean("В\\u00a0Зареч\\u00adном\\r\\nоткрыт  мост&nbsp;— новый.")
    'В Заречном открыт мост — новый.'

    Raises:
        TextTypeError: ``text`` is not a ``str``.
        TextTooLongError: it has more than ``MAX_CHARACTERS`` characters.
    """
    return read_raw(text).text


def read_raw(text: str) -> Traced:
    """Clean a text; ``.origin(start, stop)`` of what is returned points into ``text``.

    Raises as ``clean`` does.
    """
    if not isinstance(text, str):
        raise TextTypeError(f"a text is a str, not {type(text).__name__}: decode bytes first")
    if len(text) > MAX_CHARACTERS:
        raise TextTooLongError(len(text), MAX_CHARACTERS, "characters")
    page = Traced(text)
    strip_html(page)
    decode_entities(page)
    strip_html(page)  # of what was written as &lt;p&gt;
    plain(page)
    compose(page)
    drop_stress(page)
    unpack_field(page)
    for step in _STEPS:
        step(page)
    if "  " in page.text or "\t" in page.text:
        page.sub(_WIDE_SPACE, " ")
    if " \n" in page.text or "\n " in page.text:
        page.sub(_MARGIN, "\n")
    if "\n\n\n" in page.text:
        page.sub(_BLANK_LINES, "\n\n")
    page.strip()
    return page


def unpack_field(page: Traced) -> None:
    """Undo what a CSV file does to a text: «"Завод ""Заря"" открыт."» → «Завод "Заря" открыт.»."""
    text = page.text
    field = text.strip()
    if '""' not in field or not (field.startswith('"') and field.endswith('"')):
        return
    if '"' in field[1:-1].replace('""', ""):
        return
    start = text.index('"')
    stop = text.rindex('"')
    inner = [
        Edit(start + 1 + match.start(), start + 1 + match.end(), '"')
        for match in re.finditer('""', text[start + 1 : stop])
    ]
    page.apply((Edit(start, start + 1), *inner, Edit(stop, stop + 1)))
