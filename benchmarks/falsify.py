"""Alterations: a sentence → the sentence with one fact changed to what its article does not say."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any, NamedTuple

from benchmarks.opposites import exchange, is_capital_of, replace_doer, reverse


class Change(NamedTuple):
    """An altered sentence; ``text[start:stop]`` is the altered piece, ``was`` what stood there."""

    text: str
    start: int
    stop: int
    was: str


class Altered(NamedTuple):
    """A change of a ``kind``."""

    kind: str
    text: str
    start: int
    stop: int
    was: str


_MONTHS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)
_WEEKDAYS = "понедельник вторник среду четверг пятницу субботу воскресенье".split()
_NUMERALS = (
    "два три четыре пять шесть семь восемь девять десять".split(),
    "двух трёх четырёх пяти шести семи восьми девяти десяти".split(),
    "двое трое четверо пятеро шестеро семеро".split(),
    "двоих троих четверых пятерых шестерых семерых".split(),
)
_NUMBER = re.compile(r"(?<![\w.,:/№–-])\d{1,3}(?: \d{3})*(?:,\d+)?(?![\w:/–-])(?![.,]\d)(?! \d)")
_NO_NUMBER = re.compile(r" (?:г\b|гг\b|год|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек)")
_DAY = re.compile(rf"(?<![\d–-])(\d{{1,2}}) ({'|'.join(_MONTHS)})\b")
_YEAR = re.compile(r"(?<![\d–-])(19\d\d|20[0-2]\d)(?= (?:год|г\.))")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b")
_UNITS = (
    ("млн", "млрд", "тыс."),
    ("миллионов", "миллиардов", "тысяч"),
    ("миллиона", "миллиарда", "тысячи"),
    ("рублей", "долларов", "евро"),
    ("долл.", "руб."),
    ("лет", "месяцев", "часов"),
    ("года", "месяца", "часа"),
    ("процентов", "миллионов"),
    ("процента", "миллиона"),
    ("километров", "метров", "сантиметров"),
    ("км", "м"),
    ("тонн", "килограммов"),
    ("часов", "минут", "суток"),
    ("минут", "секунд", "часов"),
    ("дней", "лет", "минут"),
    ("%", "млн"),
)
_UNIT = re.compile(
    r"(\d|\b(?:"
    + "|".join(form for row in _NUMERALS for form in row)
    + r")|тыс\.|млн|млрд) ?("
    + "|".join(re.escape(u) for u in dict.fromkeys(u for row in _UNITS for u in row))
    + r")(?![\w])"
)
_YEARLIKE = re.compile(r"(?<!\d)(?:1\d|20)\d\d$")
_CAPITAL = re.compile(r"(?<=[а-яё,] )[А-ЯЁ][а-яё]{2,}(?![\w-])")
_ABBREVIATION = re.compile(r"(?<![\w«-])[А-ЯЁ]{3,6}(?![\w-])")
_TITLE = re.compile(r"(?<=[а-яё] )«([А-ЯЁ][\w -]{2,30})»")
_WORD = re.compile(r"[а-яё-]+")


@cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def _parse(word: str) -> Any:
    return _analyzer().parse(word.lower())[0]


def _lemma(word: str) -> str:
    return str(_parse(word).normal_form).replace("ё", "е")


def _fold(text: str) -> str:
    return text.lower().replace("ё", "е")


def _put(sentence: str, start: int, stop: int, new: str) -> Change:
    return Change(
        sentence[:start] + new + sentence[stop:], start, start + len(new), sentence[start:stop]
    )


def _pick(found: Iterable[re.Match[str]], random: Random) -> re.Match[str] | None:
    matches = list(found)
    return random.choice(matches) if matches else None


@dataclass(frozen=True, slots=True)
class Pools:
    """Names of many articles by kind and grammatical case: what a name can be swapped for."""

    names: dict[tuple[str, str], tuple[str, ...]]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Pools":
        """Collect the names of ``texts``."""
        found: dict[tuple[str, str], set[str]] = {}
        for text in texts:
            for match in _CAPITAL.finditer(text):
                kind = _name_kind(match.group())
                if kind:
                    case = str(_parse(match.group()).tag.case)
                    found.setdefault((kind, case), set()).add(match.group())
            for match in _ABBREVIATION.finditer(text):
                found.setdefault(("abbreviation", ""), set()).add(match.group())
            for match in _TITLE.finditer(text):
                found.setdefault(("title", ""), set()).add(match.group(1))
        return cls({key: tuple(sorted(words)) for key, words in found.items()})


def _name_kind(word: str) -> str:
    tag = _parse(word).tag
    return next((mark for mark in ("Surn", "Name", "Geox", "Orgn") if mark in tag), "")


def alter_number(sentence: str, article: str, pools: Pools, random: Random) -> Change | None:
    """«выросла на 18,5 %» → «выросла на 14,5 %», a figure that the article does not have."""
    match = _pick(
        (m for m in _NUMBER.finditer(sentence) if not _NO_NUMBER.match(sentence, m.end())), random
    )
    if match is None:
        return None
    old = match.group()
    digits = [n for n, mark in enumerate(old) if mark.isdigit()]
    for _ in range(10):
        at = random.choice(digits)
        new = old[:at] + random.choice("123456789") + old[at + 1 :]
        if new != old and not _has_number(new, article):
            return _put(sentence, *match.span(), new)
    return None


def move_number(sentence: str, article: str, pools: Pools, random: Random) -> Change | None:
    """Put in a number that the article gives of something else."""
    match = _pick(
        (m for m in _NUMBER.finditer(sentence) if not _NO_NUMBER.match(sentence, m.end())), random
    )
    if match is None:
        return None
    others = {
        m.group() for m in _NUMBER.finditer(article) if not _NO_NUMBER.match(article, m.end())
    }
    unit = sentence[match.end() : match.end() + 6].lower()
    fitting = sorted(
        number
        for number in others
        if number not in sentence and f"{number}{unit}" not in article.lower()
    )
    return _put(sentence, *match.span(), random.choice(fitting)) if fitting else None


def _has_number(number: str, article: str) -> bool:
    if re.search(rf"(?<![\d]){re.escape(number)}(?![\d])", article):
        return True
    if not number.isdigit() or int(number) > 10:
        return False
    words = set(_WORD.findall(_fold(article)))
    forms = {_fold(row[int(number) - 2]) for row in _NUMERALS if 0 <= int(number) - 2 < len(row)}
    return bool(forms & words) or int(number) == 1


def alter_numeral(sentence: str, article: str, pools: Pools, random: Random) -> Change | None:
    """«восемь проектов» → «пять проектов»."""
    found = [
        (m, row) for row in _NUMERALS for m in re.finditer(rf"\b(?:{'|'.join(row)})\b", sentence)
    ]
    if not found:
        return None
    match, row = random.choice(found)
    others = [
        w for n, w in enumerate(row, 2) if w != match.group() and not _has_number(str(n), article)
    ]
    return _put(sentence, *match.span(), random.choice(others)) if others else None


def alter_unit(sentence: str, article: str, pools: Pools, random: Random) -> Change | None:
    """«2 млрд рублей» → «2 млн рублей», «2 млрд долларов»."""
    match = _pick(
        (m for m in _UNIT.finditer(sentence) if not _YEARLIKE.search(sentence, 0, m.start() + 1)),
        random,
    )
    if match is None:
        return None
    old = match.group(2)
    row = random.choice([row for row in _UNITS if old in row])
    new = random.choice([unit for unit in row if unit != old])
    return _put(sentence, *match.span(2), new)


def alter_date(sentence: str, article: str, pools: Pools, random: Random) -> Change | None:
    """«24 марта» → «25 марта», «24 мая»; «2023 год» → «2021 год»; «вторник» → «среду»."""
    match = _pick(
        (m for pattern in (_DAY, _YEAR, _WEEKDAY) for m in pattern.finditer(sentence)), random
    )
    if match is None:
        return None
    for _ in range(10):
        if match.re is _DAY:
            day, month = match.groups()
            if random.random() < 0.5:
                day = str(random.randint(1, 28))
            else:
                month = random.choice(_MONTHS)
            new = f"{day} {month}"
        elif match.re is _YEAR:
            new = str(int(match.group()) + random.choice((-3, -2, -1, 1, 2, 3)))
        else:
            new = random.choice(_WEEKDAYS)
        stem = new[:-1] if match.re is _WEEKDAY else new
        if new != match.group() and stem not in article:
            return _put(sentence, *match.span(), new)
    return None


def _alter_name(kinds: tuple[str, ...]) -> Callable[[str, str, Pools, Random], Change | None]:
    def alter(sentence: str, article: str, pools: Pools, random: Random) -> Change | None:
        match = _pick(
            (m for m in _CAPITAL.finditer(sentence) if _name_kind(m.group()) in kinds), random
        )
        if match is None:
            return None
        tag = _parse(match.group()).tag
        others = pools.names.get((_name_kind(match.group()), str(tag.case)), ())
        return _swap(match, sentence, others, article, random)

    return alter


def alter_organisation(sentence: str, article: str, pools: Pools, random: Random) -> Change | None:
    """«клуб «Заря»» → «клуб «Рубин»», «МВД» → «ФАС»."""
    pattern, key, group = random.choice(((_ABBREVIATION, "abbreviation", 0), (_TITLE, "title", 1)))
    match = _pick(pattern.finditer(sentence), random)
    if match is None:
        return None
    return _swap(match, sentence, pools.names.get((key, ""), ()), article, random, group)


def _swap(
    match: re.Match[str],
    sentence: str,
    others: tuple[str, ...],
    article: str,
    random: Random,
    group: int = 0,
) -> Change | None:
    words = {_lemma(word) for word in _WORD.findall(_fold(article))}
    for _ in range(10):
        new = random.choice(others) if others else match.group(group)
        if is_capital_of(_lemma(match.group(group)), _lemma(new)):
            continue  # «Россия» and «Москва» can be one
        if not all(_lemma(word) in words for word in _WORD.findall(_fold(new))):
            return _put(sentence, *match.span(group), new)
    return None


def alter_negation(sentence: str, article: str, pools: Pools, random: Random) -> Change | None:
    """«подтвердил» → «не подтвердил», and the reverse: the first finite verb of the sentence."""
    for match in re.finditer(r"\b(не )?([а-яё]{3,})\b", sentence):
        tag = _parse(match.group(2)).tag
        if tag.POS == "VERB" and _lemma(match.group(2)) not in ("мочь", "быть"):
            if match.group(1):
                return _put(sentence, *match.span(), match.group(2))
            return _put(sentence, *match.span(), f"не {match.group(2)}")
    return None


def alter_direction(sentence: str, article: str, pools: Pools, random: Random) -> Change | None:
    """«выросла» → «упала»; «с 4,5 до 5,9 %» → «с 5,9 до 4,5 %»."""
    found = reverse(sentence, random)
    return None if found is None else _put(sentence, *found)


def alter_roles(sentence: str, article: str, pools: Pools, random: Random) -> Change | None:
    """«Орлов обогнал Сомова» → «Сомов обогнал Орлова»; or another name of the article did it."""
    found = exchange(sentence, random) or replace_doer(sentence, article, random)
    return None if found is None else _put(sentence, *found)


ALTERATIONS: dict[str, Callable[[str, str, Pools, Random], Change | None]] = {
    "number": alter_number,
    "numeral word": alter_numeral,
    "number of another thing": move_number,
    "unit or magnitude": alter_unit,
    "date": alter_date,
    "person": _alter_name(("Surn", "Name")),
    "place": _alter_name(("Geox",)),
    "organisation": alter_organisation,
    "negation": alter_negation,
    "direction": alter_direction,
    "roles": alter_roles,
}
"""Kind → the function that makes it."""
