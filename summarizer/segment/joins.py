"""Rules that join. ``left`` ends with the proposed sentence, ``right`` begins the next one."""

import re
from collections.abc import Callable

from summarizer.data.abbreviations import (
    BEFORE_NAME,
    BEFORE_NUMBER,
    CAPITAL_UNITS,
    COUNTED,
    COUNTRIES,
    CURRENCIES,
    MAGNITUDES,
)
from summarizer.segment.ahead import (
    clause_before,
    first_word,
    has_predicate,
    last_word,
    predicate_ahead,
)

_MEASURED = re.compile(
    r"(?:\d|\b(?:тыс|млн|млрд|трлн)\b)[\d.,]* ?(?:(?:кв|куб)\. ?)?([^\W\d_]+)\.$"
)
_LATIN = re.compile(r"[A-Za-z]")
_QUOTED = re.compile(r"\s?«[^«»]{1,40}»(?:[.;]?$|,? [а-яё\d])")


def semicolon(left: str, right: str) -> bool:  # «Дождь кончился; Иван вышел во двор.»
    return left.endswith(";")


def abbreviation_before_number(left: str, right: str) -> bool:  # «см. табл. 2», «1 янв. 2024 г.»
    return right[:1].isdigit() and (last_word(left) or "").lower() in BEFORE_NUMBER


def abbreviation_before_name(left: str, right: str) -> bool:  # «St. Louis»
    word = last_word(left) or ""  # but «подъём сегмента ST. Выполнено …»
    return right[:1].isupper() and not word.isupper() and word.lower() in BEFORE_NAME


def currency_of_a_country(left: str, right: str) -> bool:  # «742 млн долл. США»
    return (
        (last_word(left) or "").lower() in CURRENCIES
        and first_word(right) in COUNTRIES
        and not _opens_clause(left, right)
    )


def measure_of_a_thing(left: str, right: str) -> bool:  # «5 тыс. ЕД», «40 шт. Bosch»
    unit = last_word(left) or ""
    if unit.lower() not in MAGNITUDES and (unit not in COUNTED or not _MEASURED.search(left)):
        return False
    word = first_word(right)
    if word is None or _opens_clause(left, right):
        return False
    if right.startswith("«"):  # «12 тыс. «Лад» и 3 тыс. «Нив»»
        return _QUOTED.match(right) is not None
    return _is_unit_or_name(word)


def _is_unit_or_name(word: str) -> bool:
    """Whether a word is a unit, an acronym or a Latin name: «МВт», «ЕД», «КамАЗ», «Lada»."""
    return (
        word in CAPITAL_UNITS
        or word[0].islower()  # кВт · iPhone
        or _LATIN.match(word) is not None
        or sum(letter.isupper() for letter in word) > 1
    )


def _opens_clause(left: str, right: str) -> bool:
    """Whether both sides of the stop have a predicate: then it ends a sentence."""
    return predicate_ahead(right) and has_predicate(clause_before(left))


JOINS: tuple[Callable[[str, str], bool], ...] = (
    semicolon,
    abbreviation_before_number,
    abbreviation_before_name,
    currency_of_a_country,
    measure_of_a_thing,
)
