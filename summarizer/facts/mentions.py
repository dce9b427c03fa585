"""Numbers in their surroundings: is a number of the source put to another thing of it?"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from summarizer.data.numerals import CARDINALS
from summarizer.data.stopwords import STOP_WORDS
from summarizer.facts.compare import COUNTS, is_compatible, is_equal
from summarizer.facts.dates import read_dates
from summarizer.facts.numbers import Number, read_numbers
from summarizer.facts.tokens import Token
from summarizer.words import lemma

_REACH = 8
"""Tokens to either side that say what a number is about."""

_MARGIN = 3
"""So many more words must surround the number that stood there."""


class Mention(NamedTuple):
    """A number and the lemmas around it."""

    number: Number
    near: frozenset[str]


def read_mentions(tokens: Sequence[Token]) -> list[Mention]:
    """Return the numbers among ``tokens`` that are no dates, with what surrounds them."""
    _, used = read_dates(tokens)
    numbers = read_numbers(tokens, used)
    if not numbers:
        return []
    starts = {token.start: position for position, token in enumerate(tokens)}
    lemmas = [_content(token) for token in tokens]
    return [
        Mention(
            number,
            frozenset(lemmas[max(0, at - _REACH) : at + _REACH]) - {""},
        )
        for number in numbers
        for at in (starts[number.start],)
    ]


def _content(token: Token) -> str:
    if token.kind != "word" or token.folded in CARDINALS:
        return ""
    name = lemma(token.folded)
    return "" if name in STOP_WORDS else name


def is_moved(claim: Mention, claims: Sequence[Number], mentions: Iterable[Mention]) -> bool:
    """Whether the source has another number where ``claim`` puts this one.

    The words around it surround that other number in the source, by ``_MARGIN`` more of them than
    any place where the number itself stands, and the text names the other one nowhere.
    """
    here, there = 0, 0
    for mention in mentions:
        shared = len(claim.near & mention.near)
        if is_equal(claim.number, mention.number):
            if is_compatible(claim.number, mention.number):
                here = max(here, shared)
        elif shared > there and _is_rival(claim.number, mention.number, claims):
            there = shared
    return there >= here + _MARGIN


def _is_rival(number: Number, other: Number, claims: Sequence[Number]) -> bool:
    if number.form != other.form or any(is_equal(claim, other) for claim in claims):
        return False
    if number.dimension and other.dimension:
        return number.dimension == other.dimension
    return (
        number.dimension in COUNTS
        and other.dimension in COUNTS
        and (
            not number.counted or not other.counted or not number.counted.isdisjoint(other.counted)
        )
    )
