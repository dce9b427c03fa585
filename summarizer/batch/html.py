"""A web page → the article in it (trafilatura, Barbaresi 2021); a piece of HTML → its text."""

import html
import re
from html.parser import HTMLParser
from typing import Any

from summarizer.batch.formats import PAGE
from summarizer.batch.readers import ReadFailure, Reading, read_plain
from summarizer.document import Page
from summarizer.errors import MissingExtraError

_SENTENCE_END = re.compile(r"\w\S*[.!?…]")
_WHOLE = re.compile(PAGE, re.IGNORECASE | re.DOTALL)
_MARK = re.compile(
    r"<(/?)(p|div|span|b|i|u|s|em|strong|a|ul|ol|li|h[1-6]|table|tbody|tr|td|th|blockquote|article"
    r"|section|main|header|font|center|small|sup|sub|pre|figure|script|style|br|hr)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"&lt;(?:/[a-z][a-z0-9]{0,9}|br ?/?)&gt;", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_TAG = re.compile(r"<[a-z!/]", re.IGNORECASE)

_BLOCKS = frozenset(
    "address article blockquote center dd div dl dt fieldset h1 h2 h3 h4 h5 h6 header hr main ol p "
    "pre section table tbody thead tr ul".split()
)
_PASSED_OVER = frozenset(
    "aside audio button canvas figcaption footer form head iframe nav noscript object script "
    "select style svg template textarea video".split()
)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BLANK = re.compile(r"[ \t]*\n[ \t]*")


def read(data: bytes) -> Reading:
    """Take the article out of a web page.

    Raises:
        ReadFailure: there is no article in it.
        MissingExtraError: the ``documents`` extra is not installed.
    """
    source = read_plain(data)
    return Reading(read_page(source.page.text), source.encoding, source.notes)


def read_page(text: str) -> Page:
    """Take the article out of a web page.

    Raises:
        ReadFailure, MissingExtraError: as ``read`` does.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise MissingExtraError("documents", "reading HTML") from error
    page: Any = bare_extraction(
        text, with_metadata=True, include_comments=False, include_tables=False
    )
    # What is left of a page of links alone has no sentence in it.
    if page is None or not _SENTENCE_END.search(page.text or ""):
        raise ReadFailure("no article found in the HTML")
    return Page(page.text, page.title or None)


def read_markup(text: str) -> Page | None:
    """Return what a text says that is HTML, a page or a piece of one; None if it is none.

    Raises:
        ReadFailure, MissingExtraError: it is a whole page; as ``read`` does.
    """
    if "<" not in text:
        if "&lt;" not in text or not _ESCAPED.search(text):
            return None
        text = html.unescape(text)
    elif not _TAG.search(text):
        return None
    text = _CDATA.sub("", text)
    if _WHOLE.match(text):
        return read_page(text)
    return read_fragment(text) if _is_marked(text) else None


def _is_marked(text: str) -> bool:
    """Whether marks of HTML are used as such: closed ones, breaks, paragraphs; not named alone."""
    opened: dict[str, int] = {}
    for mark in _MARK.finditer(text):
        closing, name = mark[1], mark[2].lower()
        if name in ("br", "hr") or (closing and name in opened):
            return True
        opened[name] = opened.get(name, 0) + (not closing)
    return opened.get("p", 0) > 1 or opened.get("li", 0) > 1


def read_fragment(text: str) -> Page:
    """Return the text of a piece of HTML, all of which belongs to the article; its h1 is the title.

    >>> read_fragment("<p>В Озёрске <b>открыли</b><br>мост.</p><ul><li>Новый</ul>")
    Page(text='В Озёрске открыли\\nмост.\\n\\n• Новый', title=None)
    """
    reader = _Fragment()
    reader.feed(text)
    reader.close()
    return Page(reader.text, reader.title or None)


class _Fragment(HTMLParser):
    """Collects text; white space is what a browser makes of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self._pieces: list[str] = []
        self._hidden: list[str] = []
        self._plain = 0
        self._heading: list[str] | None = None

    @property
    def text(self) -> str:
        """The text so far: paragraphs, lines."""
        paragraphs = "".join(self._pieces).split("\0")
        tidy = (_BLANK.sub("\n", paragraph).strip() for paragraph in paragraphs)
        return "\n\n".join(paragraph for paragraph in tidy if paragraph)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _PASSED_OVER:
            self._hidden.append(tag)
        elif self._hidden:
            return
        elif tag == "br":
            self._pieces.append("\n")
        elif tag == "li":
            self._pieces.append("\n• ")
        elif tag in ("td", "th"):
            self._pieces.append(" | " if self._pieces[-1:] != ["\0"] else "")
        elif tag in _BLOCKS:
            self._pieces.append("\0")
        self._plain += tag == "pre"
        if tag == "h1" and not self.title:
            self._heading = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _PASSED_OVER:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
        elif tag in _BLOCKS and not self._hidden:
            self._pieces.append("\0")
        self._plain = max(0, self._plain - (tag == "pre"))
        if tag == "h1" and self._heading is not None:
            self.title = " ".join("".join(self._heading).split())
            self._heading = None

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._heading is not None:
            self._heading.append(data)
        else:
            self._pieces.append(data if self._plain else _SPACES.sub(" ", data))
