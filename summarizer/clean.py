"""Stage 1: raw text → clean text.

Only what no reader would miss is changed: Unicode form, invisible characters, exotic spaces, line
ends, HTML entities, hard-wrapped lines, quotes doubled by a CSV file, the marks of a wiki. No
visible letter of the article is touched; «ё» stays «ё».
"""

import html
import re
import unicodedata

from summarizer.errors import TextTooLongError, TextTypeError

MAX_CHARACTERS = 10_000_000
"""Longest text taken, in characters: some thirty novels."""

REPLACEMENT = "\ufffd"
"""Stands where a character could not be read."""

_LINE_ENDS = r"\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_SPACES = r"\t\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Soft hyphen, controls, zero-width and bidi marks, byte order mark.
# The zero-width joiner stays: emoji are made with it.
_INVISIBLES = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200c\u200e\u200f"
    r"\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
)
_ODD = re.compile(rf"[\r{_LINE_ENDS}{_SPACES}{_INVISIBLES}\ud800-\udfff]")
_LINE_END = re.compile(rf"\r\n?|[{_LINE_ENDS}]")
_SPACE = re.compile(rf"[{_SPACES}]")
_INVISIBLE = re.compile(rf"[{_INVISIBLES}]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
_EMPHASIS = re.compile(r"('{2,5})(?=[^\s'])((?:[^'\n]|'(?!'))+)\1")
_LINK = re.compile(
    r"\[https?://[^\s\[\]]{1,2000} ([^\[\]\n]{0,500})\]|_{1,2}(?:NOTOC|TOC|FORCETOC)__()"
)
_WIDE_SPACE = re.compile(r" {2,}")
_MARGIN = re.compile(r" ?\n ?")
_BLANK_LINES = re.compile(r"\n{3,}")

_WRAPPED_WIDTH = range(50, 121)
_WRAPPED_LINES = 3


def clean(text: str) -> str:
    """Return ``text`` in NFC with plain spaces, plain line ends and no invisible characters.

    >>> clean("В\\u00a0Зареч\\u00adном\\r\\nоткрыт  мост&nbsp;— новый.")
    'В Заречном\\nоткрыт мост — новый.'

    Raises:
        TextTypeError: ``text`` is not a ``str``.
        TextTooLongError: it has more than ``MAX_CHARACTERS`` characters.
    """
    if not isinstance(text, str):
        raise TextTypeError(f"a text is a str, not {type(text).__name__}: decode bytes first")
    if len(text) > MAX_CHARACTERS:
        raise TextTooLongError(len(text), MAX_CHARACTERS, "characters")
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    if _ODD.search(text):
        text = _LINE_END.sub("\n", text)
        text = _SURROGATE.sub(REPLACEMENT, text)
        text = _INVISIBLE.sub("", text)
        text = _SPACE.sub(" ", text)
    text = unicodedata.normalize("NFC", text)
    text = strip_markup(unpack_field(text))
    if "  " in text:
        text = _WIDE_SPACE.sub(" ", text)
    if " \n" in text or "\n " in text:
        text = _MARGIN.sub("\n", text)
    if "\n\n\n" in text:
        text = _BLANK_LINES.sub("\n\n", text)
    return join_wrapped_lines(text.strip())


def unpack_field(text: str) -> str:
    """Return a text that was cut out of a CSV file as the text that it stood for.

    >>> unpack_field('"Завод ""Заря"" открыт."')
    'Завод "Заря" открыт.'
    """
    field = text.strip()
    if '""' not in field or not (field.startswith('"') and field.endswith('"')):
        return text
    inside = field[1:-1]
    return text if '"' in inside.replace('""', "") else inside.replace('""', '"')


def strip_markup(text: str) -> str:
    """Take off the marks of a wiki: emphasis, links to other sites, the switches of its contents.

    >>> strip_markup("'''Мост''' открыт ([https://most.example письмо]).")
    'Мост открыт (письмо).'
    """
    if "''" in text:
        text = _EMPHASIS.sub(r"\2", text)
    if "[http" in text or "TOC__" in text:
        text = _LINK.sub(lambda match: match.group(1) or "", text)
    return text


def join_wrapped_lines(text: str) -> str:
    """Join the lines of paragraphs that were wrapped by hand at a fixed width, as in e-mail.

    A paragraph counts as wrapped when blank lines set it off, it has three lines or more, and
    all but its last are of about one length, 50 to 120 characters.
    """
    if "\n\n" not in text and text.count("\n") < _WRAPPED_LINES - 1:
        return text
    return "\n\n".join(
        block.replace("\n", " ") if _is_wrapped(block.split("\n")) else block
        for block in text.split("\n\n")
    )


def _is_wrapped(lines: list[str]) -> bool:
    if len(lines) < _WRAPPED_LINES:
        return False
    widths = [len(line) for line in lines[:-1]]
    # A wrapped line could not take the first word of the next one.
    return max(widths) in _WRAPPED_WIDTH and all(
        width + 1 + len(following.split(" ", 1)[0]) > max(widths)
        for width, following in zip(widths, lines[1:], strict=True)
    )
