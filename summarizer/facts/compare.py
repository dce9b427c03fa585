"""When two numbers are one: the same value, units that go together, no contrary bound."""

from summarizer.facts.numbers import Number
from summarizer.facts.rates import is_part_of

COUNTS = frozenset(("", "persons", "times"))
"""Dimensions that only count: «300 раз», «300 нарушений», «300 человек»."""

_RATIOS = {"times", "ratio"}

_TELLING = 1_000_000
"""From here on a number without a unit can be told by its value: «прогноз — 883 миллиарда»."""

_TOLERANCE = 1e-14
"""What floating point adds; numbers of more digits are labels, compared as they stand."""

_ORDER = 1_000
_DOZENS = 100


def is_equal(number: Number, other: Number) -> bool:
    """Whether the values are equal; units compare where both have one.

    A magnitude is met by a number of that order: «тысячи жителей» by «5,4 тыс. жителей».
    """
    left, right = number.value, other.value
    if _is_said_short(number.dimension, other.dimension):
        left, right = number.figure, other.figure
    if number.form == "order" and other.form == "count":
        return left <= right < left * (_ORDER if left >= _ORDER else _DOZENS)
    if {number.form, other.form} == {"order", "count"}:
        return False
    return abs(left - right) <= _TOLERANCE * abs(right)


def is_compatible(number: Number, other: Number) -> bool:
    """Whether two equal numbers can speak of one thing."""
    if {number.bound, other.bound} == {"<", ">"} or {number.sign, other.sign} == {"+", "-"}:
        return False
    left, right = number.dimension, other.dimension
    if "ordinal" in (number.form, other.form) and number.form != other.form:
        return left == right == "times" or _is_place_of(number, other)
    if counts_alike(number, other) or {left, right} == _RATIOS:
        return True
    if left and right and _is_said_short(left, right):
        return True
    if not left:
        return not number.counted or number.value >= _TELLING
    return not right and not other.counted


def _is_place_of(number: Number, other: Number) -> bool:
    """Whether an ordinal and a count can be of one thing: «пятилетняя годовщина», «пятая»."""
    if not number.counted.isdisjoint(other.counted):
        return True
    told = number.counted and other.counted
    return not told and {number.dimension, other.dimension} <= COUNTS


def counts_alike(number: Number, other: Number) -> bool:
    """Whether two numbers have one dimension, or only count: «30 участников», «30 человек»."""
    left, right = number.dimension, other.dimension
    return left == right or (left in COUNTS and right in COUNTS)


def is_rounded(number: Number, other: Number) -> bool:
    """Whether an editor can mean ``other``: «более 14 тысяч» of 14 312, «почти 15 тысяч» too.

    It must lie within one unit of the last digit of ``number`` that is not 0, on the side that
    the word in front of it says.
    """
    if not number.bound or number.form != "count" or other.form != "count":
        return False
    if number.bound == other.bound != ">":
        return False  # «около 25» of «около 23», which is rounded
    if not (number.value and is_compatible(number, other)):
        return False
    left, right = number.value, other.value
    if _is_said_short(number.dimension, other.dimension):
        left, right = number.figure, other.figure
    step = _last_place(left)
    if number.bound == ">":
        return left <= right < left + step
    if number.bound in ("<", "≤"):
        return left - min(step, left / 2) < right <= left
    return abs(left - right) <= step / 2


def _last_place(value: float) -> float:
    """Return the place of the last digit that is not 0.

    >>> _last_place(14_000), _last_place(1.5)
    (1000.0, 0.1)
    """
    digits = f"{abs(value):.12e}"
    mantissa, _, exponent = digits.partition("e")
    places = len(mantissa.rstrip("0").partition(".")[2])
    return float(f"1e{int(exponent) - places}")


def _is_said_short(left: str, right: str) -> bool:
    """Whether one of two units is left out, or the lower half of a rate."""
    return not left or not right or is_part_of(left, right) or is_part_of(right, left)
