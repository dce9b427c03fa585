"""Which way a thing went: «выросла» against «упала», «с 5,9 до 4,5 %» against «с 4,5 до 5,9 %»."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.data.opposites import OPPOSITES
from summarizer.data.stopwords import STOP_WORDS
from summarizer.facts.compare import is_equal
from summarizer.facts.negation import Verb, has_negative
from summarizer.facts.numbers import Number
from summarizer.facts.tokens import Token
from summarizer.words import lemma, lemma_of_verb

_REACH = 7
"""Tokens to either side that say what went which way."""

_SCOPE = 3
"""Tokens in front of a word that may turn it: «не выросла», «остановить рост»."""

_ALIKE = 0.5
"""As much as one word near its place must be shared with a place that says the opposite."""

_CLOSER = 1.0
"""And so much more than with any place that says the same."""


class Move(NamedTuple):
    """A word that has opposites, at ``text[start:stop]``.

    ``places`` are its axes and sides, ``turned`` where a negative word stands in front, ``near``
    are the lemmas around it by their distance, in front negative.
    """

    places: frozenset[tuple[int, int]]
    turned: bool
    near: dict[str, int]
    start: int
    stop: int


class Change(NamedTuple):
    """From one number to another, at ``text[start:stop]``: «с 4,5 до 5,9 %»."""

    first: Number
    last: Number
    start: int
    stop: int


@lru_cache(maxsize=20_000)
def _places(form: str) -> frozenset[tuple[int, int]]:
    found = OPPOSITES.get(lemma(form).removesuffix("ся"))
    return frozenset(found or OPPOSITES.get(lemma_of_verb(form).removesuffix("ся"), ()))


def read_moves(tokens: Sequence[Token]) -> list[Move]:
    """Return the words among ``tokens`` that have opposites, in order.

    >>> from summarizer.facts.tokens import tokenize
    >>> [move.turned for move in read_moves(tokenize("Цены выросли, спрос не упал."))]
    [False, True]
    """
    found: list[Move] = []
    for at, token in enumerate(tokens):
        if token.kind != "word" or (token.text[0].isupper() and at):
            continue
        places = _places(token.folded)
        if places:
            turned = has_negative(tokens[max(0, at - _SCOPE) : at])
            found.append(Move(places, turned, _read_near(tokens, at), token.start, token.stop))
    return found


def _read_near(tokens: Sequence[Token], at: int) -> dict[str, int]:
    near: dict[str, int] = {}
    for position in range(max(0, at - _REACH), min(len(tokens), at + _REACH + 1)):
        token = tokens[position]
        if position == at or token.kind == "sign":
            continue
        name = lemma(token.folded)
        if name not in STOP_WORDS and abs(position - at) < abs(near.get(name, _REACH + 1)):
            near[name] = position - at
    return near


def find_opposite(move: Move, source: Sequence[Move]) -> Move | None:
    """Return the place of the source that says the opposite, if it speaks of the same thing.

    It must share more of the words around it than any place that says the same.
    """
    if move.turned:
        return None
    opposite = [other for other in source if not other.turned and _is_across(move, other)]
    if not opposite:
        return None
    nearest = max(opposite, key=lambda other: _likeness(move, other))
    likeness = _likeness(move, nearest)
    same = [_likeness(move, other) for other in source if _is_beside(move, other)]
    if likeness < _ALIKE:
        return None
    if same and likeness < max(same) + _CLOSER:
        return None
    return nearest


def is_said_otherwise(verb: Verb, source: Sequence[Move], shared: int) -> bool:
    """Whether a negated verb renders a word of the source: «не упал» of «не снизился», «вырос».

    ``shared`` words around the verb stand around it where the source does not negate it: around
    the other word must stand as many, and as many as around one that says what the verb does.
    """
    places = _places(verb.lemma)
    across = frozenset((axis, 1 - side) for axis, side in places)
    rendered, affirmed = [-1], [shared]
    for move in source:
        count = len(verb.near & move.near.keys())
        if not (across, places)[move.turned].isdisjoint(move.places):
            rendered.append(count)
        elif not places.isdisjoint(move.places):
            affirmed.append(count)
    return max(rendered) >= max(affirmed)


def _is_across(move: Move, other: Move) -> bool:
    return any((axis, 1 - side) in other.places for axis, side in move.places)


def _is_beside(move: Move, other: Move) -> bool:
    """Whether two words say the same: one side, or across where one is turned."""
    if other.turned:
        return _is_across(move, other)
    return not move.places.isdisjoint(other.places)


def _likeness(move: Move, other: Move) -> float:
    """Count the words that both have around them, by how alike they stand."""
    return sum(
        1 / (1 + abs(distance - other.near[name]))
        for name, distance in move.near.items()
        if name in other.near
    )


def read_changes(tokens: Sequence[Token], numbers: Sequence[Number]) -> Iterator[Change]:
    """Yield the changes «с … до …», in whatever order the two ends stand."""
    places = {token.start: position for position, token in enumerate(tokens)}
    before = [_preposition(tokens, places.get(number.start, 0)) for number in numbers]
    for n in range(len(numbers) - 1):
        left, right = numbers[n], numbers[n + 1]
        if {left.form, right.form} != {"count"}:
            continue
        if before[n] == "с" and before[n + 1] == "до":
            yield Change(left, right, left.start, right.stop)
        elif before[n] == "до" and before[n + 1] == "с":
            yield Change(right, left, left.start, right.stop)


def _preposition(tokens: Sequence[Token], at: int) -> str:
    """Return «с» or «до» in front of a number, a word or a sign between them passed over."""
    for token in reversed(tokens[max(0, at - 2) : at]):
        if token.folded in ("с", "со"):
            return "с"
        if token.folded == "до":
            return "до"
    return ""


def is_reversed(change: Change, source: Iterable[Change]) -> bool:
    """Whether the source has the two ends the other way round, and nowhere this way."""
    turned = False
    for other in source:
        if is_equal(change.first, other.first) and is_equal(change.last, other.last):
            return False
        turned |= is_equal(change.first, other.last) and is_equal(change.last, other.first)
    return turned
