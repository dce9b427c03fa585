"""Who did it, and who is meant: a name that stands where the source has another one.

«Сомов обогнал Орлова» of «Орлов обогнал Сомова», «жители Ветлугии» of «жители Тарсании»: of the
names of an article, each has as much support for a place in a sentence as the article says of it
what the sentence says around that place. Dependency trees told less, with more false alarms.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from summarizer.data.stopwords import STOP_WORDS
from summarizer.facts.content import root_of
from summarizer.facts.roles import QUOTES, Slot, can_agree, may_be, stand_alike
from summarizer.facts.tokens import Token
from summarizer.words import is_predicate, lemma

_CLAIMED, _SOURCE = 0.78, 0.85
"""A word tells so much less with every step from a name, in a sentence and in its source."""

_PAUSE = 4
"""Steps that a comma is."""

_PAUSES = frozenset(",;:()—–")

_COVER, _BESIDE = 1 / 2, 1 / 6
"""What the words of a whole sentence tell, and the one right beside a name, where all those around
it on their sides tell 1."""

_UNCERTAIN = 0.7
"""Added to the weight of all words around a name, where one of a single sentence weighs 1: so few
tell little."""

_DOER, _OTHER = 0.27, 0.58
"""So much more support than a name has makes another one stand there in the source: in front of a
predicate, and elsewhere."""

_BOTH = 0.2
"""So much more than that it takes where the text has the other name too, in another place."""

_EXCHANGED = 0.45
"""So much more two names have together in each other's place if they have been exchanged."""


class Place(NamedTuple):
    """A name where it stands, and the steps to the roots around it, below 0 in front of it.

    ``acts`` where it may be in the nominative, right in front of a predicate.
    """

    slot: Slot
    steps: dict[str, int]
    acts: bool


class Telling(NamedTuple):
    """A sentence: its names in their places, the roots of its words."""

    places: Sequence[Place]
    roots: frozenset[str]


class _Mention(NamedTuple):
    """A name in the article, and the roots of its sentence and the next, which may say «он»."""

    place: Place
    said: frozenset[str]


class _Stand(NamedTuple):
    """A name of a text with the shares of the roots around it, and what it is in the article.

    ``same`` are the words of its names there, ``own`` all mentions, ``support`` what they have.
    """

    place: Place
    shares: dict[str, float]
    same: set[tuple[str, ...]]
    own: list[_Mention]
    support: float


def read_telling(tokens: Sequence[Token], slots: Sequence[Slot]) -> Telling:
    """Return what a sentence tells of its names."""
    roots = [_root(token) for token in tokens]
    ends = list(accumulate(map(_length, tokens), initial=0))
    starts = {token.start: at for at, token in enumerate(tokens)}
    stops = {token.stop: at + 1 for at, token in enumerate(tokens)}
    places: list[Place] = []
    for slot in slots:
        start, stop = starts[slot.start], stops[slot.stop]
        steps: dict[str, int] = {}
        for at in range(start - 1, -1, -1):
            steps.setdefault(roots[at], ends[at] - ends[start])
        for at in range(stop, len(tokens)):
            distance = ends[at + 1] - ends[stop]
            if distance < abs(steps.get(roots[at], distance + 1)):
                steps[roots[at]] = distance
        steps.pop("", None)
        places.append(Place(slot, steps, _acts(slot, tokens[stop:])))
    return Telling(places, frozenset(roots) - {""})


def _root(token: Token) -> str:
    name = "" if token.kind == "sign" else lemma(token.folded)
    return "" if name in STOP_WORDS else root_of(name)


def _length(token: Token) -> int:
    return 0 if token.text in QUOTES else _PAUSE if token.text in _PAUSES else 1


def _acts(slot: Slot, behind: Iterable[Token]) -> bool:
    if slot.cases and all(case != "nomn" for case, _ in slot.cases):
        return False
    following = next((token for token in behind if token.text not in QUOTES), None)
    return following is not None and following.kind == "word" and is_predicate(following.folded)


class Cast:
    """The names of an article, each with all that is said of it."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        count = Counter(root for telling in tellings for root in telling.roots)
        size = len(tellings)
        self._weights = {root: math.log1p(size / n) / math.log1p(size) for root, n in count.items()}
        self._names: list[list[_Mention]] = []
        self._by_stem: dict[tuple[str, str], int] = {}
        for telling, behind in pairwise([*tellings, Telling((), frozenset())]):
            for place in telling.places:
                self._add(_Mention(place, telling.roots | behind.roots))
        self._slots = {m.place.slot.words: m.place.slot for name in self._names for m in name}
        self._rows = {
            slot.stems
            for slot in self._slots.values()
            if slot.kind == "person" and len(slot.words) > 1
        }

    def _add(self, mention: _Mention) -> None:
        slot = mention.place.slot
        keys = [(slot.kind, stem) for stem in slot.stems]
        known = min((self._by_stem[key] for key in keys if key in self._by_stem), default=None)
        if known is not None:
            self._names[known].append(mention)
            return
        self._by_stem.update(dict.fromkeys(keys, len(self._names)))
        self._names.append([mention])

    def find_replaced(self, places: Iterable[Place]) -> Iterator[Slot]:
        """Yield the names of a text in whose place the article has another one.

        Names that the article lacks are none of this check's.
        """
        stands = [stand for stand in map(self._find, places) if stand.own]
        for stand in stands:
            if self._is_replaced(stand, stands) or any(
                _are_exchanged(stand, other) for other in stands
            ):
                yield stand.place.slot

    def _find(self, place: Place) -> _Stand:
        rows = [row for row in self._rows if not row.isdisjoint(place.slot.stems)]
        same = {words for words, slot in self._slots.items() if may_be(place.slot, slot, rows)}
        own = [m for name in self._names for m in name if m.place.slot.words in same]
        weights = {
            root: self._weights[root] * _CLAIMED ** (abs(steps) - 1)
            for root, steps in place.steps.items()
            if root in self._weights
        }
        total = sum(weights.values()) + _UNCERTAIN
        shares = {root: weight / total for root, weight in weights.items()}
        return _Stand(place, shares, same, own, _support(place, own, shares))

    def _is_replaced(self, stand: _Stand, claimed: Sequence[_Stand]) -> bool:
        """Whether a name has so much more support than the one that stands there."""
        slot, acts = stand.place.slot, stand.place.acts
        least = _DOER if acts else _OTHER
        for name in self._names:
            others = [
                other
                for other in name
                if other.place.slot.kind == slot.kind
                and other.place.slot.words not in stand.same
                and (acts or can_agree(slot, other.place.slot))
            ]
            gain = _gain(stand, others)
            if gain > least + _BOTH:
                return True
            if gain > least and not any(
                m.place.slot.words in c.same for m in others for c in claimed
            ):
                return True
        return False


def _are_exchanged(stand: _Stand, other: _Stand) -> bool:
    """Whether two names, a doer one of them, would both stand better in each other's place."""
    if (
        stand.place.slot.kind != other.place.slot.kind
        or not (stand.place.acts or other.place.acts)
        or not stand.same.isdisjoint(other.same)
    ):
        return False
    gains = _gain(stand, other.own), _gain(other, stand.own)
    return min(gains) > 0 and sum(gains) > _EXCHANGED


def _gain(stand: _Stand, name: Collection[_Mention]) -> float:
    return _support(stand.place, name, stand.shares) - stand.support


def _support(place: Place, name: Collection[_Mention], shares: dict[str, float]) -> float:
    """Return how much of what stands around a place the article says of a name.

    It is the share of the words that stand on the same side of the name in a sentence of the
    article, or on either where the case tells as much, less by the steps to them; half the share
    that such a sentence and the next one have; and the words right beside the name, each at best.
    """
    around = cover = 0.0
    beside = 0
    for other, said in name:
        alike = stand_alike(place.slot, other.slot)
        around = max(
            around,
            sum(
                share * _SOURCE ** (abs(other.steps[root]) - 1)
                for root, share in shares.items()
                if root in other.steps
                and (alike or (other.steps[root] < 0) == (place.steps[root] < 0))
            ),
        )
        cover = max(cover, sum(share for root, share in shares.items() if root in said))
        own, known = place.slot, other.slot
        same = (
            own.before and own.before == known.before,
            own.behind and own.behind == known.behind,
        )
        beside = max(beside, sum(map(bool, same)))
    return around + _COVER * cover + _BESIDE * beside
