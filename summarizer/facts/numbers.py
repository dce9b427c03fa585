"""Numbers that a text claims: value, unit, and what they count.

«$1 млрд», «1 миллиард долларов» and «1 млрд долл.» are one number; so are «1400», «1 400» and
«1,4 тыс.», «восемь проектов» and «8 проектов», «вдвое» and «в два раза».
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from summarizer.data import numerals, units
from summarizer.facts.cardinals import ORDINAL, read_cardinal, value_of
from summarizer.facts.measures import Bound, read_bound, read_counted, read_measure
from summarizer.facts.rates import find_unit
from summarizer.facts.scores import read_score
from summarizer.facts.signs import Sign, read_sign
from summarizer.facts.tokens import ROMAN, Token, tokenize
from summarizer.words import lemma

Form = Literal["count", "ordinal", "order", "both", "label"]

_PREFIXED = re.compile(
    rf"({'|'.join(sorted(numerals.PREFIXES, key=len, reverse=True))})"
    rf"({'|'.join(sorted(units.ADJECTIVES, key=len, reverse=True))})[а-я]{{1,4}}"
)
_ADJECTIVE = re.compile(
    rf"({'|'.join(sorted(units.ADJECTIVES, key=len, reverse=True))})[а-я]{{1,4}}"
)
_CASES = frozenset(("х", "ти", "ми", "и"))  # 33-х, 5-ти, 8-ми
_ORDINAL_TAIL = re.compile(r"(?:о?го|о?му|[ыо]?й|[аи]?я|[оы]?е|[оы]?м|[ыи]?х|[ыи]?ми|ую?|ю)")
_HALF = re.compile(rf"{numerals.HALF}у?-?([а-я]{{3,}})")  # полгода, полугода
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "Х": 10, "L": 50, "C": 100}

_CURRENCIES = frozenset("$€£¥₽₴₸₺₹")
_LONG = 14
"""Digits that floating point could not tell apart by their last one."""

_APART = 20
"""The first end of a range that would be so many times the second has no share in its magnitude."""

_JOINTS = frozenset("до и или либо по , - – — на к / − минус плюс +".split())


class Number(NamedTuple):
    """A number at ``text[start:stop]``.

    ``value`` is in the base unit of ``dimension`` («3 часа» is 10,800 of «time»); ``dimension`` is
    empty without a known unit. ``counted`` are the lemmas behind it, the thing counted among them.
    An ``order`` is a magnitude without a number («тысячи жителей»); a ``label`` is text that only
    looks like a number: «3:1», «10:30». ``factor`` is what the unit multiplies by, ``scale`` what
    unit and magnitude do: a thousand and a million in «5 тыс. км». ``spelled`` in words. ``sign``
    where one is given: «−12», «плюс 2».
    """

    value: float
    dimension: str
    counted: frozenset[str]
    form: Form
    bound: Bound
    start: int
    stop: int
    label: str = ""
    factor: float = 1.0
    scale: float = 1.0
    spelled: bool = False
    sign: Sign = ""

    @property
    def figure(self) -> float:
        """The number without its unit: «3 часа» is 3."""
        return self.value / self.factor


class _Read(NamedTuple):
    value: float
    stop: int
    form: Form
    dimension: str = ""
    factor: float = 1.0
    label: str = ""
    scale: float = 1.0


def find_numbers(text: str) -> list[Number]:
    """Return the numbers of ``text`` in order, dates not taken out.

    >>> [(n.value, n.dimension) for n in find_numbers("$1,2 млрд, 23 % и полторы тысячи дворов")]
    [(1200000000.0, 'usd'), (23.0, 'percent'), (1500.0, '')]
    """
    return read_numbers(tokenize(text))


def read_numbers(tokens: Sequence[Token], skip: frozenset[int] = frozenset()) -> list[Number]:
    """Return the numbers among ``tokens``, but for those whose index is in ``skip`` (dates)."""
    found: list[Number] = []
    position = 0
    while position < len(tokens):
        read = None if position in skip else _read(tokens, position)
        if read is None:
            position += 1
            continue
        found.append(_complete(tokens, position, read))
        position = read.stop
    return _share_units(tokens, found)


def _read(tokens: Sequence[Token], at: int) -> _Read | None:
    """Read the number that begins at a token, without what follows it."""
    token = tokens[at]
    if token.kind == "word":
        return _read_words(tokens, at)
    if token.kind == "number":
        return _read_label(tokens, at) or _read_torn(tokens, at) or _read_cardinal(tokens, at)
    if token.kind == "compound":
        return _read_torn(tokens, at) or _read_compound(tokens, at)
    if token.kind == "fraction":
        return _read_ratio(token, at)
    if token.kind in ("clock", "date"):
        return _Read(0, at + 1, "label", label=re.sub(r"\s", "", token.text))
    return None


def _read_label(tokens: Sequence[Token], at: int) -> _Read | None:
    """Read what is compared digit by digit: a score with a dash, the number of an account."""
    if score := read_score(tokens, at):
        return _Read(0, at + 3, "label", label=score)
    digits = re.sub(r"\s", "", tokens[at].text)
    if digits.isdigit() and len(digits) >= _LONG:
        return _Read(0, at + 1, "label", label=digits)
    return None


def _read_ratio(token: Token, at: int) -> _Read:  # «1/2 участка», «24/7»
    top, bottom = map(int, token.text.split("/"))
    if 0 < top < bottom <= 10:
        return _Read(100 * top / bottom, at + 1, "count", "percent")
    return _Read(0, at + 1, "label", label=token.text)


def _read_words(tokens: Sequence[Token], at: int) -> _Read | None:
    word = tokens[at].folded
    if (
        word in numerals.CARDINALS
        or word in numerals.MAGNITUDES
        or word in numerals.COLLECTIVES
        or word in numerals.ROUND
    ):
        return _read_order(tokens, at) or _read_cardinal(tokens, at)
    if word in numerals.ORDERS:
        return _Read(numerals.ORDERS[word], at + 1, "order")
    if word in numerals.FRACTIONS:
        return _read_fraction(tokens, at)
    if word in numerals.TIMES:
        dimension = "times" if word in numerals.REPEATED else "ratio"
        return _Read(numerals.TIMES[word], at + 1, "count", dimension)
    if word in numerals.BOTH:
        return _Read(2.0, at + 1, "both")
    return _read_adjective(tokens, at)


def _read_order(tokens: Sequence[Token], at: int) -> _Read | None:
    """Read a magnitude that stands for no number of its own: «миллионы рублей»."""
    word = tokens[at].folded
    if word in numerals.ORDERS and not (at and tokens[at - 1].folded in ("с", "на")):
        return _Read(numerals.ORDERS[word], at + 1, "order")
    return None


def _read_adjective(tokens: Sequence[Token], at: int) -> _Read | None:
    """Read «третий», «двухлетний», «полмиллиона»; Roman figures too."""
    token = tokens[at]
    word = token.folded
    if (match := ORDINAL.fullmatch(word)) is not None:
        return _Read(numerals.ORDINAL_STEMS[match.group(1)], at + 1, "ordinal")
    if (match := _PREFIXED.fullmatch(word)) is not None:
        return _adjective(numerals.PREFIXES[match.group(1)], match.group(2), at)
    if (match := _HALF.fullmatch(word)) is not None:
        return _read_half(match.group(1), at)
    if token.text.isupper() and ROMAN.fullmatch(token.text):
        return _Read(_roman(token.text), at + 1, "ordinal")
    return None


def _adjective(value: float, rest: str, at: int) -> _Read:
    value *= units.ADJECTIVE_MAGNITUDES.get(rest, 1.0)
    unit = units.ADJECTIVES[rest]
    if not unit:
        return _Read(value, at + 1, "count")
    dimension, factor = units.UNITS[unit]
    return _Read(value, at + 1, "count", dimension, factor)


def _read_half(rest: str, at: int) -> _Read | None:
    if rest in numerals.MAGNITUDES:
        return _Read(numerals.MAGNITUDES[rest] / 2, at + 1, "count")
    unit = units.UNITS.get("год" if rest == "года" else lemma(rest))
    if unit is None or rest in units.UNITS:
        return None
    return _Read(0.5, at + 1, "count", *unit)


def _roman(figure: str) -> float:
    values = [_ROMAN_DIGITS[digit] for digit in figure]
    following = [*values[1:], 0]
    return float(sum(-v if v < n else v for v, n in zip(values, following, strict=True)))


def _read_compound(tokens: Sequence[Token], at: int) -> _Read:
    """Read «41-летний», «5-й», «20-тысячный»."""
    digits, _, tail = tokens[at].folded.partition("-")
    value = value_of(digits)
    if (match := _ADJECTIVE.fullmatch(tail)) is not None:
        return _adjective(value, match.group(1), at)
    form: Form = "ordinal" if _ORDINAL_TAIL.fullmatch(tail) else "count"
    return _Read(value, at + 1, form)


def _read_torn(tokens: Sequence[Token], at: int) -> _Read | None:
    """Read «8 — летней», «8-ми летней», where somebody tore «8-летней»."""
    digits, _, case = tokens[at].folded.partition("-")
    rest = at + 1 if case else at + 2
    if rest >= len(tokens) or not (case in _CASES if case else tokens[at + 1].text in "-–—"):
        return None
    match = _ADJECTIVE.fullmatch(tokens[rest].folded)
    if match is None:
        return None
    return _adjective(value_of(digits), match.group(1), at)._replace(stop=rest + 1)


def _read_cardinal(tokens: Sequence[Token], at: int) -> _Read | None:
    read = read_cardinal(tokens, at)
    if read is None:
        return None
    if read.ordinal:
        return _Read(read.value, read.stop, "ordinal")
    if read.stop < len(tokens) and tokens[read.stop].folded in numerals.FRACTIONS:
        return _read_fraction(tokens, read.stop, read.value)
    return _Read(read.value, read.stop, "count", scale=read.scale)


def _read_fraction(tokens: Sequence[Token], at: int, times: float = 1.0) -> _Read:
    """Read «треть», «две трети», «четверть миллиона», «четверть века» from the fraction at."""
    share = times * numerals.FRACTIONS[tokens[at].folded]
    following = tokens[at + 1].folded if at + 1 < len(tokens) else ""
    if following in numerals.MAGNITUDES:
        return _Read(share * numerals.MAGNITUDES[following], at + 2, "count")
    unit = find_unit(following) if len(following) > 1 else None
    if unit is not None and unit[0] in ("years", "time", "length", "liter"):
        return _Read(share, at + 2, "count", *unit)
    return _Read(100 * share, at + 1, "count", "percent")


def _complete(tokens: Sequence[Token], at: int, read: _Read) -> Number:
    """Add unit, what is counted, and bound."""
    value, dimension, factor, stop = read.value, read.dimension, read.factor, read.stop
    start = tokens[at].start
    if read.form in ("count", "order") and not dimension:
        dimension, factor, stop = read_measure(tokens, read.stop)
        if at and not dimension and tokens[at - 1].text in _CURRENCIES:
            dimension, start = units.UNITS[tokens[at - 1].text][0], tokens[at - 1].start
    if read.form == "ordinal" and stop < len(tokens) and tokens[stop].folded == "раз":
        dimension, stop = "times", stop + 1
    elif dimension == "times" and at and tokens[at - 1].folded == "в":
        dimension = "ratio"  # «в пять раз больше», not «победил пять раз»
    return Number(
        value * factor,
        dimension,
        read_counted(tokens, stop),
        read.form,
        read_bound(tokens, at),
        start,
        tokens[stop - 1].stop,
        read.label,
        factor,
        read.scale * factor,
        tokens[at].kind == "word",
        read_sign(tokens, at, stop, dimension),
    )


def _share_units(tokens: Sequence[Token], found: list[Number]) -> list[Number]:
    """Give unit and magnitude of the last number of a range or list to those before it.

    «от 5 до 10 %», «с 1,9 до 1,4 млрд», «5 или 6 тыс.»; but of «от 500 до 2 тыс.» the unit alone.
    """
    shared = list(found)
    bounds = {token.start: n for n, token in enumerate(tokens)}
    ends = {token.stop: n for n, token in enumerate(tokens)}
    for n in range(len(shared) - 2, -1, -1):
        left, right = shared[n], shared[n + 1]
        if left.dimension or left.counted or left.form != "count" or right.form != "count":
            continue
        between = tokens[ends[left.stop] + 1 : bounds[right.start]]
        if 0 < len(between) <= 2 and all(token.folded in _JOINTS for token in between):
            alike = left.scale == 1 and left.value * right.scale <= _APART * right.value
            scale = right.scale if alike else right.factor
            shared[n] = left._replace(
                value=left.value * scale,
                dimension=right.dimension,
                counted=right.counted,
                factor=right.factor,
                scale=scale,
                sign=left.sign or (right.sign if len(between) == 1 else ""),
            )
    return shared
