"""Lines that were wrapped by hand or by a machine → paragraphs.

A sentence that goes on in the next line is the evidence; width decides where letters do not. Verse,
lists, headings and tables stay as they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from summarizer.clean.traced import Edit, Traced
from summarizer.data.wrapping import BEFORE_NUMBER, DANGLING, PHRASES
from summarizer.words import is_oblique, is_word

_LINE = re.compile(r"[^\n]*")
_CLOSED = re.compile(r"[.!?…][»\")\]’”]*$")
_STOPPED = re.compile(r"[.!?…:;,][»\")\]’”]*$")
_ITEM = re.compile(
    r"(?:[•●▪■◦○·‣⁃*+✓✔➤►▶→–—-]|\(?\d{1,3}[.)]|"
    r"\d{1,2}(?:\.\d{1,2}){1,3}\.?|§ ?\d{1,3}\.|\(?[а-яa-z]\)|[IVX]{1,5}[.)]) "
)
_DASH = re.compile(r"[–—-] ")
_TABLE = re.compile(r"\S(?:\t| {3,})\S| \| |^\|")
_SMALL = re.compile(r"[«„\"(\[]?[a-zа-яё]|[)»,;:]")
_OPENER = re.compile(r"[«„\"(\[]?[A-ZА-ЯЁ0-9№]")
_HYPHENS = "-\u00ac\u2010\u2011"
_HYPHEN = re.compile(rf"([^\W\d_]+)[{_HYPHENS}]$")
_WORD_AHEAD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"([^\W\d_]+)$")
_CREDIT = re.compile(r"\S+\.(?:com|ru|org|net|info)\b|[^.]{0,40}©")
_LABEL = re.compile(r"[А-ЯЁA-Z][\w .-]{0,30}: ")
_PHRASE = re.compile(rf"(?:{PHRASES})$", re.IGNORECASE)

_NARROWEST = 26
_WIDEST = 130  # longer lines are paragraphs
_VERSE = 50
_RAGGED = 0.72
_MANY = 4
_TAIL = 40
_HEAD = 200
_PAGE_NUMBER = re.compile(r"(?:[Сс]тр\. ?)?[–—-]? ?\d{1,4} ?[–—-]?")


@dataclass(slots=True)
class Line:
    """One line: where it stands, its indent, what is written in it."""

    start: int
    stop: int
    indent: int
    text: str

    @property
    def width(self) -> int:
        """Length without indent."""
        return len(self.text)

    @property
    def tail(self) -> str:
        """Its last characters: what is looked for at the end is looked for here."""
        return self.text[-_TAIL:]

    @property
    def closed(self) -> bool:
        """Whether a sentence ends with it."""
        return _CLOSED.search(self.tail) is not None

    @property
    def item(self) -> bool:
        """Whether it opens an item of a list, a reply, a line «key: value»."""
        return _ITEM.match(self.text) is not None or _LABEL.match(self.text) is not None

    def room_for(self, other: "Line") -> int:
        """Return the width that this line would have with the first word of the next one."""
        return self.width + 1 + len(other.text.split(" ", 1)[0])


def join_wrapped_lines(text: str) -> str:
    """Join the lines of paragraphs that were wrapped.

    >>> join_wrapped_lines("Осталь-\\nное покроют\\nиз бюджета края.")
    'Остальное покроют из бюджета края.'
    """
    page = Traced(text)
    join_lines(page)
    return page.text


def join_lines(page: Traced) -> None:
    """Join the lines of paragraphs that were wrapped."""
    if "\n" not in page.text:
        return
    blocks = _blocks(page.text)
    if _is_double_spaced(blocks):
        blocks = _undouble(page.text, blocks)
    edits = list(_over_pages(blocks))
    for block in blocks:
        if len(block) > 1:
            edits += _join(block)
    page.apply(sorted(edits, key=lambda edit: edit.start))


def _over_pages(blocks: list[list[Line]]) -> Iterator[Edit]:
    """Drop the number of a page that stands inside a sentence: «кущения,⏎⏎– 12 –⏎⏎когда …»."""
    for (*_, a), (number, *more), (b, *_) in zip(blocks, blocks[1:], blocks[2:], strict=False):
        inside = not (a.closed or b.item or more) and b.text[:1].islower()
        if inside and _PAGE_NUMBER.fullmatch(number.text):
            yield Edit(a.stop, b.start, " ")


def _blocks(text: str) -> list[list[Line]]:
    """Return runs of lines without a blank one."""
    blocks: list[list[Line]] = [[]]
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped)
            blocks[-1].append(Line(start, start + len(stripped), start - match.start(), stripped))
        elif blocks[-1] and (match.group() or text[match.start() - 1] == "\n"):
            blocks.append([])
    return [block for block in blocks if block]


def _is_double_spaced(blocks: list[list[Line]]) -> bool:
    """Whether a blank line follows every line, those inside sentences too."""
    if len(blocks) < _MANY or any(len(block) > 1 for block in blocks[1:]):
        return False
    lines = [block[0] for block in blocks]
    inside = sum(_runs_on(a, b) for a, b in pairwise(lines))
    return inside >= max(2, 0.25 * len(lines))


def _undouble(text: str, blocks: list[list[Line]]) -> list[list[Line]]:
    """Put lines together that one blank line parts; two or more still part paragraphs."""
    joined = [list(blocks[0])]
    for block in blocks[1:]:
        between = text[joined[-1][-1].stop : block[0].start]
        if between.count("\n") > 2:
            joined.append([])
        joined[-1] += block
    return [block for block in joined if block]


def _is_row(line: Line) -> bool:
    """Whether a line is a row of a table: wide gaps or bars in it."""
    text = line.text[:_HEAD]
    return ("\t" in text or "   " in text or "|" in text) and _TABLE.search(text) is not None


def _runs_on(a: Line, b: Line) -> bool:
    """Whether a sentence plainly goes on from one line to the next."""
    return not _STOPPED.search(a.tail) and b.text[:1].islower() and not b.item and not _is_row(a)


def _join(block: list[Line]) -> list[Edit]:
    """Return the line ends of a block that give way to a space or to nothing."""
    if max(line.width for line in block) > _WIDEST and all(line.closed for line in block[:-1]):
        return []
    shape = _Shape(block)
    edits = []
    open_sentence = False
    for n, (a, b) in enumerate(pairwise(block)):
        hyphen = _mends_word(a, b)
        if hyphen is not None and shape.is_table:
            hyphen = None
        if hyphen is not None:
            edits.append(Edit(a.stop - hyphen, b.start))
            open_sentence = True
        elif shape.continues(n, after_join=open_sentence):
            edits.append(Edit(a.stop, b.start, "" if b.text[0] in ",.;:)»" else " "))
            open_sentence = True
        else:
            open_sentence = False
    return edits


def _mends_word(a: Line, b: Line) -> int | None:
    """Return how many characters a word cut at the line's end loses; None where none is cut."""
    if a.text[-1] not in _HYPHENS:
        return None
    cut, rest = _HYPHEN.search(a.tail), _WORD_AHEAD.match(b.text)
    if cut is None or rest is None:
        return None
    if a.text.endswith(("\u00ac", "\u2010")):
        return 1
    left, right = cut.group(1), rest.group()
    if right[0].isupper() and not left.isupper():  # Санкт-|Петербург
        return 0
    whole = is_word((left + right).lower())
    apart = is_word(left.lower()) and is_word(right.lower())
    return 0 if apart and not whole else 1 if whole or not _is_particle(right) else 0


def _is_particle(word: str) -> bool:
    return word.lower() in {"то", "либо", "нибудь", "ка", "таки", "за", "под"}


class _Shape:
    """What the lines of a block look like together."""

    def __init__(self, block: list[Line]) -> None:
        self.lines = block
        body = (
            block[1:]
            if len(block) > 2 and block[0].width > 1.15 * max(line.width for line in block[1:])
            else block
        )
        self.width = max(line.width for line in body)

    @cached_property
    def is_table(self) -> bool:
        """Whether most lines are rows."""
        return sum(map(_is_row, self.lines)) * 2 > len(self.lines)

    @cached_property
    def is_list(self) -> bool:
        """Whether items stand below each other."""
        semicolons = sum(line.text.endswith(";") for line in self.lines)
        return semicolons > 1 or sum(line.item for line in self.lines[1:]) > 1

    @cached_property
    def wrapped(self) -> bool:
        """Whether its width tells that a machine or a hand broke the lines."""
        if self.width > _WIDEST or self.is_verse:
            return False
        pairs = list(pairwise(self.lines))
        if self.width >= _NARROWEST and any(_runs_on(a, b) for a, b in pairs):
            return True
        is_even = len(pairs) > 1 and all(a.room_for(b) > self.width for a, b in pairs)
        return is_even and self.width in range(50, 121)

    @cached_property
    def is_verse(self) -> bool:
        """Whether the lines are short and each opens or ends like one of a poem."""
        if self.width > _VERSE or len(self.lines) < 3:
            return False
        rest = self.lines[1:] if len(self.lines) > _MANY else self.lines
        stopped = sum(_STOPPED.search(line.tail) is not None for line in rest)
        capital = sum(line.text[:1].isupper() or line.text[:1] in "«—–" for line in rest)
        if capital >= 0.8 * len(rest):
            return True
        small = sum(line.text[:1].islower() for line in rest)
        return stopped >= 0.6 * len(rest) and small * 2 > len(rest) - 1 and stopped > 2

    def full(self, n: int, share: float = 1.0) -> bool:
        """Whether line ``n`` had no room for the first word of the next."""
        return self.lines[n].room_for(self.lines[n + 1]) > share * self.width

    def continues(self, n: int, *, after_join: bool) -> bool:
        """Whether line ``n + 1`` goes on with the paragraph of line ``n``."""
        a, b = self.lines[n], self.lines[n + 1]
        if (a.closed and not self.wrapped) or self._stands_apart(a, b):
            return False
        small = _SMALL.match(b.text) is not None
        if b.item:
            return self._is_dash_inside(n)
        if not a.closed and (_dangles(a.tail) or (b.text[0].isdigit() and _counts(a.tail))):
            return True
        if a.text.endswith((":", ";")):
            return small and self.wrapped and not self.is_list and self.full(n)
        if small and not a.closed:
            return after_join or self._is_prose(n)
        number = after_join and not a.closed and b.text[0].isdigit()
        flows = self.wrapped and self._flows_on(n, small=small, after_join=after_join)
        return flows or (number and self.full(n, _RAGGED))

    def _stands_apart(self, a: Line, b: Line) -> bool:
        """Whether tables, verse, credits or an indent keep two lines apart."""
        if self.is_table or self.is_verse or _is_row(a) or _is_row(b):
            return True
        indented = b.indent > a.indent and a.closed and not _SMALL.match(b.text)
        return indented or _CREDIT.match(b.text) is not None

    def _flows_on(self, n: int, *, small: bool, after_join: bool) -> bool:
        """Whether width joins a line of a wrapped block to the next, where letters do not tell."""
        a, b = self.lines[n], self.lines[n + 1]
        if small:
            return self.full(n, _RAGGED)
        if not _OPENER.match(b.text) and not b.text[:1].isupper():
            return False
        if a.closed:
            return self.full(n) and not self._is_heading(n + 1)
        if n == 0 and not a.text.endswith(","):  # a title directly above?
            return self.full(n) and _is_inside(b.text)
        share = _RAGGED if after_join or a.text[:1].islower() else 1.0
        return self.full(n, share) and not self._is_heading(n)

    def _is_dash_inside(self, n: int) -> bool:
        """Whether the next line opens with the dash of a sentence, not of an item or a reply."""
        a, b = self.lines[n], self.lines[n + 1]
        dash = _DASH.match(b.text) is not None and b.text[2:3].islower()
        dashes = sum(_DASH.match(line.text) is not None for line in self.lines)
        return dash and dashes == 1 and not _STOPPED.search(a.tail) and self.full(n, _RAGGED)

    def _is_prose(self, n: int) -> bool:
        """Whether a line and the next, which begins with a small letter, are one sentence."""
        if self.is_list and not self.lines[n].item:
            return self.wrapped and self.full(n)
        if self.width >= _NARROWEST and (self.lines[n].width >= 12 or self.full(n, _RAGGED)):
            return True
        rest = self.lines[n + 1 :]
        end = next((line for line in rest if not line.text[:1].islower() or line.closed), rest[-1])
        return len(self.lines) < _MANY and end.closed and end.text[:1].islower()

    def _is_heading(self, n: int) -> bool:
        """Whether a line stands by itself: short, without a stop, a capital on either side."""
        line = self.lines[n]
        if _STOPPED.search(line.tail) or _SMALL.match(line.text):
            return False
        if n + 1 == len(self.lines):
            return line.width < 0.5 * self.width
        following = self.lines[n + 1]
        return (
            _SMALL.match(following.text) is None
            and not self.full(n, 0.8)
            and not _dangles(line.tail)
        )


def _counts(text: str) -> bool:
    """Whether a line ends with a word that bounds a number: «больше», «почти»."""
    word = _LAST_WORD.search(text)
    return word is not None and word.group(1).lower() in BEFORE_NUMBER


def _is_inside(text: str) -> bool:
    """Whether a line opens with a word that seldom opens a sentence: «Заозёрского края»."""
    word = _WORD_AHEAD.match(text)
    return word is not None and is_oblique(word.group().lower())


def _dangles(text: str) -> bool:
    """Whether a line cannot end here: «По данным», «ни одно из них не», «в городе и».

    >>> _dangles("ни одно из них не"), _dangles("По данным"), _dangles("Мост открыли")
    (True, True, False)
    """
    word = _LAST_WORD.search(text)
    return (word is not None and word.group(1).lower() in DANGLING) or _PHRASE.search(
        text
    ) is not None
