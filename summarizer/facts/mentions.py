"""Numbers in their surroundings: is a number of the source put to another thing of it?"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from summarizer.data.numerals import CARDINALS
from summarizer.data.stopwords import STOP_WORDS
from summarizer.facts.compare import COUNTS, is_compatible, is_equal, is_rounded
from summarizer.facts.dates import read_dates
from summarizer.facts.numbers import Number, read_numbers
from summarizer.facts.tokens import Token
from summarizer.words import lemma

_REACH = 8
"""Tokens to either side that say what a number is about."""

_MARGIN = 3
"""So many more words must surround the number that stood there."""

_FEW = 4
"""So few words around a number tell nothing without the sentence before: «Приговор — 24 года.»"""

_LIKE = 3
"""So many words around two numbers make them count one thing."""

_MOST_RIVALS = 300
"""Numbers of the evidence looked at: more than any sentences hold, tables apart."""


class Mention(NamedTuple):
    """A number, the lemmas around it, and those of the sentence before where these are few."""

    number: Number
    near: frozenset[str]
    before: frozenset[str] = frozenset()

    def behind(self, words: frozenset[str]) -> "Mention":
        """Return it with the lemmas of the sentence before, if it needs them."""
        return self._replace(before=words) if len(self.near) <= _FEW else self


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


def find_content(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the lemmas that say what numbers among ``tokens`` are about."""
    return frozenset(map(_content, tokens)) - {""}


def _content(token: Token) -> str:
    if token.kind != "word" or token.folded in CARDINALS:
        return ""
    name = lemma(token.folded)
    return "" if name in STOP_WORDS else name


class Mentions:
    """The numbers of a source, found by value."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        alike = {(m.number._replace(start=0, stop=0), m.near): m for m in mentions}
        self.all = list(alike.values())
        self._by_value: dict[str, list[Mention]] = {}
        for mention in self.all:
            for key in {_key(mention.number.value), _key(mention.number.figure)}:
                self._by_value.setdefault(key, []).append(mention)

    def find_equal(self, number: Number) -> list[Mention]:
        """Return the mentions of the same number, whatever it counts."""
        if number.form == "order":
            return [mention for mention in self.all if is_equal(number, mention.number)]
        same = (
            *self._by_value.get(_key(number.value), ()),
            *self._by_value.get(_key(number.figure), ()),
        )
        return [mention for mention in same if is_equal(number, mention.number)]

    def find_others(self, number: Number) -> list[Mention]:
        """Return the mentions of other numbers, the first ``_MOST_RIVALS`` of them."""
        rest = self.all[:_MOST_RIVALS]
        return [mention for mention in rest if not is_equal(number, mention.number)]


def _key(value: float) -> str:
    return f"{value:.13g}"


def is_moved(claim: Mention, claims: Sequence[Number], source: Mentions) -> bool:
    """Whether the source has another number where ``claim`` puts this one.

    The words around it surround that other number in the source, by ``_MARGIN`` more of them than
    any place where the number itself stands, and the text names the other one nowhere. The source
    has the number in some place where it can stand for this one.
    """
    here = max(
        len(claim.near & (mention.near | mention.before))
        for mention in source.find_equal(claim.number)
        if is_compatible(claim.number, mention.number)
    )
    return any(
        len(claim.near & mention.near) >= here + _MARGIN
        and _is_rival(claim.number, mention.number, claims)
        for mention in source.find_others(claim.number)
    )


def _is_rival(number: Number, other: Number, claims: Sequence[Number]) -> bool:
    if number.form != other.form or any(is_equal(claim, other) for claim in claims):
        return False
    if is_rounded(other, number):  # «3810 документов» of «свыше 3800 документов»
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


def counts_the_same(claim: Mention, other: Mention) -> bool:
    """Whether two numbers seem to count one thing: by its name, or by what stands around it."""
    number, rival = claim.number, other.number
    if number.form != rival.form or rival.dimension not in COUNTS:
        return False
    return (
        not number.counted
        or not number.counted.isdisjoint(rival.counted)
        or "" != number.dimension == rival.dimension
        or (len(claim.near & other.near) >= _LIKE and bool(rival.counted or rival.spelled))
    )
