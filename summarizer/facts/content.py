"""Words without support: a sentence that says with its own words what the article nowhere says."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from summarizer.data import phrases
from summarizer.data.editorial import EDITORIAL
from summarizer.data.reporting import VERBS
from summarizer.data.stopwords import STOP_WORDS
from summarizer.facts.tokens import Token, tokenize
from summarizer.words import lemma

_LEAST_WORDS = 5
"""Fewer words prove nothing."""

_NEW, _SHARE = 2, 0.45
"""So many words without support, and that share of all, make a sentence one that is not of the
article: of 3,751 written sentences two have so many."""

_LEAST_SUMMING, _SUMMING_SHARE = 10, 0.75
"""Words, and the share of them without support, that a sentence must have which sums up."""

_ROOT = 5
_NEAR = 0.5


def content_of(tokens: Iterable[Token]) -> frozenset[str]:
    """Return the lemmas that carry the content: no stop words, formulas or verbs that report.

    >>> sorted(content_of(tokenize("В заключение можно отметить, что мост открыт.")))
    ['мост', 'открыть']
    """
    words = (lemma(token.folded) for token in tokens if token.kind == "word")
    return frozenset(word for word in words if word not in STOP_WORDS) - _formulas()


@cache
def _formulas() -> frozenset[str]:
    texts = (phrases.OPENING, phrases.OPENING_ANY, phrases.CONTRASTING)
    words = (lemma(token.folded) for text in texts for token in tokenize(text))
    return frozenset((*words, *EDITORIAL, *VERBS))


def root_of(name: str) -> str:
    """Return the beginning by which words of one root are taken for one: «открыть», «открытие»."""
    return name[:_ROOT]


def roots_of(lemmas: Iterable[str]) -> frozenset[str]:
    """Return the roots of many lemmas."""
    return frozenset(map(root_of, lemmas))


def share_of_new(
    content: AbstractSet[str], roots: AbstractSet[str], near: AbstractSet[str] = frozenset()
) -> float:
    """Return the share of the lemmas ``content`` that ``roots`` lack, 0 of none.

    What stands in the roots ``near`` counts half: a name for a pronoun.

    >>> share_of_new({"мост", "открыть", "река"}, roots_of({"мост", "открытие"}))
    0.3333333333333333
    """
    if not content:
        return 0.0
    new = [root for root in map(root_of, content) if root not in roots]
    return sum(_NEAR if root in near else 1.0 for root in new) / len(content)


def is_invented(content: AbstractSet[str], roots: AbstractSet[str], text: str) -> bool:
    """Whether so many of the lemmas ``content`` of ``text`` lack ``roots`` that it is invented.

    The fewer its words, the larger the share that it takes; a sentence that sums up has words of
    its own.
    """
    count, share = len(content), share_of_new(content, roots)
    if phrases.SUMMING.match(text):
        return count >= _LEAST_SUMMING and share >= _SUMMING_SHARE
    return count >= _LEAST_WORDS and share * count >= _NEW + _SHARE * count


def find_share_of_new(
    text: str, evidence: Sequence[str], near: AbstractSet[str] = frozenset()
) -> float:
    """Return how far ``text`` goes beyond the sentences that it cites: 0 copies, 1 invents.

    The share of its content lemmas, names and numbers among them, that the evidence lacks, words of
    one root taken for one: a measure for writers that are models, whatever the guard says. ``near``
    are the roots of what surrounds the evidence, ``find_roots`` of it: they count half.

    >>> find_share_of_new("Мост открыт в Кедровом.", ["Открытие моста прошло вчера."])
    0.3333333333333333
    """
    return share_of_new(content_of(tokenize(text)), find_roots(evidence), near)


def find_roots(sentences: Iterable[str]) -> frozenset[str]:
    """Return the roots of the content lemmas of sentences."""
    return roots_of(content_of(token for text in sentences for token in tokenize(text)))
