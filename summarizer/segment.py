"""Stage 3: text → sentences with offsets.

razdel (https://github.com/natasha/razdel) proposes the boundaries; a repair pass takes some away
and adds some. Every rule is named after what it treats.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from razdel import sentenize
from razdel.segmenters.sokr import SOKRS

from summarizer.article import Article, Paragraph
from summarizer.data import litter
from summarizer.data.abbreviations import (
    BEFORE_NAME,
    BEFORE_NUMBER,
    DOMAINS,
    MEASURES,
    OPENERS,
)
from summarizer.document import Sentence
from summarizer.errors import TextTooLongError
from summarizer.words import is_predicate, is_proper

MAX_SENTENCES = 500_000
"""Most sentences taken of one text."""

_LONGEST_QUOTE = 300
_LONGEST_BRACKET = 160
_WINDOW = 80
_NARROW = 16
_WINDOW_OF_RAZDEL = 10_000
"""In characters: without boundaries razdel's time grows with the square of the length."""

_LINE = re.compile(r"[^\n]+")
_PAIRS = {"«": "»", "„": "“", "(": ")"}
_PAIRED = re.compile(r'[«»„“()"]')
_POSSIBLE_END = re.compile(r"[.!?…](?=\s?[A-ZА-ЯЁ«„\"(\d—–№])")
_LAST_WORD = re.compile(r"([^\W\d_][\w-]*)\.$")
_FIRST_WORD = re.compile(r"\s*[«„\"(]?([^\W\d_][\w-]*)")
_ATTRIBUTION = re.compile(litter.ATTRIBUTION, re.IGNORECASE)

_Rule = Callable[[str, str], bool]


def segment(article: Article) -> tuple[Sentence, ...]:
    """Split the body of an article; sentences that only say who reported are left out.

    Raises:
        TextTooLongError: more than ``MAX_SENTENCES``.
    """
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(article.paragraphs):
        for start, stop in _spans(article.text, paragraph):
            sentence = article.text[start:stop]
            if _ATTRIBUTION.fullmatch(sentence) is None:
                index = len(sentences)
                sentences.append(Sentence(index, start, stop, sentence, number, paragraph.role))
        if len(sentences) > MAX_SENTENCES:
            raise TextTooLongError(len(sentences), MAX_SENTENCES, "sentences")
    return tuple(sentences)


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
    for match in _POSSIBLE_END.finditer(line):
        stop = match.end()
        following = stop + 1 if line[stop] == " " else stop
        if following not in kept:
            left, right = line[max(0, stop - _WINDOW) : stop], line[stop : stop + _WINDOW]
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
        left, right = line[max(0, start - _NARROW) : start].rstrip(), line[start : start + 1]
        if not (left.endswith((".", ";")) and any(rule(left, right) for rule in JOINS)):
            repaired.append(start)
    return repaired


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


# Rules that join. ``left`` ends with the proposed sentence, ``right`` is the next one's first mark.


def semicolon(left: str, right: str) -> bool:  # «Дождь кончился; Иван вышел во двор.»
    return left.endswith(";")


def abbreviation_before_number(left: str, right: str) -> bool:  # «см. табл. 2», «1 янв. 2024 г.»
    last = _LAST_WORD.search(left)
    return last is not None and last.group(1).lower() in BEFORE_NUMBER and right.isdigit()


def abbreviation_before_name(left: str, right: str) -> bool:  # «St. Louis»
    last = _LAST_WORD.search(left)
    return last is not None and last.group(1).lower() in BEFORE_NAME and right.isupper()


JOINS: tuple[_Rule, ...] = (semicolon, abbreviation_before_number, abbreviation_before_name)


# Rules that split where razdel does not. ``left`` ends with a mark, ``right`` follows it.

_GLUED_LEFT = re.compile(r"(?:([^\W\d_][а-яё]+)|\d[%\d]|[»)])[.!?…]+$")
_GLUED_RIGHT = re.compile(r"«?([А-ЯЁ][а-яё]*)(?![а-яё]*\.[а-яё])")
_YEAR = re.compile(r"\b\d{4}(?:[-–—]\d{4})? ?(?:гг?|год[уа]?)\.$|\b[IVX]+ вв?\.$")
_MEASURE = re.compile(r"\d[\d,]* ?([^\W\d_]+)\.$")
_DEGREES = re.compile(r"° ?[CСFК]\.$|[сювз]\. ?[шд]\.$")
_RATE = re.compile(r"\b[а-яё]/[а-яё]\.$")  # к/к. · г/г.
_SURNAME_INITIALS = re.compile(
    r"\b[А-ЯЁ][а-яё-]+(?: [А-ЯЁ]\.){1,2}$|\b[А-ЯЁ][а-яё-]+ [А-ЯЁ]\.[А-ЯЁ]\.$"
)
_REFERENCE = re.compile(r"\b([а-яё]+)\. ?№? ?\d+(?:[.,–-]\d+)*\.$")
_INITIAL = re.compile(r"\s*[А-ЯЁA-Z]\.")
_LABEL = re.compile(r"\b[а-яё]{3,} [А-ЯЁ]\.$")


def no_space(left: str, right: str) -> bool:  # «Дом построили.Жильцы въехали.»
    if right[:1].isspace():
        return False
    before, after = _GLUED_LEFT.search(left), _GLUED_RIGHT.match(right)
    return (
        before is not None
        and after is not None
        and (before.group(1) or "").lower() not in SOKRS
        and after.group(1).lower() not in DOMAINS
    )


def year_at_the_end(left: str, right: str) -> bool:  # «Договор истекает в 2026 г. Продлевать …»
    year = _YEAR.search(left)
    following = _FIRST_WORD.match(right)
    if year is None or following is None or not right[:1].isspace():
        return False
    word = following.group(1).lower()
    clause = re.split(r"[.!?…] (?=[А-ЯЁ])", left[: year.start()])[-1]
    return word.replace("ё", "е") in OPENERS or (
        word.islower()
        and not is_proper(word)
        and any(is_predicate(form) for form in re.findall(r"[а-яё]+", clause.lower()))
    )


def measure_at_the_end(left: str, right: str) -> bool:  # «Рост прыгуна — 195 см. Он …»
    measure = _MEASURE.search(left)
    measured = measure is not None and measure.group(1) in MEASURES
    return (measured or _DEGREES.search(left) is not None) and _opens_with_capital(right)


def rate_at_the_end(left: str, right: str) -> bool:  # «выросла на 8 % к/к. Чистая прибыль …»
    return _RATE.search(left) is not None and _opens_with_capital(right)


def initials_at_the_end(left: str, right: str) -> bool:  # «подал Смирнов А. С. Он просит …»
    following = _FIRST_WORD.match(right)
    if following is None or not right[:1].isspace() or _INITIAL.match(right):
        return False
    word = following.group(1).lower().replace("ё", "е")
    if _SURNAME_INITIALS.search(left):
        return word in OPENERS or not is_proper(word)
    return _LABEL.search(left) is not None and word in OPENERS and len(word) > 1


def reference_at_the_end(left: str, right: str) -> bool:  # «см. табл. 2. Подробнее …»
    reference = _REFERENCE.search(left)
    return (
        reference is not None
        and reference.group(1).lower() in BEFORE_NUMBER
        and _opens_with_capital(right)
    )


def _opens_with_capital(right: str) -> bool:
    following = _FIRST_WORD.match(right)
    return following is not None and right[:1].isspace() and following.group(1)[0].isupper()


SPLITS: tuple[_Rule, ...] = (
    no_space,
    year_at_the_end,
    measure_at_the_end,
    rate_at_the_end,
    initials_at_the_end,
    reference_at_the_end,
)
