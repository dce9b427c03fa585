"""Stage 3: text → sentences with offsets.

razdel (https://github.com/natasha/razdel) proposes the boundaries; a repair pass takes some away
(``joins``) and adds some (``splits``). Every rule is named after what it treats.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from razdel import sentenize

from summarizer.article import Article, Paragraph
from summarizer.data import litter
from summarizer.document import Sentence
from summarizer.errors import TextTooLongError
from summarizer.segment.joins import JOINS
from summarizer.segment.splits import SPLITS, small_letter

MAX_SENTENCES = 500_000
"""Most sentences taken of one text."""

_LONGEST_QUOTE = 300
_LONGEST_BRACKET = 160
_WINDOW = 80
_REACH_BACK = 200
_WINDOW_OF_RAZDEL = 10_000
"""In characters: without boundaries razdel's time grows with the square of the length."""

_MARK = re.compile(
    r"(?:[•●▪■◦○·‣⁃►▶➤✓✔★☆◆] ?|[*+] |\(?\d{1,2}\) ?|\d{1,2}\. (?=[«А-ЯЁA-Z])|"
    r"\d{1,2}(?:\.\d{1,2}){1,3}\. |[IVX]{1,5}[.)] (?=[«А-ЯЁ])|§ ?\d{1,3}\. |"
    r"\(?[а-яa-z]\) |[–—-] (?=[а-яё])|(?:(?:Ответ|ОТВЕТ)(?: \d{1,2})? ?[:.—–]|О\.:) ?)+"
)
_LINE = re.compile(r"[^\n]+")
_PAIRS = {"«": "»", "„": "“", "(": ")"}
_PAIRED = re.compile(r'[«»„“()"]')
_POSSIBLE_END = re.compile(r"[.!?…]»?(?=\s?[A-ZА-ЯЁ«„\"(\d—–№])")
_SMALL_END = re.compile(r"[.!?] (?=[«(]?[a-zа-яё])")
_CAPITAL_START = re.compile(r"[.!?…] [A-ZА-ЯЁ]")
_ATTRIBUTION = re.compile(litter.ATTRIBUTION, re.IGNORECASE)


def segment(article: Article) -> tuple[Sentence, ...]:
    """Split the body of an article; sentences that only say who reported are left out.

    Raises:
        TextTooLongError: more than ``MAX_SENTENCES``.
    """
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(article.paragraphs):
        for first, stop in _spans(article.text, paragraph):
            start = first
            if first == paragraph.start and paragraph.role == "text":
                start = behind_mark(article.text, first, stop)
            sentence = article.text[start:stop]
            if _ATTRIBUTION.fullmatch(sentence) is None:
                index = len(sentences)
                sentences.append(Sentence(index, start, stop, sentence, number, paragraph.role))
        if len(sentences) > MAX_SENTENCES:
            raise TextTooLongError(len(sentences), MAX_SENTENCES, "sentences")
    return tuple(sentences)


def behind_mark(text: str, start: int, stop: int) -> int:
    """Return where a line begins behind the number or bullet of an item.

    >>> behind_mark("1. Мост открыт.", 0, 15), behind_mark("• Мост открыт.", 0, 14)
    (3, 2)
    """
    mark = _MARK.match(text, start, stop)
    return mark.end() if mark and mark.end() < stop else start


def split(text: str) -> tuple[Sentence, ...]:
    """Split any text; a line end always ends a sentence.

    >>> [sentence.text for sentence in split("Мост открыли в 2019 г. Он соединил два берега.")]
    ['Мост открыли в 2019 г.', 'Он соединил два берега.']
    """
    lines = (Paragraph(line.start(), line.end(), "text") for line in _LINE.finditer(text))
    spans = (
        (start, stop, number)
        for number, line in enumerate(lines)
        for start, stop in _spans(text, line)
    )
    return tuple(
        Sentence(index, start, stop, text[start:stop], number)
        for index, (start, stop, number) in enumerate(spans)
    )


def _spans(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Yield the (start, stop) of each sentence of one line of ``text``."""
    if paragraph.role == "heading":
        yield paragraph.start, paragraph.stop
        return
    line = text[paragraph.start : paragraph.stop]
    starts = _repair(line, _propose(line))
    for start, stop in zip(starts, [*starts[1:], len(line)], strict=True):
        sentence = line[start:stop]
        begin = paragraph.start + start + len(sentence) - len(sentence.lstrip())
        if sentence := sentence.strip():
            yield begin, begin + len(sentence)


def _propose(line: str) -> list[int]:
    """Return where razdel lets sentences start, from 0.

    A long line goes to it window by window; the next window starts with the last sentence of the
    one before, which may have been cut.
    """
    starts = [0]
    while len(line) - starts[-1] > _WINDOW_OF_RAZDEL:
        begin = starts[-1]
        window = line[begin : begin + _WINDOW_OF_RAZDEL]
        found = [begin + part.start for part in sentenize(window)][1:]
        starts += found or [begin + (window.rfind(" ") + 1 or len(window))]
    begin = starts[-1]
    return starts + [begin + part.start for part in sentenize(line[begin:])][1:]


def _repair(line: str, starts: list[int]) -> list[int]:
    """Take away and add sentence starts; both lists are ascending and begin with 0."""
    kept = set(starts[1:])
    if is_uncapitalised(line):
        kept.update(
            match.end()
            for match in _SMALL_END.finditer(line)
            if small_letter(
                line[max(0, match.end() - 1 - _WINDOW) : match.end() - 1],
                line[match.end() - 1 : match.end() + _WINDOW],
            )
        )
    for match in _POSSIBLE_END.finditer(line):
        stop = match.end()
        following = stop + 1 if line[stop] == " " else stop
        if following not in kept:
            left, right = line[max(0, stop - _REACH_BACK) : stop], line[stop : stop + _WINDOW]
            if any(rule(left, right) for rule in SPLITS):
                kept.add(following)
    if not kept:
        return [0]
    enclosed = _enclosed(line)
    opens = [start for start, _ in enclosed]
    repaired = [0]
    for start in sorted(kept):
        inside = bisect_left(opens, start) - 1
        if inside >= 0 and start <= enclosed[inside][1]:
            continue
        left, right = line[max(0, start - _WINDOW) : start].rstrip(), line[start : start + _WINDOW]
        if not (left.endswith((".", ";")) and any(rule(left, right) for rule in JOINS)):
            repaired.append(start)
    return repaired


def is_uncapitalised(line: str) -> bool:
    """Whether a line of several sentences has no capital where one should stand.

    >>> is_uncapitalised("мост открыли. автобусы пошли."), is_uncapitalised("Стр. 5. и др.")
    (True, False)
    """
    return line[:1].islower() and not _CAPITAL_START.search(line)


def _enclosed(line: str) -> list[tuple[int, int]]:
    """Return the outermost spans in quotes or brackets short enough never to be split."""
    spans: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for match in _PAIRED.finditer(line):
        mark, position = match.group(), match.start()
        if mark == '"':
            opening = not stack or stack[-1][0] != '"'
        else:
            opening = mark in _PAIRS
        if opening:
            stack.append((mark, position))
            continue
        while stack and _PAIRS.get(stack[-1][0], '"') != mark:
            stack.pop()
        if stack:
            opener, start = stack.pop()
            limit = _LONGEST_BRACKET if opener == "(" else _LONGEST_QUOTE
            if position - start <= limit:
                while spans and spans[-1][0] > start:
                    spans.pop()
                spans.append((start, position))
    return spans
