"""How much ``unsupported`` sees: sentences of real articles with one fact changed, seeded.

Two sorts of change. To what the article does not hold at all: this must be caught. To another
number or name *of the same article* («own»): a check against the whole article cannot see most of
those, and the figures say so.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.datasets import Example
from benchmarks.unsupported import Evidence
from summarizer import Summarizer, SummarizerError

ATTEMPTS = 20

_DIGITS = re.compile(r"(?<![\w.,:-])\d+(?:,\d+)?(?![.,:-]?\w)")
_NUMERALS = re.compile(
    r"\b(?:два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать|сорок|"
    r"двое|трое|четверо|вдвое|втрое|трижды)\b"
)
_ORDINALS = re.compile(r"\b(?:втор|четв[её]рт|пят|шест|седьм|восьм|девят|десят)(?:ый|ого|ому|ую)\b")
_MAGNITUDES = re.compile(
    r"\b(?:тыс|млн|млрд|трлн)\b|\b(?:миллион|миллиард)(?=(?:а|у|ы|ов|ам|ами|ах|ом|е)?\b)"
)
_MONTHS = re.compile(
    r"\b(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\b"
)
_WEEKDAYS = re.compile(r"\b(?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)\b")
_NAMES = re.compile(r"(?<=[а-яё,] )[А-ЯЁ][а-яё]{3,}\b")  # inside a sentence
_LATIN = re.compile(r"\b[A-Z][A-Za-z]{3,}\b")

_VALUES = {
    "од": 1, "перв": 1, "дв": 2, "вдв": 2, "втор": 2, "тр": 3, "втр": 3, "четв": 4, "четыр": 4,
    "пят": 5, "шест": 6, "сем": 7, "седьм": 7, "восем": 8, "восьм": 8, "девят": 9, "десят": 10,
    "одиннадцат": 11, "двенадцат": 12, "сорок": 40,
}  # fmt: skip
"""How numerals begin, and what they are worth; the longest beginning counts."""

_RANKS = {
    "тыс": "млн", "млн": "млрд", "млрд": "трлн", "трлн": "млн",
    "миллион": "миллиард", "миллиард": "миллион",
}  # fmt: skip

Random = np.random.Generator
Swap = Callable[[str, str, Sequence[str], Random], str | None]
"""(word, article, words of its kind in all articles, chance) → another word, if there is one."""


@dataclass(frozen=True, slots=True)
class Recall:
    """Of ``made`` alterations of a kind, how many have a finding that touches the change."""

    kind: str
    made: int
    caught: int

    @property
    def percent(self) -> float:
        """The share caught."""
        return 100 * self.caught / self.made if self.made else float("nan")


@dataclass(frozen=True, slots=True)
class Altered:
    """A sentence with one change, in ``text[start:stop]``."""

    text: str
    start: int
    stop: int


def _new_digits(word: str, article: str, _: Sequence[str], random: Random) -> str | None:
    """Another number with as many digits, which is not in the article."""
    for _attempt in range(ATTEMPTS):
        digits = [str(random.integers(10)) if char.isdigit() else char for char in word]
        digits[0] = str(random.integers(1, 10))
        found = "".join(digits)
        if not re.search(rf"(?<!\d){re.escape(found)}(?!\d){_spelled(found)}", _even(article)):
            return found
    return None


def _new_word(word: str, article: str, pool: Sequence[str], random: Random) -> str | None:
    """A word of the same kind whose beginning the article holds nowhere."""
    article = _even(article)
    for _attempt in range(ATTEMPTS):
        found = pool[int(random.integers(len(pool)))]
        beginning = _even(found)[: max(3, len(found) - 3)]
        if beginning not in article:
            return found
    return None


def _new_numeral(word: str, article: str, pool: Sequence[str], random: Random) -> str | None:
    """A numeral whose value the article does not hold, neither in words nor in digits."""
    for _attempt in range(ATTEMPTS):
        found = pool[int(random.integers(len(pool)))]
        start = max(filter(_even(found).startswith, _VALUES), key=len)
        value = str(_VALUES[start])
        if not re.search(rf"(?<!\d){value}(?!\d){_spelled(value)}", _even(article)):
            return found
    return None


def _spelled(digits: str) -> str:
    """Return how words of that value begin, as the rest of a pattern: 2 → «|\\bдв|\\bвдв|…»."""
    return "".join(rf"|\b{start}" for start, value in _VALUES.items() if str(value) == digits)


def _next_rank(word: str, article: str, pool: Sequence[str], random: Random) -> str | None:
    """A thousand becomes a million, a million a billion."""
    return _RANKS[word]


def _own_digits(word: str, article: str, pool: Sequence[str], random: Random) -> str | None:
    return _own(_DIGITS, word, article, random)


def _own_name(word: str, article: str, pool: Sequence[str], random: Random) -> str | None:
    return _own(_NAMES, word, article, random)


def _own(pattern: re.Pattern[str], word: str, article: str, random: Random) -> str | None:
    """Another word of the kind from the same article."""
    others = sorted({found for found in pattern.findall(article) if found[:4] != word[:4]})
    return others[int(random.integers(len(others)))] if others else None


def _even(text: str) -> str:
    return text.lower().replace("ё", "е")


KINDS: dict[str, tuple[re.Pattern[str], Swap]] = {
    "number": (_DIGITS, _new_digits),
    "numeral": (_NUMERALS, _new_numeral),
    "ordinal": (_ORDINALS, _new_numeral),
    "magnitude": (_MAGNITUDES, _next_rank),
    "month": (_MONTHS, _new_word),
    "weekday": (_WEEKDAYS, _new_word),
    "name": (_NAMES, _new_word),
    "latin": (_LATIN, _new_word),
    "own number": (_DIGITS, _own_digits),
    "own name": (_NAMES, _own_name),
}
"""Kind → what is altered, and into what."""


def alter(
    kind: str, sentence: str, article: str, pool: Sequence[str], random: Random
) -> Altered | None:
    """Change one word of ``kind``; None if there is none, or nothing to change it into."""
    pattern, swap = KINDS[kind]
    words = list(pattern.finditer(sentence))
    if not words:
        return None
    word = words[int(random.integers(len(words)))]
    other = swap(word.group(), article, pool, random)
    if other is None:
        return None
    start = word.start()
    text = sentence[:start] + other + sentence[word.end() :]
    return Altered(text, start, start + len(other))


def alter_extracts(examples: Sequence[Example], each: int, seed: int) -> list[Recall]:
    """Alter at most ``each`` sentences of extracts a kind, one word a sentence, and check them."""
    summarizer = Summarizer(style="extract", ratio=0.5)
    sentences: list[tuple[str, str]] = []
    for example in examples:
        try:
            summary = summarizer.summarize(example.text, title=example.title)
        except SummarizerError:
            continue
        article = f"{example.title or ''}\n{example.text}"
        sentences += [(article, sentence.text) for sentence in summary.sentences]
    return [_measure(kind, sentences, each, seed) for kind in KINDS]


def _measure(kind: str, sentences: Sequence[tuple[str, str]], each: int, seed: int) -> Recall:
    pattern, _ = KINDS[kind]
    random = np.random.default_rng([seed, *kind.encode()])
    pool = sorted({word for _, text in sentences for word in pattern.findall(text)})
    made = caught = 0
    for place in random.permutation(len(sentences)):
        article, sentence = sentences[place]
        altered = alter(kind, sentence, article, pool, random)
        if altered is not None:
            found = Evidence(article).find_unsupported(altered.text)
            made += 1
            caught += any(f.start < altered.stop and altered.start < f.stop for f in found)
        if made == each:
            break
    return Recall(kind, made, caught)
