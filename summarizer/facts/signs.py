"""The sign of a number: «−12 °C», «плюс 2 млн», «5 градусов мороза»."""

from collections.abc import Sequence
from typing import Literal

from summarizer.facts.tokens import Token

Sign = Literal["", "+", "-"]

_WORDS: dict[str, Sign] = {"минус": "-", "−": "-", "плюс": "+", "+": "+"}
_COLD: dict[str, Sign] = {"мороза": "-", "холода": "-", "тепла": "+", "жары": "+"}
_ZERO: dict[str, Sign] = {"ниже": "-", "выше": "+"}
_REACH = 4


def read_sign(tokens: Sequence[Token], at: int, stop: int, dimension: str) -> Sign:
    """Return the sign of the number ``tokens[at:stop]``; empty where nothing gives it one.

    A hyphen is a minus where it touches the number and nothing in front of it: «до -18», not
    «5-18», «Ми -17».
    """
    if at:
        before = tokens[at - 1]
        if before.folded in _WORDS and not (at > 1 and tokens[at - 2].kind == "number"):
            return _WORDS[before.folded]
        if before.text in "-–" and _is_minus(tokens, at):
            return "-"
    return _read_cold(tokens, stop) if dimension == "degree" else ""


def _is_minus(tokens: Sequence[Token], at: int) -> bool:
    mark = tokens[at - 1]
    if mark.stop != tokens[at].start:
        return False
    if at == 1:
        return False  # the dash of a list
    earlier = tokens[at - 2]
    return earlier.stop < mark.start and earlier.text[0].islower()


def _read_cold(tokens: Sequence[Token], stop: int) -> Sign:
    following = [token.folded for token in tokens[stop : stop + _REACH]]
    for word, after in zip(following, [*following[1:], ""], strict=True):
        if word in _COLD:
            return _COLD[word]
        if word in _ZERO and after == "нуля":
            return _ZERO[word]
    return ""
