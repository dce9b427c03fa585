"""Lines of pages, with sizes and places → title and paragraphs. Knows no format.

What tells a heading is how it looks: larger or bolder than the text, set off by space, centred. A
paragraph ends where the look changes, at a wide gap, before an indent, after a short last line.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.document import Page

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[—–\-•|/. ]*(?:страница|стр\.?|с\.|page|p\.)? ?0(?: ?(?:из|/|of) ?0)?[—–\-•|/. ]*",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…:;»\")\]]$")
_STOP = re.compile(r"[.!?…]$")
_HYPHENATED = re.compile(r"[а-яё][-\xad‐]$")
_FRESH = re.compile(r"[\"«„“(\[—–]? ?[A-ZА-ЯЁ\d]|[•▪●◦*§№]")
_ITEM = re.compile(r"[•▪●◦] |[—–-] |\d{1,2}[.)] ")
_FOOTNOTE = re.compile(r"\[?[\d*¹²³⁴⁵⁶⁷⁸⁹]")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_INITIALS = re.compile(r"\b[А-ЯЁ]\. ?(?:[А-ЯЁ]\.)?")
_REPEATED = 3
_LARGER = 1.12
"""How many times the text's size a title is at least."""
_SAME_SIZE = 0.6
_TITLE_WORDS = 40
_TOP = 10
"""Blocks at the head of a document among which the title stands."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on its page: sizes and places in points, ``base`` counted upwards."""

    text: str
    size: float = 0.0
    bold: bool = False
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0
    page: int = 0


@dataclass(frozen=True, slots=True)
class _Column:
    """Where lines begin and end."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return max(self.right - self.left, 1.0)


@dataclass(frozen=True, slots=True)
class _Usual:
    """What is usual in a document: the size of the text, the space between lines, the columns."""

    size: float
    leading: float
    columns: tuple[_Column, ...]

    def has_size(self, line: Line) -> bool:
        """Whether a line has the size of the text."""
        return abs(line.size - self.size) < _SAME_SIZE

    def column(self, line: Line) -> _Column:
        """Return the column that a line stands in."""
        found = [column for column in self.columns if column.left <= line.left + 1]
        return found[-1] if found else self.columns[0]

    def indent(self, line: Line) -> float:
        """Return how far from its column's margin a line begins."""
        return line.left - self.column(line).left

    def leading_of(self, line: Line) -> float:
        """Return the space above a line: larger ones are set as wide in proportion."""
        return self.leading * max(1.0, line.size / self.size) if self.size else self.leading

    def has_room(self, line: Line, word: str) -> bool:
        """Whether a word would have fitted behind a line, so that the break there was meant."""
        taken = line.right - line.left
        room = self.column(line).width - max(0.0, self.indent(line))
        return taken + (len(word) + 1) * taken / max(1, len(line.text)) < 0.97 * room

    def is_centred(self, line: Line) -> bool:
        """Whether a line is set off on both sides alike."""
        column = self.column(line)
        before, behind = line.left - column.left, column.right - line.right
        least = 2 * max(line.size, 1.0)
        return min(before, behind) > least and abs(before - behind) < 0.1 * column.width + least


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that belong together and look the same."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return join_words(line.text for line in self.lines)

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        return self.lines[0].bold


def read_layout(pages: list[list[Line]]) -> Page:
    """Return the text of pages, a paragraph a line, and the title if one stands out."""
    kept = [_without_footnotes(page, _usual_size(pages)) for page in drop_furniture(pages)]
    lines = [line for page in kept for line in page if line.text]
    if not lines:
        return Page("")
    usual = _find_usual(lines)
    blocks = list(_blocks(lines, usual))
    title = _find_title(blocks, usual)
    body = [block.text for n, block in enumerate(blocks) if n not in title]
    shown = join_words(blocks[n].text for n in title)
    return Page("\n\n".join(body), shown or None) if body else Page(shown)


def drop_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """Leave out lines that stand highest or lowest on three pages or more, and page numbers.

    Two headers are the same if they differ by numbers alone.
    """
    edges = [_edges(page) for page in pages]
    seen = Counter(
        pattern
        for page, found in zip(pages, edges, strict=True)
        for pattern in {_NUMBER.sub("0", page[n].text) for n in found}
    )

    def is_furniture(line: Line) -> bool:
        pattern = _NUMBER.sub("0", line.text)
        return _PAGE_NUMBER.fullmatch(pattern) is not None or seen[pattern] >= _REPEATED

    return [
        [line for n, line in enumerate(page) if not (n in found and is_furniture(line))]
        for page, found in zip(pages, edges, strict=True)
    ]


def _edges(page: list[Line]) -> set[int]:
    """Return the two highest lines and the two lowest, those at the same height with them."""
    heights = sorted({round(line.base) for line in page})
    outer = {*heights[:2], *heights[-2:]}
    return {n for n, line in enumerate(page) if round(line.base) in outer}


def _without_footnotes(page: list[Line], size: float) -> list[Line]:
    """Leave out the small lines at the foot of a page: they would stand within its last sentence.

    Only where the first of them has a number or a star in front.
    """
    order = sorted(range(len(page)), key=lambda n: page[n].base)
    small: list[int] = []
    for n in order:
        if page[n].size > 0.93 * size or page[n].bold:
            break
        small.append(n)
    while small and not _FOOTNOTE.match(page[small[-1]].text):
        small.pop()
    return [line for n, line in enumerate(page) if n not in small]


def _usual_size(pages: list[list[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[_half(line.size)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 0.0


def _half(size: float) -> float:
    return round(2 * size) / 2


def _find_usual(lines: list[Line]) -> _Usual:
    size = _usual_size([lines])
    usual = [line for line in lines if abs(line.size - size) < _SAME_SIZE]
    gaps = Counter(
        _half(gap)
        for above, below in pairwise(usual)
        if above.page == below.page and 0 < (gap := above.base - below.base) < 4 * max(size, 5)
    )
    leading = max(gaps, key=lambda gap: (gaps[gap], -gap)) if gaps else 1.2 * size
    return _Usual(size, leading, tuple(_columns(usual, size)))


def _columns(lines: list[Line], size: float) -> Iterator[_Column]:
    """Find where many lines begin; what is a few letters off such a margin is an indent."""
    counts = Counter(round(line.left) for line in lines)
    often = sorted(left for left, count in counts.items() if 4 * count >= max(counts.values()))
    margins: list[int] = []
    for left in often:
        if not margins or left - margins[-1] > 6 * max(size, 10):
            margins.append(left)
    for n, margin in enumerate(margins):
        end = margins[n + 1] - 1 if n + 1 < len(margins) else math.inf
        rights = sorted(line.right for line in lines if margin - 1 <= line.left < end)
        within = [right for right in rights if right <= end] or rights
        yield _Column(margin, within[len(within) * 19 // 20])


def _blocks(lines: list[Line], usual: _Usual) -> Iterator[_Block]:
    current: list[Line] = []
    for line in lines:
        if current and _is_new(current, line, usual):
            yield _Block(tuple(current))
            current = []
        current.append(line)
    yield _Block(tuple(current))


def _is_new(current: list[Line], line: Line, usual: _Usual) -> bool:
    """Whether a line begins a paragraph or a heading behind those lines."""
    above = current[-1]
    fresh = _FRESH.match(line.text) is not None
    room = usual.has_room(above, line.text.split()[0])
    if abs(line.size - above.size) >= _SAME_SIZE:
        return True
    if line.bold != above.bold and fresh and (room or _STOP.search(above.text)):
        return True
    if _HYPHENATED.search(above.text) and not fresh:
        return False
    if line.page == above.page and above.base - line.base > 1.22 * usual.leading_of(line):
        return True
    return fresh and _is_set_off(current, line, usual, room=room)


def _is_set_off(current: list[Line], line: Line, usual: _Usual, *, room: bool) -> bool:
    """Whether a line that may begin a sentence begins a paragraph, by where it stands."""
    above = current[-1]
    ended = _END.search(above.text) is not None
    if ended and (room or _ITEM.match(line.text)):
        return True
    if usual.is_centred(above) and room and not above.text.endswith(","):
        return True
    if not usual.has_size(line):
        return False
    indent = 0.8 * max(line.size, 1.0)
    if ended and usual.indent(line) > indent and not usual.is_centred(line):
        return usual.indent(above) < indent or len(current) == 1
    column = usual.column(above)
    return len(current) == 1 and above.right < column.left + 0.6 * column.width


def _find_title(blocks: Sequence[_Block], usual: _Usual) -> tuple[int, ...]:
    """Return which blocks are the title: the largest near the top, else the first bold one."""
    first = blocks[0].lines[0].page
    top = [
        n
        for n, block in enumerate(blocks[:_TOP])
        if block.lines[0].page == first
        and _LETTERS.search(block.text)
        and len(block.text.split()) <= _TITLE_WORDS
    ]
    large = [n for n in top if blocks[n].size >= _LARGER * usual.size > 0]
    if large:
        return _largest(blocks, large, usual)
    if len(blocks) > 1:
        bold = [n for n in top if blocks[n].bold and not _STOP.search(blocks[n].text)]
        before_text = [n for n in bold if not any(_is_text(blocks[m], usual) for m in range(n))]
        named = [n for n in before_text if not _INITIALS.search(blocks[n].text)]
        if named and not all(block.bold for block in blocks):
            return (named[0],)
    return ()


def _is_text(block: _Block, usual: _Usual) -> bool:
    return not block.bold and len(block.lines) > 2 and usual.has_size(block.lines[0])


def _largest(blocks: Sequence[_Block], large: list[int], usual: _Usual) -> tuple[int, ...]:
    """Return the largest blocks; where they are the name of a paper, those that come next."""
    sizes = sorted({_half(blocks[n].size) for n in large}, reverse=True)
    of_size = {size: [n for n in large if _half(blocks[n].size) == size] for size in sizes}
    found = of_size[sizes[0]]
    if len(sizes) > 1 and len(blocks[found[0]].text.split()) <= 3:
        text = next((n for n, block in enumerate(blocks) if _is_text(block, usual)), len(blocks))
        next_ones = of_size[sizes[1]]
        words = len(blocks[next_ones[0]].text.split())
        if len(next_ones) == 1 and words >= 4 and found[0] < next_ones[0] < text:
            return (next_ones[0],)
    # A title of several blocks is one only where nothing stands between them.
    end = next((n for n in range(1, len(found)) if found[n] != found[0] + n), len(found))
    return tuple(found[:end])


def join_words(lines: Iterable[str]) -> str:
    """Join lines to one, and the halves of hyphenated words.

    >>> join_words(["Мост откры-", "ли весной: поезд Москва-", "Заречный ушёл."])
    'Мост открыли весной: поезд Москва-Заречный ушёл.'
    """
    joined = ""
    for line in lines:
        if _HYPHENATED.search(joined):
            joined = joined + line if line[:1].isupper() else joined[:-1] + line
        else:
            joined = f"{joined} {line}" if joined else line
    return joined
