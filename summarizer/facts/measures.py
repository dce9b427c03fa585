"""What stands around a number: its unit, what it counts, what bounds it."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from summarizer.data import units
from summarizer.data.stopwords import STOP_WORDS
from summarizer.facts.tokens import Token
from summarizer.words import is_adjective, lemma

Bound = Literal["", "<", ">", "~"]

ABBREVIATED = frozenset("тыс млн млрд трлн руб долл р чел проц кв куб гр г".split())
"""What may have a full stop behind it and go on."""

_COUNTED = 4  # words behind a number that may name what it counts
_FAR = 6  # words between «не» and «более 500 гостей»


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


def read_measure(tokens: Sequence[Token], at: int) -> Measure:
    """Return the unit that begins at a token, an adjective in front of it passed over."""
    none = Measure("", 1.0, at)
    position = at
    if position < len(tokens) and tokens[position].text == "." and at:
        position += tokens[at - 1].folded in ABBREVIATED
    if position >= len(tokens):
        return none
    if (powers := _powers(tokens[position].folded)) is not None:
        return _read_power(tokens, position + 1, powers) or none
    rate = "".join(token.folded for token in tokens[position : position + 3])
    if "/" in rate and rate in units.UNITS:
        return Measure(*units.UNITS[rate], position + 3)
    for offset in range(2):
        if position + offset >= len(tokens):
            break
        token = tokens[position + offset]
        unit = find_unit(token.folded) if token.kind in ("word", "sign") else None
        if unit is not None and (len(token.text) > 1 or _is_symbol(tokens, position, offset)):
            return _read_rate(tokens, Measure(*unit, position + offset + 1))
        if token.kind != "word" or not is_adjective(token.folded):
            break
    return none


def _read_rate(tokens: Sequence[Token], measure: Measure) -> Measure:
    """Make a speed of a length: «15 километров в час»."""
    following = [token.folded for token in tokens[measure.stop : measure.stop + 2]]
    unit = measure.dimension == "length" and units.RATES.get((measure.factor, *following))
    return Measure(*unit, measure.stop + 2) if unit else measure


def _powers(word: str) -> dict[str, str] | None:
    if word == "кв" or word.startswith("квадратн"):
        return units.SQUARE
    return units.CUBIC if word == "куб" or word.startswith("кубическ") else None


def _read_power(tokens: Sequence[Token], at: int, powers: dict[str, str]) -> Measure | None:
    if at < len(tokens) and tokens[at].text == ".":
        at += 1
    if at >= len(tokens):
        return None
    name = powers.get(tokens[at].folded) or powers.get(lemma(tokens[at].folded))
    return Measure(*units.UNITS[name], at + 1) if name else None


def _is_symbol(tokens: Sequence[Token], at: int, offset: int) -> bool:
    """Whether a single letter is a unit rather than a preposition: «5 с.», not «20 с лишним»."""
    token = tokens[at]
    if token.kind == "sign":
        return True
    if (
        offset
        or not at
        or (tokens[at - 1].kind == "word" and tokens[at - 1].folded not in ABBREVIATED)
    ):
        return False
    return token.folded != "с" or at + 1 == len(tokens) or tokens[at + 1].kind == "sign"


def _is_abbreviating(tokens: Sequence[Token], at: int) -> bool:  # «руб.»
    return tokens[at].text == "." and at > 0 and tokens[at - 1].folded in ABBREVIATED


def read_counted(tokens: Sequence[Token], at: int) -> frozenset[str]:
    """Return the lemmas behind a number, up to a mark or a function word."""
    lemmas: list[str] = []
    for position in range(at, min(at + _COUNTED + 1, len(tokens))):
        token = tokens[position]
        if token.kind == "word":
            name = lemma(token.folded)
            if name in STOP_WORDS:
                break
            lemmas.append(name)
        elif not (token.text in '«"' or _is_abbreviating(tokens, position)):
            break
        if len(lemmas) == _COUNTED:
            break
    return frozenset(lemmas)


def read_bound(tokens: Sequence[Token], at: int) -> Bound:
    """Say what the words in front make of a number: «более 300», «не менее 20», «почти 40».

    Nothing, where a negation farther off may turn it: «не может пригласить более 500 гостей».
    """
    before = [token.folded for token in tokens[max(0, at - _FAR) : at]]
    if before and before[-1] == "чем":
        before.pop()
    if not before:
        return ""
    last = before[-1]
    if last in units.ABOUT:
        return "~"
    if last not in units.ABOVE and last not in units.BELOW:
        return ""
    if len(before) > 1 and before[-2] == "не":
        return "<" if last in units.ABOVE else ">"
    if "не" in before or "нельзя" in before:
        return ""
    return ">" if last in units.ABOVE else "<"
