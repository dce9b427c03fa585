"""When two numbers are one: the same value, units that go together, no contrary bound."""

from summarizer.facts.numbers import Number

COUNTS = frozenset(("", "persons", "times"))
"""Dimensions that only count: «300 раз», «300 нарушений», «300 человек»."""

_RATIOS = {"times", "ratio"}

_TELLING = 1_000_000
"""From here on a number without a unit can be told by its value: «прогноз — 883 миллиарда»."""

_TOLERANCE = 1e-6
_ORDER = 1_000
_DOZENS = 100


def is_equal(number: Number, other: Number) -> bool:
    """Whether the values are equal; units compare where both have one.

    A magnitude is met by a number of that order: «тысячи жителей» by «5,4 тыс. жителей».
    """
    left, right = number.value, other.value
    if not number.dimension or not other.dimension:
        left, right = number.figure, other.figure
    if number.form == "order" and other.form == "count":
        return left <= right < left * (_ORDER if left >= _ORDER else _DOZENS)
    if {number.form, other.form} == {"order", "count"}:
        return False
    return abs(left - right) <= _TOLERANCE * abs(right)


def is_compatible(number: Number, other: Number) -> bool:
    """Whether two equal numbers can speak of one thing."""
    if {number.bound, other.bound} == {"<", ">"}:
        return False
    counted_alike = (
        not number.counted or not other.counted or not number.counted.isdisjoint(other.counted)
    )
    if "ordinal" in (number.form, other.form) and number.form != other.form:
        return counted_alike
    left, right = number.dimension, other.dimension
    if left == right or (left in COUNTS and right in COUNTS) or {left, right} == _RATIOS:
        return True
    if not left:
        return not number.counted or number.value >= _TELLING
    return not right and not other.counted
