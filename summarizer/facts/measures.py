"""What stands around a number: its unit, what it counts, what bounds it."""

from collections.abc import Sequence
from typing import Literal

from summarizer.data import units
from summarizer.data.stopwords import STOP_WORDS
from summarizer.facts.rates import Measure, find_unit, read_product, read_rate, read_stroked
from summarizer.facts.tokens import Token
from summarizer.words import is_adjective, lemma

Bound = Literal["", "<", ">", "~", "≤"]
"""«менее», «более», «около», «почти»."""

ABBREVIATED = frozenset("тыс млн млрд трлн руб долл р чел проц кв куб гр г".split())
"""What may have a full stop behind it and go on."""

_COUNTED = 4  # words behind a number that may name what it counts
_FAR = 6  # words between «не» and «более 500 гостей»


def read_measure(tokens: Sequence[Token], at: int) -> Measure:
    """Return the unit that begins at a token, an adjective in front of it passed over."""
    none = Measure("", 1.0, at)
    position = at
    if position < len(tokens) and tokens[position].text == "." and at:
        position += tokens[at - 1].folded in ABBREVIATED
    if position >= len(tokens):
        return none
    if (powers := _powers(tokens[position].folded)) is not None:
        power = _read_power(tokens, position + 1, powers)
        return none if power is None else read_rate(tokens, power)
    if (stroked := read_stroked(tokens, position)) is not None:
        return stroked
    if (product := read_product(tokens, position)) is not None:
        return read_rate(tokens, product)
    for offset in range(2):
        if position + offset >= len(tokens):
            break
        token = tokens[position + offset]
        unit = find_unit(token.folded) if token.kind in ("word", "sign") else None
        if unit is not None and (len(token.text) > 1 or _is_symbol(tokens, position, offset)):
            return read_rate(tokens, Measure(*unit, position + offset + 1))
        if token.kind != "word" or not is_adjective(token.folded):
            break
    return none


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
    """Whether a single letter is a unit: «5 с.», not «20 с лишним», «5, ч. 2», «12 г. Орла»."""
    token = tokens[at]
    if token.kind == "sign":
        return True
    if (
        offset
        or not at
        or (tokens[at - 1].kind == "word" and tokens[at - 1].folded not in ABBREVIATED)
    ):
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.folded == "с":
        return after is None or after.kind == "sign"
    return after is None or after.text != "." or not _is_abbreviation(tokens, at)


def _is_abbreviation(tokens: Sequence[Token], at: int) -> bool:
    """Whether a letter with a full stop belongs to what follows: «г. Орёл», «ч. 2 ст. 5»."""
    if at + 2 >= len(tokens):
        return False
    following = tokens[at + 2]
    if following.kind == "number":  # «5 ч. 30 мин.»
        return at + 3 == len(tokens) or find_unit(tokens[at + 3].folded) is None
    return following.kind == "word" and following.text[0].isupper()


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
                if lemmas or not is_adjective(token.folded):  # «двух других порталов»
                    break
                continue
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
    while before and before[-1] in _PASSED:  # «более чем на 300»
        before.pop()
    if not before:
        return ""
    bound = _BOUNDS.get(before[-1], "")
    if bound not in ("<", ">"):
        return bound
    if len(before) > 1 and before[-2] == "не":
        return "<" if bound == ">" else ">"
    return "" if "не" in before or "нельзя" in before else bound


_PASSED = frozenset("чем на за".split())

_BOUNDS: dict[str, Bound] = {
    **dict.fromkeys(units.ABOVE, ">"),
    **dict.fromkeys(units.BELOW, "<"),
    **dict.fromkeys(units.ABOUT, "~"),
    **dict.fromkeys(units.ALMOST, "≤"),
}
