"""Dates that a text claims: days, months, years, decades, days of the week, «вчера», «весной»."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from summarizer.data import numerals
from summarizer.data.calendar import MONTHLY, MONTHS, RELATIVE, SEASONS, WEEKDAYS, YEAR
from summarizer.facts.rates import find_unit
from summarizer.facts.tokens import Token, tokenize

YEARS = range(1000, 2101)
"""A number of four digits in it may be a year."""

_BARE_YEARS = range(1900, 2101)
_DAYS = range(1, 32)
_JOINTS = frozenset(("-", "–", "—", "и", "по", ",", "до", "на", "или"))
_BEFORE_YEAR = frozenset("в с со по до к от за на начала начале конца конце середины".split())
_BEFORE_WEEKDAY = frozenset("эту прошлую минувшую следующую каждую".split())
_DAY_STEM = re.compile(
    r"(?:перв|втор|трет|четверт|пят|шест|седьм|восьм|девят|десят|[а-я]+(?:надцат|двадцат|тридцат))(?:ого|ьего|ое|ье|ому|ому|ым|ьим)"
)
_ORDINAL_TAIL = re.compile(r"(?:го|му|м|й|е|ого|ому|ом|ый)")
_SPAN = re.compile(r"\s*(?:[-–—]|по|до)\s*")
_DECADE_TAIL = re.compile(r"(?:х|е|ые|ых|ми|ым|м)")


class Date(NamedTuple):
    """A date at ``text[start:stop]``; 0 or empty is what it does not say.

    ``word`` is a day of the week («вторник» is «2»), «вчера», a season or a decade («90-е»).
    """

    day: int
    month: int
    year: int
    word: str
    start: int
    stop: int


@dataclass(slots=True)
class _Reader:
    tokens: Sequence[Token]
    found: list[Date] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def add(
        self,
        first: int,
        last: int,
        *,
        day: int = 0,
        month: int = 0,
        year: int = 0,
        word: str = "",
    ) -> None:
        self.used.update(range(first, last + 1))
        start, stop = self.tokens[first].start, self.tokens[last].stop
        self.found.append(Date(day, month, year, word, start, stop))


def find_dates(text: str) -> list[Date]:
    """Return the dates of ``text``.

    >>> [date[:4] for date in find_dates("с 24 по 26 марта 2025 года, в 2023-м и в среду")]
    [(26, 3, 2025, ''), (24, 3, 2025, ''), (0, 0, 2023, ''), (0, 0, 0, '3')]
    """
    return read_dates(tokenize(text))[0]


def read_dates(tokens: Sequence[Token]) -> tuple[list[Date], frozenset[int]]:
    """Return the dates among ``tokens``, and which tokens they are made of."""
    reader = _Reader(tokens)
    for position, token in enumerate(tokens):
        if position in reader.used:
            continue
        if token.kind == "word":
            _read_word(reader, position)
        elif token.kind == "date":
            _read_digits(reader, position)
        elif token.kind == "fraction":
            _read_season_years(reader, position)
        elif token.kind in ("number", "compound"):
            _read_year(reader, position)
    return reader.found, frozenset(reader.used)


def _read_word(reader: _Reader, at: int) -> None:
    word = reader.tokens[at].folded
    if word in MONTHS:
        _read_month(reader, at)
    elif word in MONTHLY and reader.tokens[at].text.islower():
        reader.add(at, at, month=MONTHLY[word])
    elif word in WEEKDAYS and (word != "среду" or _is_weekday(reader, at)):
        reader.add(at, at, word=str(WEEKDAYS[word]))
    elif word in RELATIVE:
        reader.add(at, at, word=RELATIVE[word])
    elif word in SEASONS:
        reader.add(at, at, word=SEASONS[word])
    elif word in YEAR and at and reader.tokens[at - 1].kind == "word":
        _read_decade_word(reader, at)


def _is_weekday(reader: _Reader, at: int) -> bool:  # «в среду», not «окружающую среду»
    before = reader.tokens[at - 1].folded if at else ""
    return before in _BEFORE_WEEKDAY or not before.endswith(("ую", "юю"))


def _read_decade_word(reader: _Reader, at: int) -> None:  # «девяностые годы»
    before = reader.tokens[at - 1].folded
    stem = next((s for s in numerals.ORDINAL_STEMS if before in (s + "ые", s + "ых", s + "ым")), "")
    value = int(numerals.ORDINAL_STEMS.get(stem, 0))
    if value in range(20, 100, 10):
        reader.add(at - 1, at, word=f"{value}-е")


def _read_month(reader: _Reader, at: int) -> None:
    """Read «24 марта 2025 года», «с 24 по 26 марта», «март 2025»."""
    tokens = reader.tokens
    month, last, year = MONTHS[tokens[at].folded], at, 0
    after = at + 1
    if after < len(tokens) and tokens[after].text == "." and len(tokens[at].text) < 5:
        after += 1  # 24 янв. 2025
    if after < len(tokens) and (year := _year(tokens[after])):
        last = after
        if last + 1 < len(tokens) and tokens[last + 1].folded in YEAR:
            last += 1
    day = _day(tokens[at - 1]) if at else 0
    if not day:
        reader.add(at, last, month=month, year=year)
        return
    reader.add(at - 1, last, day=day, month=month, year=year)
    before = at - 2
    while before > 0 and tokens[before].folded in _JOINTS:
        earlier = _day(tokens[before - 1])
        if not earlier or before - 1 in reader.used:
            break
        reader.add(before - 1, before - 1, day=earlier, month=month, year=year)
        before -= 2


def _day(token: Token) -> int:
    if token.kind == "number" and token.text.isdigit() and int(token.text) in _DAYS:
        return int(token.text)
    if token.kind == "compound":
        digits, _, tail = token.folded.partition("-")
        if digits.isdigit() and int(digits) in _DAYS and _ORDINAL_TAIL.fullmatch(tail):
            return int(digits)
    if token.kind == "word" and _DAY_STEM.fullmatch(token.folded):
        for stem, value in numerals.ORDINAL_STEMS.items():
            if token.folded.startswith(stem) and len(token.folded) - len(stem) <= 4:
                return int(value)
    return 0


def _year(token: Token) -> int:
    digits = token.text
    if token.kind == "compound":
        digits, _, tail = token.folded.partition("-")
        if not _ORDINAL_TAIL.fullmatch(tail):
            return 0
    return int(digits) if len(digits) == 4 and digits.isdigit() and int(digits) in YEARS else 0


def _read_digits(reader: _Reader, at: int) -> None:  # 24.03.2025 · 2025-03-24
    parts = [int(part) for part in re.split(r"\D", reader.tokens[at].text)]
    if parts[0] > 31:
        parts.reverse()
    day, month, year = parts
    if day in _DAYS and 1 <= month <= 12:
        year = year if year > 99 else year + (2000 if year < 50 else 1900)
        reader.add(at, at, day=day, month=month, year=year)


def _read_season_years(reader: _Reader, at: int) -> None:  # в сезоне 2024/25
    first, _, second = reader.tokens[at].text.partition("/")
    if int(first) in _BARE_YEARS and len(second) in (2, 4):
        reader.add(at, at, year=int(first))
        reader.found.append(reader.found[-1]._replace(year=int(first[: 4 - len(second)] + second)))


def _read_year(reader: _Reader, at: int) -> None:
    """Read «2023 год», «в 2023-м», «2013–2014 годы», «90-е годы», and a bare «в 2023»."""
    tokens = reader.tokens
    token = tokens[at]
    following = tokens[at + 1].folded if at + 1 < len(tokens) else ""
    if token.kind == "compound" and _read_decade(reader, at, following):
        return
    year = _year(token)
    if not year:
        return
    if following in YEAR:
        reader.add(at, at + 1, year=year)
    elif token.kind == "compound":
        if year in _BARE_YEARS:  # not «1136-й»
            reader.add(at, at, year=year)
    elif (following in _JOINTS and at + 2 < len(tokens) and _year(tokens[at + 2])) or _is_bare_year(
        tokens, at, following
    ):
        reader.add(at, at, year=year)


def _read_decade(reader: _Reader, at: int, following: str) -> bool:
    digits, _, tail = reader.tokens[at].folded.partition("-")
    if not (digits.isdigit() and int(digits) % 10 == 0 and _DECADE_TAIL.fullmatch(tail)):
        return False
    if (len(digits) == 4 and tail != "м") or (len(digits) == 2 and following in YEAR):
        last = at + 1 if following in YEAR else at
        reader.add(at, last, word=f"{int(digits) % 100}-е")
        return True
    return False


def _is_bare_year(tokens: Sequence[Token], at: int, following: str) -> bool:
    before = tokens[at - 1].folded if at else ""
    if int(tokens[at].text) not in _BARE_YEARS or find_unit(following) is not None:
        return False
    ends = not following or not (following[0].isalnum() or following[0] in "%$°№")
    return before in _BEFORE_YEAR or before in _JOINTS or (ends and before in ("(", "©"))


def read_spans(text: str, dates: Sequence[Date]) -> Iterator[int]:
    """Yield how many years each span of two dates has, by both ways to count.

    >>> text = "в 2011–2013 годах"
    >>> list(read_spans(text, find_dates(text)))
    [2, 3]
    """
    for first, last in pairwise(dates):
        if 0 < first.year < last.year and _SPAN.fullmatch(text[first.stop : last.start]):
            yield from (last.year - first.year, last.year - first.year + 1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """All dates of an article, to look up whether it names one."""

    days: frozenset[tuple[int, int]]
    dated: frozenset[tuple[int, int, int]]
    months: frozenset[int]
    years: frozenset[int]
    words: frozenset[str]

    @classmethod
    def of(cls, dates: Iterable[Date], years: Iterable[int]) -> "Calendar":
        """Collect ``dates``; ``years`` are other numbers that may be years («ЧМ-2018»)."""
        found = list(dates)
        return cls(
            frozenset((date.day, date.month) for date in found if date.day),
            frozenset((date.day, date.month, date.year) for date in found if date.month),
            frozenset(date.month for date in found if date.month),
            frozenset(date.year for date in found if date.year) | frozenset(years),
            frozenset(date.word for date in found if date.word),
        )

    def lacks(self, date: Date) -> str:
        """Say what part of ``date`` the article does not name; empty where it names all."""
        return next(self._lacking(date), "")

    def _lacking(self, date: Date) -> Iterator[str]:
        if date.word and date.word not in self.words:
            yield "no such time in the article"
        if date.day and (date.day, date.month) not in self.days:
            yield "no such day in the article"
        if date.month and date.month not in self.months:
            yield "no such month in the article"
        if date.year and date.year not in self.years:
            yield "no such year in the article"
        if date.year and date.month and (date.day, date.month, date.year) not in self.dated:
            others = {y for d, m, y in self.dated if (d, m) == (date.day, date.month) and y}
            if others and (date.day, date.month, 0) not in self.dated:
                yield "another year in the article"
