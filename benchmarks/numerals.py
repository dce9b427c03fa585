"""Numbers of a Russian text by value: digits, numeral words, and both with magnitudes.

Written for ``unsupported`` alone and on purpose shares nothing with the library.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from itertools import count
from typing import Any, Literal

Rank = Literal["digits", "small", "ordinal", "fraction", "group", "magnitude"]

MAGNITUDES = {
    "тысяча": 10**3, "тыс": 10**3,
    "миллион": 10**6, "млн": 10**6,
    "миллиард": 10**9, "млрд": 10**9,
    "триллион": 10**12, "трлн": 10**12,
}  # fmt: skip
GROUPS = {"десяток": 10, "десятка": 10, "дюжина": 12, "сотня": 100}
FRACTIONS = {
    "полтора": Fraction(3, 2), "половина": Fraction(1, 2), "треть": Fraction(1, 3),
    "четверть": Fraction(1, 4), "полгода": Fraction(1, 2), "полчаса": Fraction(1, 2),
    "полмиллиона": Fraction(10**6, 2), "полмиллиарда": Fraction(10**9, 2),
}  # fmt: skip

_UNITS = (
    "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать "
    "четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
).split()
_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split()
_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот".split()
_ORDINAL_UNITS = (
    "первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый одиннадцатый "
    "двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый "
    "девятнадцатый"
).split()
_ORDINAL_TENS = (
    "двадцатый тридцатый сороковой пятидесятый шестидесятый семидесятый восьмидесятый девяностый"
).split()
_ORDINAL_HUNDREDS = "сотый двухсотый трехсотый четырехсотый пятисотый".split()
_FROM_TWO = (
    "двое трое четверо пятеро шестеро семеро восьмеро девятеро десятеро",
    "вдвое втрое вчетверо впятеро вшестеро всемеро ввосьмеро вдевятеро вдесятеро",
    "вдвоем втроем вчетвером впятером вшестером",
    "дважды трижды четырежды",
    "двойка тройка четверка пятерка шестерка семерка восьмерка",
)


def _numbered(words: list[str], start: int, step: int) -> dict[str, int]:
    return dict(zip(words, count(start, step)))


SMALL = {
    "ноль": 0,
    "нуль": 0,
    **_numbered(_UNITS, 1, 1),
    **_numbered(_TENS, 20, 10),
    **_numbered(_HUNDREDS, 100, 100),
    **{word: n for words in _FROM_TWO for word, n in _numbered(words.split(), 2, 1).items()},
}
ORDINALS = {
    "нулевой": 0,
    **_numbered(_ORDINAL_UNITS, 1, 1),
    **_numbered(_ORDINAL_TENS, 20, 10),
    **_numbered(_ORDINAL_HUNDREDS, 100, 100),
    "тысячный": 10**3,
    "миллионный": 10**6,
    "миллиардный": 10**9,
}

# «двухлетний», «двадцатипятиэтажный»: numeral stems in front of what can be counted.
_STEMS = {
    "двух": 2, "дву": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8,
    "девяти": 9, "десяти": 10, "одиннадцати": 11, "двенадцати": 12, "тринадцати": 13,
    "четырнадцати": 14, "пятнадцати": 15, "шестнадцати": 16, "семнадцати": 17, "восемнадцати": 18,
    "девятнадцати": 19, "двадцати": 20, "тридцати": 30, "сорока": 40, "пятидесяти": 50,
    "шестидесяти": 60, "семидесяти": 70, "восьмидесяти": 80, "девяносто": 90, "сто": 100,
    "двухсот": 200, "трехсот": 300, "четырехсот": 400, "пятисот": 500, "полутора": Fraction(3, 2),
}  # fmt: skip
_COUNTED = (
    "балл|бед?рен|год|градус|днев|дюйм|звезд|знач|класс|километр|комнат|кратн|лет|литр|местн|"
    "месяч|метр|минут|миллиард|миллион|недел|очков|палат|процент|раз|рубл|секунд|серийн|сторон|"
    "ступен|суточ|томн|тонн|тысяч|уровн|част|час|этаж|этап"
)
_STEM = re.compile("|".join(sorted(_STEMS, key=len, reverse=True)))
_COMPOUND = re.compile(f"((?:{_STEM.pattern})+)(?:{_COUNTED})")

_LONGEST = 40  # characters; longer digits are compared as they stand

_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?(?![.,:]?\d)|\d+(?:(?:[.,]| ?: ?)\d+)*")
_DECIMAL = re.compile(r"[\d ]+(?:[.,]\d+)?")
_ENUMERATOR = re.compile(r"(?<!\w)(?:во|в|по)-$")  # «во-первых» counts nothing
_MINUS = re.compile(r"(?<=[^\d\s:;,][ (])-$")  # «до -18», but not «5 - 7», nor a list's dash


@dataclass(frozen=True, slots=True)
class Number:
    """One number in ``text[start:stop]``.

    ``value`` is a string where the digits are a score, a time, a date: «4:2», «12.05.2024».
    ``magnitude`` is the one that it ends with, 1 without.
    """

    start: int
    stop: int
    value: Fraction | str
    magnitude: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    stop: int
    rank: Rank
    value: Fraction


@cache
def analyzer() -> Any:
    """Return pymorphy3, loaded once."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=20_000)
def readings(form: str) -> tuple[Any, ...]:
    """Return the analyses of a lower-case word, likeliest first."""
    return tuple(analyzer().parse(form))


@lru_cache(maxsize=200_000)
def lemmas(form: str) -> tuple[str, ...]:
    """Return the dictionary forms that a word can have, likeliest first, «ё» as «е».

    >>> lemmas("тысячам"), lemmas("семью")
    (('тысяча',), ('семья', 'семь', 'семью'))
    """
    return tuple(dict.fromkeys(r.normal_form.replace("ё", "е") for r in readings(form)))


def read_numbers(text: str) -> list[Number]:
    """Return the numbers of a folded text (``unsupported.fold``) in reading order.

    >>> [str(number.value) for number in read_numbers("около 1,5 млн и двадцать пять тысяч")]
    ['1500000', '25000']
    """
    numbers: list[Number] = []
    run: list[_Part] = []
    for found in _parts(text):
        if isinstance(found, _Part) and run and _joins(text, run, found):
            run.append(found)
            continue
        numbers += [_compose(run)] if run else []
        run = [found] if isinstance(found, _Part) else []
        numbers += [found] if isinstance(found, Number) else []
    return numbers + ([_compose(run)] if run else [])


def possible_values(form: str) -> set[Fraction]:
    """Return every value that a word can have by any of its readings, but for the likeliest."""
    found = (_known(normal) for normal in lemmas(form)[1:])
    return {entry[1] for entry in found if entry is not None}


def _parts(text: str) -> Iterator[_Part | Number]:
    found = [*_WORD.finditer(text), *_DIGITS.finditer(text)]
    for match in sorted(found, key=lambda match: match.start()):
        start, stop, token = match.start(), match.end(), match.group()
        if match.re is _WORD:
            entry = _word(token.lower())
            if entry is not None and not _ENUMERATOR.search(text[max(0, start - 4) : start]):
                yield _Part(start, stop, *entry)
        elif len(token) <= _LONGEST and _DECIMAL.fullmatch(token):
            sign = -1 if _MINUS.search(text[max(0, start - 3) : start]) else 1
            yield _Part(start, stop, "digits", sign * _fraction(token))
        else:
            yield Number(start, stop, token.replace(",", ".").replace(" ", ""))


def _fraction(token: str) -> Fraction:
    return Fraction(token.replace(" ", "").replace(",", "."))


@lru_cache(maxsize=200_000)
def _word(form: str) -> tuple[Rank, Fraction] | None:
    if form in MAGNITUDES:
        return "magnitude", Fraction(MAGNITUDES[form])
    return _known(lemmas(form)[0])


def _known(normal: str) -> tuple[Rank, Fraction] | None:
    tables: tuple[tuple[Rank, Any], ...] = (
        ("magnitude", MAGNITUDES),
        ("small", SMALL),
        ("ordinal", ORDINALS),
        ("group", GROUPS),
        ("fraction", FRACTIONS),
    )
    for rank, table in tables:
        if normal in table:
            return rank, Fraction(table[normal])
    compound = _COMPOUND.match(normal)
    if compound is None:
        return None
    return "ordinal", Fraction(sum(_STEMS[stem] for stem in _STEM.findall(compound.group(1))))


def _joins(text: str, run: list[_Part], part: _Part) -> bool:
    """Whether a part goes on with the number that ``run`` has so far."""
    last = run[-1]
    if text[last.stop : part.start].strip() or part.rank in {"digits", "fraction"}:
        return False
    if part.rank == "group":
        return last.rank in {"small", "digits", "fraction"}
    if part.rank == "magnitude":
        return last.rank != "ordinal" and all(
            other.rank != "magnitude" or other.value > part.value for other in run
        )
    if last.rank == "magnitude":
        return run[0].rank in {"small", "magnitude"} and part.value < last.value
    if last.rank != "small":
        return False
    teens = 9 < part.value < 20
    return last.value >= 100 > part.value or (
        20 <= last.value < 100 and 0 < part.value < 10 and not teens
    )


def _compose(run: list[_Part]) -> Number:
    total, group = Fraction(0), None
    for part in run:
        if part.rank in {"magnitude", "group"}:
            group = (1 if group is None else group) * part.value
        else:
            group = (group or 0) + part.value
        if part.rank == "magnitude":
            total, group = total + group, None
    last = run[-1]
    magnitude = last.value if last.rank == "magnitude" else Fraction(1)
    return Number(run[0].start, last.stop, total + (group or 0), magnitude)
