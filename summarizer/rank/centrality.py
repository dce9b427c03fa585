"""LexRank with a prior: what the article keeps coming back to, starting from its head and title.

Erkan and Radev 2004, https://doi.org/10.1613/jair.1523 (continuous LexRank); the biased walk is
Otterbacher, Erkan and Radev 2005, https://aclanthology.org/H05-1115. We depart in one thing: the
sentence graph X·Xᵀ is never built. A step of the walk multiplies by Xᵀ, then by X, so its cost
grows with the number of words, not with the square of the number of sentences.
"""

import numpy as np
import numpy.typing as npt

from summarizer.document import Document
from summarizer.rank import Ranking
from summarizer.words import Terms

_REDUNDANCY = 0.5
_MAX_STEPS = 30
_TOLERANCE = 1e-4


class Centrality:
    """Score a sentence by a random walk over the lemmas that sentences share.

    Args:
        damping: share of a step that follows the graph; the rest returns to the prior.
        position: weight of the sentence's place in the prior.
        title: weight of its likeness to the title in the prior.
    """

    name = "centrality"

    def __init__(self, damping: float = 0.6, position: float = 2.0, title: float = 1.0) -> None:
        self.damping = damping
        self.position = position
        self.title = title

    def rank(self, document: Document, terms: Terms) -> Ranking:
        """Return the share of the walk that each sentence gets, scaled to a greatest of 1."""
        size, vocabulary = terms.shape
        if not len(terms.rows):
            return Ranking(np.ones(size))
        rows, columns = terms.rows, terms.columns
        frequency = np.bincount(columns, minlength=vocabulary)
        weights = terms.counts * np.log1p(size / frequency[columns])
        weights /= np.sqrt(np.bincount(rows, weights * weights, size))[rows]

        def to_lemmas(sentences: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
            return np.bincount(columns, weights * sentences[rows], vocabulary).astype(float)

        def to_sentences(lemmas: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
            return np.bincount(rows, weights * lemmas[columns], size).astype(float)

        degree = np.maximum(to_sentences(to_lemmas(np.ones(size))), 1)
        prior = self.position / (1 + np.arange(size)) ** 0.5
        if len(terms.title):
            in_title = np.zeros(vocabulary)
            in_title[terms.title] = np.log1p(size / frequency[terms.title])
            likeness = to_sentences(in_title)
            prior += self.title * likeness / max(likeness.max(), 1e-12)
        prior /= prior.sum()
        walk = prior
        for _ in range(_MAX_STEPS):
            following = (1 - self.damping) * prior
            following += self.damping * to_sentences(to_lemmas(walk / degree))
            if np.abs(following - walk).sum() < _TOLERANCE:
                break
            walk = following
        return Ranking(np.asarray(walk / walk.max()), redundancy=_REDUNDANCY)
