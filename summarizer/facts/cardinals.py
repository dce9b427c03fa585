"""Numerals of several words: «двадцать пять тысяч триста», «1 млн 200 тыс.», «два с половиной»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summarizer.data import numerals
from summarizer.facts.measures import ABBREVIATED
from summarizer.facts.tokens import Token

_ADJECTIVE_END = (
    r"(?:[ыио]й|[ая]я|[ое]е|[ыи]е|[ыи]х|[ыи]ми?|[ое]го|[ое]му?|[ую]ю|ей|"
    r"ья|ье|ью|ьи|ьего|ьему|ьей|ьих|ьими?|ьем)"
)
ORDINAL = re.compile(
    rf"({'|'.join(sorted(numerals.ORDINAL_STEMS, key=len, reverse=True))}){_ADJECTIVE_END}"
)
_ANY = float("inf")


class Cardinal(NamedTuple):
    """A numeral read up to the token ``stop``; ``scale`` is its last magnitude, or one."""

    value: float
    stop: int
    ordinal: bool
    scale: float


@dataclass(slots=True)
class _Numeral:
    """A numeral as it grows: ``total`` of the magnitudes read, and the ``group`` before the next.

    The next magnitude must be below ``limit``, the next word below ``room``.
    """

    total: float = 0.0
    group: float | None = None
    limit: float = _ANY
    room: float = _ANY
    ordinal: bool = False

    def take(self, token: Token) -> bool:
        """Add a token; False where the numeral ended before it."""
        if token.kind == "number":
            return self._take_digits(value_of(token.text))
        if token.kind != "word" or self.ordinal:
            return False
        word = token.folded
        if word in numerals.MAGNITUDES:
            return self._take_magnitude(numerals.MAGNITUDES[word])
        small = _small(word)
        if small is not None:
            return self._take_word(small)
        return self._take_ordinal(word)

    def _take_digits(self, value: float) -> bool:
        started = self.group is not None or self.room != _ANY
        if (started and self.limit == _ANY) or self.group is not None or value >= self.limit:
            return False
        self.group, self.room = value, 0.0
        return True

    def _take_magnitude(self, magnitude: float) -> bool:
        if magnitude >= self.limit:
            return False
        self.total += (1.0 if self.group is None else self.group) * magnitude
        self.group, self.limit, self.room = None, magnitude, magnitude
        return True

    def _take_word(self, small: float) -> bool:
        if small >= self.room:
            return False
        self.group = (self.group or 0.0) + small
        self.room = 100.0 if small >= 100 else 10.0 if small >= 20 else 0.0
        return True

    def _take_ordinal(self, word: str) -> bool:  # «двадцать пятый»
        match = ORDINAL.fullmatch(word) if self.group is not None else None
        if match is None or numerals.ORDINAL_STEMS[match.group(1)] >= self.room:
            return False
        self.group = (self.group or 0.0) + numerals.ORDINAL_STEMS[match.group(1)]
        self.ordinal = True
        return True


def value_of(digits: str) -> float:
    """Return the value of digits as Russian writes them.

    >>> value_of("1 400,5"), value_of("1.844.036,12"), value_of("36,000,000"), value_of("12'500")
    (1400.5, 1844036.12, 36000000.0, 12500.0)
    """
    digits = re.sub(r"[\s'’]", "", digits)
    for group, point in ((".", ","), (",", ".")):
        if digits.count(group) > 1:
            return float(digits.replace(group, "").replace(point, "."))
    return float(digits.replace(",", "."))


def read_cardinal(tokens: Sequence[Token], at: int) -> Cardinal | None:
    """Read the numeral that begins at a token, if one does."""
    numeral = _Numeral()
    position = stop = at
    while position < len(tokens):
        if numeral.take(tokens[position]):
            stop = position + 1
        elif not (
            position == stop > at
            and tokens[position].text == "."
            and tokens[position - 1].folded in ABBREVIATED
        ):
            break
        position += 1
    if stop == at:
        return None
    return _add_half(tokens, stop, numeral)


def _add_half(tokens: Sequence[Token], stop: int, numeral: _Numeral) -> Cardinal:
    """Add «с половиной»: to the last magnitude, or to a group that a magnitude may follow."""
    value = numeral.total + (numeral.group or 0.0)
    scale = numeral.limit if numeral.group is None else 1.0
    part = _PARTS.get(tuple(token.folded for token in tokens[stop : stop + 2]))
    if part is None:
        return Cardinal(value, stop, numeral.ordinal, scale)
    value, stop = value + part * scale, stop + 2
    magnitude = 1.0
    if numeral.limit == _ANY and stop < len(tokens):
        magnitude = numerals.MAGNITUDES.get(tokens[stop].folded, 1.0)
    return Cardinal(value * magnitude, stop + (magnitude > 1), numeral.ordinal, scale * magnitude)


_PARTS: dict[tuple[str, ...], float] = {("с", "половиной"): 0.5, ("с", "четвертью"): 0.25}


def _small(word: str) -> float | None:
    for table in (numerals.CARDINALS, numerals.COLLECTIVES, numerals.ROUND):
        if word in table:
            return table[word]
    return None
