"""Units made of units: «руб./кг», «рублей за килограмм», «км/ч», «г/см³», «мА·ч»."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.data import units
from summarizer.facts.tokens import Token
from summarizer.words import lemma

_STROKE = "/"
_PRODUCT = {"·": "·", "⋅": "·", "•": "·", "*": "·"}
_POWERS = {"²": units.SQUARE, "³": units.CUBIC, "2": units.SQUARE, "3": units.CUBIC}
_POWERED = re.compile(r"(мм|см|м|км)-?([23])")
_TIMES = ("time", "years")
_UNRATED = frozenset(("time", "years", ""))


class Measure(NamedTuple):
    """The unit behind a number, up to the token ``stop``."""

    dimension: str
    factor: float
    stop: int


def find_unit(word: str) -> tuple[str, float] | None:
    """Return dimension and factor of a folded word, if it is a unit.

    >>> find_unit("километров")
    ('length', 1000.0)
    """
    return units.UNITS.get(word) or units.UNITS.get(lemma(word))


def is_part_of(dimension: str, rate: str) -> bool:
    """Whether a rate is one of a dimension: roubles a kilogram, said as roubles."""
    return rate.startswith(dimension + "/")


def read_product(tokens: Sequence[Token], at: int) -> Measure | None:
    """Read what is written with marks: «мА·ч», «см³», «м3»; None for a plain unit.

    The dimension of «м²» is that of «кв. м».
    """
    if at >= len(tokens):
        return None
    first = tokens[at].folded
    if (powered := _POWERED.fullmatch(first)) is not None:
        return _raise(powered.group(1), powered.group(2), at + 1)
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if following in _PRODUCT and at + 2 < len(tokens):
        unit = units.UNITS.get(f"{first}·{tokens[at + 2].folded}")
        return None if unit is None else Measure(*unit, at + 3)
    if following in ("²", "³") and tokens[at + 1].start == tokens[at].stop:
        return _raise(first, following, at + 2)
    return None


def read_rate(tokens: Sequence[Token], measure: Measure) -> Measure:
    """Make a rate of a unit where another one follows: a stroke, «в» and a time, «за» and a mass.

    The dimension of a rate is «rub/mass», its factor the quotient of both.
    """
    at = measure.stop
    if at + 1 < len(tokens) and tokens[at].text == "." and tokens[at + 1].text == _STROKE:
        at += 1
    if at + 1 >= len(tokens):
        return measure
    mark = tokens[at].folded
    if mark == _STROKE:
        below = _read_below(tokens, at + 1)
    elif mark == "в" and measure.dimension not in _UNRATED:
        below = _read_plain(tokens, at + 1)
        below = below if below is not None and below.dimension in _TIMES else None
    elif mark == "за" and measure.dimension in units.CURRENCIES:
        below = _read_plain(tokens, at + 1)
        below = below if below is not None and below.dimension in units.PRICED else None
    else:
        return measure
    if below is None:
        return measure
    dimension = f"{measure.dimension}/{below.dimension}"
    return Measure(dimension, measure.factor / below.factor, below.stop)


def read_stroked(tokens: Sequence[Token], at: int) -> Measure | None:
    """Read a rate that begins with a letter which is a unit only there: «г/см³», «м/с»."""
    if at + 2 >= len(tokens) or tokens[at + 1].text != _STROKE:
        return None
    name = units.IN_RATES.get(tokens[at].folded)
    if name is None:
        return None
    rate = read_rate(tokens, Measure(*units.UNITS[name], at + 1))
    return rate if rate.stop > at + 1 else None


def _raise(word: str, power: str, stop: int) -> Measure | None:
    name = _POWERS[power].get(word)
    return Measure(*units.UNITS[name], stop) if name else None


def _read_below(tokens: Sequence[Token], at: int) -> Measure | None:
    """Read the unit behind a stroke, where letters are no prepositions."""
    product = read_product(tokens, at)
    if product is not None:
        return product
    name = units.IN_RATES.get(tokens[at].folded)
    return Measure(*units.UNITS[name], at + 1) if name else _read_plain(tokens, at)


def _read_plain(tokens: Sequence[Token], at: int) -> Measure | None:
    product = read_product(tokens, at)
    if product is not None:
        return product
    unit = find_unit(tokens[at].folded) if len(tokens[at].text) > 1 else None
    return None if unit is None else Measure(*unit, at + 1)
