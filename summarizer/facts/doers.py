"""Who did it, where the source says it in other words: another name has what is around a doer.

«Сомов обогнал всех на финише» of «Первым на финише был Орлов»: what the sentences with «Сомов», and
those behind them, say of it is less by ``MORE`` words than what one with «Орлов» says.
"""

from collections.abc import Sequence
from typing import NamedTuple

from summarizer.data.stopwords import STOP_WORDS
from summarizer.facts.content import root_of
from summarizer.facts.roles import Slot, are_one
from summarizer.facts.tokens import Token
from summarizer.words import is_predicate, lemma

MORE = 2
"""So many more of the words around a doer must stand in the sentence of another name, or at least
so many, more than there, right around it."""

_NEAR, _AROUND = 6, 8
"""Tokens to either side of a doer, and of another name."""

_QUOTES = frozenset('»"”')


class Doer(NamedTuple):
    """A name in front of its predicate, and the roots around it."""

    slot: Slot
    around: frozenset[str]


class Telling(NamedTuple):
    """A sentence: its names, the roots around each, the roots of all its words."""

    slots: Sequence[Slot]
    around: Sequence[frozenset[str]]
    roots: frozenset[str]


def read_doers(tokens: Sequence[Token], slots: Sequence[Slot]) -> list[Doer]:
    """Return the names that may stand in the nominative, right in front of a predicate."""
    doers = [slot for slot in slots if _is_before_predicate(slot, tokens)]
    return list(map(Doer, doers, _read_around(tokens, doers, _NEAR))) if doers else []


def _is_before_predicate(slot: Slot, tokens: Sequence[Token]) -> bool:
    if slot.cases and all(case != "nomn" for case, _ in slot.cases):
        return False
    behind = (t for t in tokens if t.start >= slot.stop and t.text not in _QUOTES)
    following = next(behind, None)
    return following is not None and following.kind == "word" and is_predicate(following.folded)


def read_telling(tokens: Sequence[Token], slots: Sequence[Slot]) -> Telling:
    """Return what a sentence tells of its names."""
    around = _read_around(tokens, slots, _AROUND) if slots else []
    return Telling(slots, around, frozenset(map(_root, tokens)) - {""})


def _read_around(
    tokens: Sequence[Token], slots: Sequence[Slot], reach: int
) -> list[frozenset[str]]:
    """Return the roots around each name, its own left out."""
    starts = {token.start: at for at, token in enumerate(tokens)}
    stops = {token.stop: at + 1 for at, token in enumerate(tokens)}
    roots = [_root(token) for token in tokens]
    return [
        frozenset((*roots[max(0, start - reach) : start], *roots[stop : stop + reach])) - {""}
        for start, stop in ((starts[slot.start], stops[slot.stop]) for slot in slots)
    ]


def _root(token: Token) -> str:
    name = "" if token.kind == "sign" else lemma(token.folded)
    return "" if name in STOP_WORDS else root_of(name)


def is_replaced(
    doer: Doer,
    claimed: Sequence[Slot],
    article: Sequence[Telling],
    evidence: Sequence[Telling],
    rows: Sequence[frozenset[str]],
) -> bool:
    """Whether a name that the text does not claim has more of what stands around a doer.

    ``claimed`` are the names of the text, ``rows`` the stems of names of the article that stand in
    a row; a name that the article lacks is none of this check's.
    """
    shares = [len(doer.around & telling.roots) for telling in article]
    own = [
        max(shares[at : at + 2])
        for at, telling in enumerate(article)
        if any(_may_be(doer.slot, other, rows) for other in telling.slots)
    ]
    if not own:
        return False
    rivals = [
        other
        for telling in evidence
        if len(doer.around & telling.roots) >= max(own) + MORE
        for other in telling.slots
    ]
    rivals += [
        other
        for telling in article
        for other, around in zip(telling.slots, telling.around, strict=True)
        if len(doer.around & around) >= max(MORE, max(own) + 1)
    ]
    return any(
        other.kind == doer.slot.kind and not any(_may_be(name, other, rows) for name in claimed)
        for other in rivals
    )


def _may_be(slot: Slot, other: Slot, rows: Sequence[frozenset[str]]) -> bool:
    return not slot.stems.isdisjoint(other.stems) or are_one(slot, other, rows)
