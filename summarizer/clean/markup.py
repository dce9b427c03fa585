"""HTML in a text → plain text, by the parser of the standard library."""

import html
import re
from html.parser import HTMLParser

from summarizer.clean.traced import Edit, Traced

_TAGS = (
    r"!doctype|html|head|body|main|article|section|div|p|br|hr|b|i|u|s|em|strong|span|font|small|big|sup|sub|del|ins|mark|"
    r"h[1-6]|ul|ol|li|dl|dt|dd|a|img|table|thead|tbody|tr|t[dh]|pre|code|blockquote|cite|q|figure|figcaption|center|script|style|"
    r"nav|header|footer|aside|meta|link|title|iframe|video|strike|tt|abbr|time|noindex"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_SURE = re.compile(rf"</(?:{_TAGS})\s*>|<(?:br|p|hr|!doctype|html)\b[^<>]*>", re.IGNORECASE)

_BBTAGS = r"b|i|u|s|quote|url|img|size|color|font|code|center|left|right|list|spoiler|email|video"
_BBCODE_END = re.compile(rf"\[/(?:{_BBTAGS})\]", re.IGNORECASE)
_BBCODE = re.compile(
    rf"\[(?:img|video)[^\[\]\n]{{0,80}}\][^\[\]\n]{{0,300}}\[/(?:img|video)\]|\[/?(?:{_BBTAGS})(?:=[^\[\]\n]{{0,200}})?\]|\[\*\]",
    re.IGNORECASE,
)

_UNCLOSED = re.compile(r"<(?=[a-z/!?][^<>]*(?:<|\Z))", re.IGNORECASE)
_MOST_UNCLOSED = 200

_HIDDEN = frozenset(
    "script style noscript template svg iframe object nav aside footer form button select textarea "
    "figcaption del s strike audio video canvas map math".split()
)
_PARAGRAPHS = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre figure hr "
    "body html title center address fieldset".split()
)
_LINES = frozenset("br li tr dt dd caption thead tbody".split())
_RAISED = {"2": "²", "3": "³"}
_FOOTNOTE = re.compile(r"\[?\s*(?:\d{1,3}|\*|прим\.?)\s*\]?")
_BREAK = re.compile(r"[\n\t]")


def is_html(text: str) -> bool:
    """Whether a text is HTML: it has tags, and not one alone that it speaks of.

    >>> is_html("<p>Мост <b>открыт</b>.</p>"), is_html("Тег <b> делает буквы жирными.")
    (True, False)
    """
    return "<" in text and _SURE.search(text) is not None


def strip_bbcode(page: Traced) -> None:
    """«[b]Мост[/b] [url=https://…]открыт[/url]» → «Мост открыт»."""
    if "[/" in page.text and _BBCODE_END.search(page.text):
        page.sub(_BBCODE, "", near="[")


def strip_html(page: Traced) -> None:
    """Take off tags, entities and what a browser would not show as text of the page."""
    if not is_html(page.text):
        return
    parser = _Parser(page.text)
    source = page.text
    if len(_UNCLOSED.findall(source)) > _MOST_UNCLOSED:
        source = _UNCLOSED.sub(" ", source)  # the parser would look for each one's end to the last
    parser.feed(source)
    parser.close()
    page.apply(parser.edits())


class _Parser(HTMLParser):
    """Turns tags into line ends or nothing; keeps what stands between them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._text = text
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._events: list[tuple[int, str | None]] = []  # None: the source stands as it is
        self._hidden: list[str] = []
        self._pre = 0
        self._raised = False
        self._has_heading = re.search(r"<h1\b", text, re.IGNORECASE) is not None
        self._head = False

    def edits(self) -> list[Edit]:
        """Return what to replace, ascending."""
        edits = []
        stops = [start for start, _ in self._events[1:]] + [len(self._text)]
        for (start, new), stop in zip(self._events, stops, strict=True):
            if new is not None:
                edits.append(Edit(start, stop, new))
                continue
            edits += [
                Edit(match.start(), match.end(), " ")
                for match in _BREAK.finditer(self._text, start, stop)
            ]
        return edits

    def _note(self, new: str | None) -> None:
        line, column = self.getpos()
        self._events.append((self._lines[line - 1] + column, new))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag == "head":
            self._head = True
        elif tag == "body":
            self._head = False
        if tag in _HIDDEN and not self._skips():
            self._hidden.append(tag)
        if self._skips():
            self._note("")
            return
        self._raised = tag == "sup"
        self._pre += tag == "pre"
        self._note(_break(tag))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open and close an element: it hides nothing."""
        self._note("" if self._skips() else _break(tag))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()
            self._note(" ")
            return
        if tag == "head":
            self._head = False
        self._pre = max(0, self._pre - (tag == "pre"))
        self._raised = False
        self._note("" if self._skips() else _break(tag, closing=True))

    def handle_data(self, data: str) -> None:
        """Keep text."""
        in_title = self._head and self.lasttag == "title" and not self._has_heading
        if self._skips() or (self._head and not in_title):
            self._note("")
        elif self._raised and (data.strip() in _RAISED or _FOOTNOTE.fullmatch(data.strip())):
            self._note(_RAISED.get(data.strip(), ""))
        elif self._pre:
            line, column = self.getpos()
            start = self._lines[line - 1] + column
            self._events.append((start, self._text[start : start + len(data)]))
        else:
            self._note(None)

    def handle_entityref(self, name: str) -> None:
        """Decode «&nbsp;»."""
        self._note("" if self._skips() else html.unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        """Decode «&#160;»."""
        self._note("" if self._skips() else html.unescape(f"&#{name};"))

    def handle_comment(self, data: str) -> None:
        """Drop a comment."""
        self._note("")

    def handle_decl(self, decl: str) -> None:
        """Drop a declaration."""
        self._note("")

    def handle_pi(self, data: str) -> None:
        """Drop an instruction."""
        self._note("")

    def unknown_decl(self, data: str) -> None:
        """Drop a section of another language."""
        self._note("")

    def _skips(self) -> bool:
        return bool(self._hidden)


def _break(tag: str, *, closing: bool = False) -> str:
    """Return what stands for a tag in plain text."""
    if tag in _PARAGRAPHS:
        return "\n\n"
    if tag == "li":
        return "" if closing else "\n• "
    if tag in _LINES:
        return "" if closing and tag != "tr" else "\n"
    if tag in {"td", "th"}:
        return " | " if closing else ""
    return ""
