"""Where a sentence negates, and how alike two places of text are by the roots around them."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from summarizer.data.stopwords import STOP_WORDS
from summarizer.facts.content import root_of
from summarizer.facts.negation import has_negative, root
from summarizer.facts.tokens import Token
from summarizer.words import lemma

_FADING = 4.0
"""So many words away a word tells half of what it tells next to the place."""

_FARTHEST = 12
"""Words to a side that tell anything."""

_BEYOND = 0.5
"""What a word of another clause tells of the place, to one of its own clause."""

_APART = 5
"""Words from the next negative one at which a place is not negated."""

_WEAK = 0.5
"""What a word negates that only may: «вместо», «трудно», «сорван»."""

_TAKEN = 0.3
"""What a negative word of the source is worth that another one of the text renders better."""

_UNREAL, _UNREAL_REACH = 0.5, 5
"""What a place affirms near a word that makes it unreal or limits it: «если бы», «только»."""

_STRONG = re.compile(
    r"не|ни|нет|нельзя|без|ничего|ничто|никогда|никто|никого|никому|никак[а-я]*|"
    r"(?:отказ|отклон|отриц|опроверг|отсутств|невозмож|неизвест|запре|исключ|воздерж|недопус|"
    r"прекра|переста)[а-я]*"
)

_LIMITS = frozenset(
    "бы если ли только лишь исключительно якобы чтобы планировать должный обещать намерен".split()
)

_MARKS = frozenset('-–«»"')


class Word(NamedTuple):
    """A word of a sentence: its root, empty of a stop word, and how far it negates, 0 to 1."""

    lemma: str
    root: str
    negates: float
    inside: bool
    limits: bool
    clause: int
    start: int
    stop: int


class Balance(NamedTuple):
    """How alike a place is to the best of a source: affirmed, of the verb itself, negated."""

    affirmed: float
    same: float
    negated: float


class Places:
    """The words of a sentence, and what stands around each."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._around: dict[int, dict[str, float]] = {}

    @cached_property
    def words(self) -> list[Word]:
        """The words and numbers, in order."""
        found: list[Word] = []
        clause = 0
        for token in self._tokens:
            if token.kind == "sign":
                clause += token.text not in _MARKS
            else:
                found.append(Word(*_read(token.folded), clause, token.start, token.stop))
        return found

    @cached_property
    def negative(self) -> list[int]:
        """Where a word can carry a negation."""
        return [at for at, word in enumerate(self.words) if word.negates]

    @cached_property
    def affirmed(self) -> list[int]:
        """Where no word near can."""
        return [
            at
            for at in range(len(self.words))
            if all(abs(at - place) > _APART for place in self.negative)
        ]

    def around(self, at: int) -> dict[str, float]:
        """Return the roots around a word, its own among them, by how much they tell of it."""
        found = self._around.get(at)
        if found is None:
            found = self._around[at] = {}
            for side in (range(at, -1, -1), range(at, len(self.words))):
                distance = 0
                for place in side:
                    word = self.words[place]
                    if not word.root and place != at:
                        continue
                    tells = _FADING / (_FADING + distance)
                    if word.clause != self.words[at].clause:
                        tells *= _BEYOND
                    if word.root:
                        found[word.root] = max(tells, found.get(word.root, 0.0))
                    distance += 1
                    if distance > _FARTHEST:
                        break
        return found

    def find(self, stop: int) -> int:
        """Return which word ends at ``stop``."""
        return next(at for at, word in enumerate(self.words) if word.stop == stop)

    def is_negated(self, at: int) -> bool:
        """Whether «не» stands in front of a word, or has grown into it."""
        before = self.words[max(0, at - 2) : at]
        return self.words[at].inside or any(word.lemma in ("не", "ни") for word in before)

    def is_limited(self, at: int) -> bool:
        """Whether a word near, of this clause or the next, makes a place unreal or limits it."""
        near = self.words[max(0, at - _UNREAL_REACH) : at + _UNREAL_REACH + 1]
        clause = self.words[at].clause
        return any(word.limits and abs(word.clause - clause) <= 1 for word in near)


@lru_cache(maxsize=20_000)
def _read(folded: str) -> tuple[str, str, float, bool, bool]:
    name = lemma(folded)
    negates, inside = 0.0, False
    if has_negative((Token("word", folded, folded, 0, 0),)):
        negates = 1.0 if _STRONG.fullmatch(folded) else _WEAK
        if name.startswith("не") and len(name) > len("не") + 4:
            name, inside = name[2:], True
    limits = folded in _LIMITS or name in _LIMITS
    return name, "" if name in STOP_WORDS else root_of(name), negates, inside, limits


def weigh(
    start: int,
    stop: int,
    text: Places,
    source: Iterable[Places],
    rarity: Callable[[str], float],
) -> Balance:
    """Compare the place of the verb at ``start:stop`` of a text with those of its source.

    A negative word of the source is discounted where another one of the text is more like it.
    """
    at = text.find(stop)
    verb = root(text.words[at].lemma)
    claim = text.around(at)
    others = [text.around(n) for n in text.negative if not start <= text.words[n].start < stop]

    def alike(one: dict[str, float], other: dict[str, float]) -> float:
        return sum(rarity(name) * one[name] * other[name] for name in one.keys() & other.keys())

    affirmed = same = negated = 0.0
    for places in source:
        for n in places.negative:
            if root(places.words[n].lemma) == verb and not places.words[n].inside:
                continue
            around = places.around(n)
            likeness = alike(claim, around)
            taken = any(alike(other, around) > likeness for other in others)
            negated = max(negated, likeness * places.words[n].negates * (_TAKEN if taken else 1.0))
        for n in places.affirmed:
            affirmed = max(affirmed, alike(claim, places.around(n)))
        for n, word in enumerate(places.words):
            if root(word.lemma) == verb and not places.is_negated(n):
                likeness = alike(claim, places.around(n))
                same = max(same, likeness * (_UNREAL if places.is_limited(n) else 1.0))
    most = sum(rarity(name) * tells for name, tells in claim.items()) ** 0.5 or 1.0
    return Balance(affirmed / most, same / most, negated / most)
