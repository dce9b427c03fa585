"""What a summary claims and its article does not: numbers, dates and names, by plain means.

An independent check of what leaves the library. It shares no code with it (above all none with
its guard), knows no list of formulas, and looks for each claim in the whole article, so that it
cannot see a fact of the article that stands in the wrong sentence.

- Numbers by value: «восемь» is 8, «1,5 млн» is 1 500 000; a score or a time as it stands.
- Dates: a month, a weekday, «вчера» by lemma; a day with its month; a year by value.
- Names: words with Latin letters as they stand; capitalised Russian words by lemma, or by stem,
  since surnames get wrong lemmas. The first word of a sentence counts if it is likeliest a name
  or out of the dictionary.
- Full names: a first name and a surname must stand together somewhere, as one name.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

import razdel

from benchmarks.forms import keys
from benchmarks.fullnames import FullNames
from benchmarks.numerals import Number, lemmas, possible_values, read_numbers, readings

Kind = Literal["number", "date", "name", "full name"]

_MONTHS = (
    ("январь", "январский", "янв"),
    ("февраль", "февральский", "фев", "февр"),
    ("март", "мартовский"),
    ("апрель", "апрельский", "апр"),
    ("май", "майский"),
    ("июнь", "июньский"),
    ("июль", "июльский"),
    ("август", "августовский", "авг"),
    ("сентябрь", "сентябрьский", "сен", "сент"),
    ("октябрь", "октябрьский", "окт"),
    ("ноябрь", "ноябрьский", "нояб"),
    ("декабрь", "декабрьский", "дек"),
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words}
DAYS = frozenset(
    "понедельник вторник среда четверг пятница суббота воскресенье воскресение "
    "сегодня вчера завтра позавчера послезавтра".split()
)

_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLCDM]+")
_LINK = re.compile(r" ?(?:-|,|/| до| и| или| по| либо) ?(?:около |почти )?")
_HYPHEN = re.compile(r"(?:\b[A-ZА-Я][^\W\d_]*|[»\"]) -$")  # «Ми -17» is no minus
_YEAR = re.compile(r"(?:-\w{1,2})? ?(?:г\b|гг\b|год)")
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.\d{2,4})?")
_PERSON = ("Name", "Surn", "Patr")
_NAME = (*_PERSON, "Geox", "Orgn", "Trad")
_NEVER_NAMES = frozenset("ADJS ADVB CONJ GRND INFN NPRO PRCL PRED PREP PRTS VERB".split())
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\t"), " ")
_SAME = {**_DASHES, **_SPACES, ord("ё"): "е", ord("Ё"): "Е"}
_RUSSIAN_ALIKE, _LATIN_ALIKE = "АВЕКМНОРСТУХаеорсух", "ABEKMHOPCTYXaeopcyx"
_ALIKE = str.maketrans(_RUSSIAN_ALIKE, _LATIN_ALIKE)
_RUSSIAN = str.maketrans(_LATIN_ALIKE, _RUSSIAN_ALIKE)
_MIXED = re.compile(rf"\b(?=\w*[A-Za-z])[A-Za-z{_RUSSIAN_ALIKE}]+\b")  # «ХII», «СNN»
_TORN = re.compile(rf"\b(?=\w*[А-я])[А-я{_LATIN_ALIKE}]+\b")  # «Рекoмендации», «o» Latin
_DROPPED = "\u0301\u00ad\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim of a summary that its article does not hold; ``summary[start:stop] == text``."""

    kind: Kind
    text: str
    start: int
    stop: int


def find_claims_not_in(summary: str, article: str, title: str | None = None) -> tuple[Finding, ...]:
    """Return the numbers, dates, names of a summary that neither article nor title has.

    A full name is found too where the article has its parts, but never together.

    >>> article = "Мэр Ольга Дёмина открыла 14 июня восемь депо."
    >>> find_claims_not_in("Дёминой открыто 14 июня 8 депо.", article)
    ()
    >>> [f.text for f in find_claims_not_in("Мэр Павел Дёмин открыл 15 июня 9 депо.", article)]
    ['Павел', '15 июня', '9']
    """
    return Evidence(f"{title or ''}\n{article}").find_unsupported(summary)


def fold(text: str) -> tuple[str, list[int]]:
    """Return a text made comparable, and where each of its characters stood.

    NFC, without stress marks, soft hyphens and zero-width marks, one kind of space and of dash,
    «ё» as «е», letters of a word that look like those of its alphabet, which is the one that all of
    them can be of, the Latin one first; the case is kept.

    >>> fold("Ёлки — 5")
    ('Елки - 5', [0, 1, 2, 3, 4, 5, 6, 7])
    """
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char in _DROPPED:
            continue
        if unicodedata.combining(char) and folded:
            whole = unicodedata.normalize("NFC", folded[-1] + char)
            if len(whole) == 1:
                folded[-1] = whole.translate(_SAME)
                continue
        folded.append(char.translate(_SAME))
        places.append(place)
    text = _MIXED.sub(lambda word: word[0].translate(_ALIKE), "".join(folded))
    return _TORN.sub(lambda word: word[0].translate(_RUSSIAN), text), places


class Evidence:
    """All that an article holds; build it once to check several summaries."""

    def __init__(self, article: str) -> None:
        spelled_out = html.unescape(article)  # the library may read «&nbsp;», or leave it
        self._text, _ = fold(article if spelled_out == article else f"{article}\n{spelled_out}")
        self._words = _WORD.findall(self._text)

    def find_unsupported(self, summary: str) -> tuple[Finding, ...]:
        """Return the claims of a summary that the article does not hold, in reading order."""
        text, places = fold(summary)
        spans = [*self._numbers_and_dates(text), *self._latin(text), *self._names(text)]
        named = {start for start, _, kind in spans if kind == "name"}
        spans += (
            (start, stop, "full name")
            for start, stop in self._full_names.find_unknown(text)
            if not any(start <= place < stop for place in named)
        )
        return tuple(
            Finding(kind, summary[places[start] : places[stop - 1] + 1], places[start],
                    places[stop - 1] + 1)
            for start, stop, kind in sorted(spans)
        )  # fmt: skip

    # Numbers and dates

    @cached_property
    def _values(self) -> frozenset[Fraction | str]:
        """The values of all numbers; in «от 1,5 до 2 млн» 1.5 million too."""
        values: set[Fraction | str] = set()
        magnitude = Fraction(1)
        for number, linked in _linked_backwards(self._text, read_numbers(self._text)):
            magnitude = number.magnitude if not linked or number.magnitude > 1 else magnitude
            values.add(number.value)
            if isinstance(number.value, str):
                parts = re.findall(r"(?<!\d)\d{1,9}(?!\d)", number.value)
                values |= {Fraction(part) for part in parts}
            elif _HYPHEN.search(self._text[max(0, number.start - 30) : number.start]):
                values.add(abs(number.value))
            elif number.magnitude == 1:
                values.add(number.value * magnitude)
        for word in set(self._words):
            values |= possible_values(word.lower())
        return frozenset(values)

    @cached_property
    def _dates(self) -> frozenset[tuple[Fraction | str, int]]:
        """Days with their months; in «с 3 по 5 мая» both days, and what «12.05» may mean."""
        dates: set[tuple[Fraction | str, int]] = set()
        month = None
        for number, linked in _linked_backwards(self._text, read_numbers(self._text)):
            found = _month_after(self._text, number.stop)
            month = found[0] if found else month if linked else None
            if month is not None:
                dates.add((number.value, month))
        for day, number_of_month in _DATE.findall(self._text):
            dates.add((Fraction(day), int(number_of_month)))
        return frozenset(dates)

    @cached_property
    def _calendar(self) -> frozenset[str | int]:
        """Months by number, days by lemma."""
        normal = {lemma for word in set(self._words) for lemma in lemmas(word.lower())}
        months: set[str | int] = {MONTHS[lemma] for lemma in normal & MONTHS.keys()}
        return frozenset(months | (normal & DAYS) | {month for _, month in self._dates})

    def _numbers_and_dates(self, text: str) -> Iterator[tuple[int, int, Kind]]:
        days: set[int] = set()  # where months stand that a day claims
        for number in read_numbers(text):
            month = _month_after(text, number.stop)
            if month is not None:
                days.add(month[1].start())
                if (number.value, month[0]) not in self._dates:
                    yield number.start, month[1].end(), "date"
            elif number.value not in self._values:
                yield number.start, number.stop, "date" if _is_year(text, number) else "number"
        for word in _WORD.finditer(text):
            normal = lemmas(word.group().lower())[0]
            claim = MONTHS.get(normal, normal if normal in DAYS else None)
            if claim and word.start() not in days and claim not in self._calendar:
                yield word.start(), word.end(), "date"

    # Names

    @cached_property
    def _latin_words(self) -> frozenset[str]:
        return frozenset(word.lower() for word in self._words if _LATIN.search(word))

    @cached_property
    def _capitalised(self) -> frozenset[str]:
        return frozenset(k for w in set(self._words) if w[0].isupper() for k in keys(w.lower()))

    @cached_property
    def _any_word(self) -> frozenset[str]:
        return frozenset(key for word in set(self._words) for key in keys(word.lower()))

    @cached_property
    def _initials(self) -> frozenset[str]:
        return frozenset(word[0] for word in self._words if word[0].isupper())

    @cached_property
    def _full_names(self) -> FullNames:
        return FullNames(self._text)

    def _latin(self, text: str) -> Iterator[tuple[int, int, Kind]]:
        for word in _WORD.finditer(text):
            token = word.group()
            if _LATIN.search(token) and token.lower() not in self._latin_words:
                yield word.start(), word.end(), "number" if _ROMAN.fullmatch(token) else "name"

    def _names(self, text: str) -> Iterator[tuple[int, int, Kind]]:
        starts = _sentence_starts(text)
        for word in _WORD.finditer(text):
            token = word.group()
            if not token[0].isupper() or _LATIN.search(token):
                continue
            initial, form, rest = word.start() in starts, token.lower(), text[word.end() :]
            if len(token) == 1:
                unsupported = token not in self._initials and (not initial or rest[:1] == ".")
            else:
                named = not initial or _opens_as_name(form, rest)
                unsupported = named and not self._holds_name(form, initial=initial)
            if unsupported:
                yield word.start(), word.end(), "name"

    def _holds_name(self, form: str, *, initial: bool) -> bool:
        """Whether the article has a name; in lower case it cannot be a person's."""
        if keys(form) & self._capitalised:
            return True
        person = any(mark in readings(form)[0].tag for mark in _PERSON)
        return (initial or not person) and bool(keys(form) & self._any_word)


def _linked_backwards(text: str, numbers: list[Number]) -> Iterator[tuple[Number, bool]]:
    """Yield the numbers, last first, and whether the next one goes on with them: «от 3 до 5»."""
    following: Number | None = None
    for number in reversed(numbers):
        linked = following is not None and bool(_LINK.fullmatch(text, number.stop, following.start))
        yield number, linked
        following = number


def _month_after(text: str, stop: int) -> tuple[int, re.Match[str]] | None:
    """Return the month that follows a number, and where it stands."""
    gap = re.compile(r"(?:-\w{1,2})? ").match(text, stop)
    word = _WORD.match(text, gap.end()) if gap else None
    if word is None:
        return None
    month = MONTHS.get(lemmas(word.group().lower())[0])
    return None if month is None else (month, word)


def _is_year(text: str, number: Number) -> bool:
    plausible = isinstance(number.value, Fraction) and 1000 <= number.value < 2100
    return plausible and _YEAR.match(text, number.stop) is not None


def _sentence_starts(text: str) -> frozenset[int]:
    """Return where the first word of each sentence stands.

    Behind a mark that razdel takes for an abbreviation's («в 2024 г. Кроме того, …») a word of a
    part of speech that makes no names opens a sentence too.
    """
    starts = [line.start() for line in re.finditer(r"^", text, re.MULTILINE)]
    starts += [sentence.start for sentence in razdel.sentenize(text)]
    words = [_WORD.search(text, start) for start in starts]
    words += [
        word
        for word in re.finditer(r"(?<=[.!?»\")] )[^\W_]+", text)
        if readings(word.group().lower())[0].tag.POS in _NEVER_NAMES
    ]
    return frozenset(word.start() for word in words if word is not None)


def _opens_as_name(form: str, rest: str) -> bool:
    """Whether the first word of a sentence is a name: «Дёмина приехала», «Вера Орлова …»."""
    found = readings(form)
    if found[0].tag.POS in {"GRND", "INFN"}:  # likely a word with a rare prefix
        return False
    if not found[0].is_known or any(mark in found[0].tag for mark in _NAME):
        return True
    first_name = any("Name" in reading.tag for reading in found)
    return first_name and re.match(r" [А-Я][а-я]", rest) is not None
