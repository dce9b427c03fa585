"""Alterations of what happened: the opposite word, a change read backwards, names exchanged.

A list of its own, none of the guard's: verbs of which a thing can suffer only one.
"""

import re
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any

_PAIRS = """
вырасти упасть
увеличиться уменьшиться
увеличить уменьшить
повысить понизить
повыситься снизиться
возрасти сократиться
расширить сократить
ускорить замедлить
усилить ослабить
улучшить ухудшить
укрепить ослабить
подорожать подешеветь
разрешить запретить
одобрить отклонить
поддержать отвергнуть
подтвердить опровергнуть
признать отрицать
открыть закрыть
открыться закрыться
построить разрушить
восстановить уничтожить
включить исключить
купить продать
приобрести продать
выиграть проиграть
победить проиграть
оправдать осудить
освободить арестовать
отпустить задержать
назначить уволить
спасти погубить
погибнуть выжить
умереть выжить
заразиться вылечиться
приехать уехать
прибыть отбыть
ввести отменить
согласиться отказаться
обвинить оправдать
похвалить раскритиковать
выполнить нарушить
опубликовать скрыть
разблокировать заблокировать
рост падение
увеличение уменьшение
повышение снижение
победа поражение
открытие закрытие
прибыль убыток
покупка продажа
импорт экспорт
"""

_WORD = re.compile(r"(?<![\w«-])[а-яё]{4,}(?![\w-])")
_CHANGE = re.compile(r"\bс (\d[\d,]*)((?: [а-яё%]+\.?){0,3}) до (\d[\d,]*)(?![\d,])")
_NAME = re.compile(r"(?<![\w«-])[А-ЯЁ][а-яё]{2,}(?![\w-])|(?<![\w-])[А-ЯЁ]{3,6}(?![\w-])")
_KINDS = ("Surn", "Name", "Geox", "Orgn")

Swap = tuple[int, int, str]
"""Where a piece stands, and what comes in its place."""


@cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def _opposites() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _PAIRS.strip().splitlines():
        left, right = line.split()
        found.setdefault(left, right)
        found.setdefault(right, left)
    return found


def reverse(sentence: str, random: Random) -> Swap | None:
    """Say the opposite of one word, or read «с 4,5 до 5,9 %» backwards."""
    found: list[Swap] = []
    for match in _CHANGE.finditer(sentence):
        first, unit, last = match.groups()
        if first != last:
            found.append((*match.span(), f"с {last}{unit} до {first}"))
    for match in _WORD.finditer(sentence):
        if sentence[: match.start()].lower().endswith(("не ", "ни ")):
            continue
        other = _opposite_of(match.group())
        if other is not None:
            found.append((*match.span(), other))
    return random.choice(found) if found else None


@cache
def _opposite_of(word: str) -> str | None:
    reading = _analyzer().parse(word)[0]
    opposite = _opposites().get(reading.normal_form)
    if opposite is None:
        return None
    other = _analyzer().parse(opposite)[0]
    wanted = {
        str(mark)
        for mark in reading.tag.grammemes
        if mark in _INFLECTED or mark in ("VERB", "PRTS", "PRTF", "GRND")
    }
    inflected = other.inflect(wanted)
    return None if inflected is None else str(inflected.word)


_INFLECTED = frozenset(
    "sing plur masc femn neut 1per 2per 3per past futr pres indc impr pssv actv "
    "nomn gent datv accs ablt loct".split()
)


def exchange(sentence: str, random: Random) -> Swap | None:
    """Exchange the name in front of a verb and another name behind it, each in the other's case."""
    names = [match for match in _NAME.finditer(sentence) if _kind(match.group())]
    for left, right in pairwise(names):
        between = sentence[left.end() : right.start()]
        if _touches(sentence, left) or _touches(sentence, right):
            continue
        if not _is_before_verb(sentence, left):
            continue
        if _kind(left.group()) != _kind(right.group()) or re.search(r"[.;:«»()—]", between):
            continue
        front, back = _inflect_each(left.group(), right.group())
        if front and back and front.lower() != left.group().lower():
            return left.start(), right.end(), f"{front}{between}{back}"
    return None


def replace_doer(sentence: str, article: str, random: Random) -> Swap | None:
    """Put another name of the article right before the verb."""
    for match in _NAME.finditer(sentence):
        kind = _kind(match.group())
        reading = _reading(match.group())
        if not kind or _touches(sentence, match) or (reading and reading.tag.case != "nomn"):
            continue
        if not _is_before_verb(sentence, match):
            continue
        others = sorted({other.group() for other in _NAME.finditer(article)} - {match.group()})
        fitting = [
            name
            for name in others
            if name[:4] not in sentence
            and not _is_one(match.group(), name, article)
            and _kind(name) == kind
            and (reading is None or _is_like(reading, _reading(name)))
        ]
        if fitting:
            return (*match.span(), random.choice(fitting))
    return None


def _is_one(name: str, other: str, article: str) -> bool:
    """Whether two names mean one: a first name and its surname, a capital and its country."""
    if is_capital_of(name, other):
        return True
    row = rf"{re.escape(name[:-1])}\w* {re.escape(other[:-1])}"
    back = rf"{re.escape(other[:-1])}\w* {re.escape(name[:-1])}"
    return re.search(rf"{row}|{back}", article) is not None


def is_capital_of(name: str, other: str) -> bool:
    """Whether two names, in the nominative, are a country and its capital, in whatever case."""
    return any({name.lower(), other.lower()} == pair for pair in _CAPITALS)


_CAPITALS = [
    set(line.lower().split())
    for line in """
Москва Россия
Киев Украина
Минск Белоруссия
Тегеран Иран
Дамаск Сирия
Пекин Китай
Токио Япония
Берлин Германия
Париж Франция
Лондон Великобритания
Брюссель Евросоюз
Анкара Турция
Варшава Польша
Кишинёв Молдавия
Астана Казахстан
Вашингтон Америка
""".strip().splitlines()
]


def _is_like(reading: Any, other: Any) -> bool:
    return (
        other is not None
        and other.tag.case == "nomn"
        and other.tag.gender == reading.tag.gender
        and other.tag.number == reading.tag.number
    )


def _inflect_each(left: str, right: str) -> tuple[str | None, str | None]:
    one, two = _reading(left), _reading(right)
    if one is None or two is None:  # abbreviations
        return (right, left) if one is two is None else (None, None)
    if one.tag.case != "nomn" or two.tag.case in ("nomn", None):
        return None, None
    front, back = two.inflect({"nomn"}), one.inflect({str(two.tag.case)})
    if front is None or back is None or one.tag.gender != two.tag.gender:
        return None, None
    return front.word.capitalize(), back.word.capitalize()


def _reading(name: str) -> Any:
    return None if name.isupper() else _analyzer().parse(name.lower())[0]


def _kind(name: str) -> str:
    if name.isupper():
        return "abbreviation"
    tag = _reading(name).tag
    return next((mark for mark in _KINDS if mark in tag), "")


def _touches(sentence: str, match: re.Match[str]) -> bool:
    """Whether another capital stands beside a name: it is a part of a longer one."""
    before = re.search(r"([А-ЯЁA-Z]\S*)[ .]$", sentence[: match.start()])
    return before is not None or re.match(r" [А-ЯЁA-Z«]", sentence[match.end() :]) is not None


def _is_before_verb(sentence: str, name: re.Match[str]) -> bool:
    following = re.match(r" ([а-яё]+)", sentence[name.end() :])
    return following is not None and _analyzer().parse(following.group(1))[0].tag.POS == "VERB"
